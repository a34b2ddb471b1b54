import { customCondition } from '#capabilities/custom-fields/condition.ts'
import { type CustomField, fieldNamed } from '#capabilities/custom-fields/field.ts'
import { hiddenField, maySee } from '#capabilities/custom-fields/rights.ts'
import type { Ctx } from '#platform/context.ts'
import { type FieldError, invalid } from '#platform/errors.ts'
import type { CustomerFilter } from './contract.ts'
import { customerFields } from './custom.ts'
import type { Condition } from './text-conditions.ts'

const prefix = 'custom.'

const unknownField = (name: string, fields: readonly CustomField[]): FieldError => {
  const there = fields.filter((field) => !field.retired_at).map(({ key }) => prefix + key)
  const some = there.length > 12 ? `${there.slice(0, 12).join(', ')}, …` : there.join(', ')
  return {
    pointer: `/filter/${name}`,
    code: 'filter.unknown_field',
    message: `filter[${name}]: there is no such custom field. There ${there.length === 0 ? 'is none' : `are: ${some}`}.`,
  }
}

/** Conditions on custom fields. Retired fields can still be asked for, as segments may. */
export async function customConditions(
  ctx: Ctx,
  filter: CustomerFilter,
  errors: FieldError[],
): Promise<Condition[]> {
  const asked = Object.entries(filter).filter(([name, text]) => name.startsWith(prefix) && text?.trim())
  if (asked.length === 0) return []
  const fields = await customerFields(ctx)
  return asked.flatMap(([name, text]): Condition[] => {
    const field = fieldNamed(fields, name.slice(prefix.length))
    if (!field) {
      errors.push(
        unknownField(
          name,
          fields.filter((one) => maySee(ctx.access, one)),
        ),
      )
      return []
    }
    if (!maySee(ctx.access, field)) throw hiddenField(field.key, 'used as a filter')
    const read = customCondition(field, text as string)
    if (!read.ok) {
      const message = `filter[${name}]: ${read.message}`
      errors.push({ pointer: `/filter/${name}`, code: 'filter.unknown_value', message })
      return []
    }
    const { where, candidates } = read.condition
    return [
      {
        check: 'elsewhere',
        exactly: true,
        where: (sql) => where(sql, 'c'),
        ...(candidates && {
          candidates: (sql) => `SELECT f.record_id AS customer_id FROM (${candidates(sql)}) f`,
        }),
      },
    ]
  })
}

/** The custom field that an order names; undefined for an order by a column. */
export async function customSort(ctx: Ctx, name: string): Promise<CustomField | undefined> {
  if (!name.startsWith(prefix)) return undefined
  const fields = await customerFields(ctx)
  const field = fieldNamed(fields, name.slice(prefix.length))
  if (field && !maySee(ctx.access, field)) throw hiddenField(field.key, 'sorted by')
  if (field) return field
  const message = `sort: there is no custom field "${name.slice(prefix.length)}".`
  throw invalid('sort.unknown', [{ pointer: '/sort', code: 'sort.unknown', message }])
}
