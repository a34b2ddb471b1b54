import { type CustomField, fieldNamed } from '#capabilities/custom-fields/field.ts'
import { customFilters, keyIn } from '#capabilities/custom-fields/filters.ts'
import { hiddenField, maySee } from '#capabilities/custom-fields/rights.ts'
import type { Ctx } from '#platform/context.ts'
import { type FieldError, invalid } from '#platform/errors.ts'
import type { CustomerFilter } from './contract.ts'
import { customerFields } from './custom.ts'
import type { Condition } from './text-conditions.ts'

/** Conditions on custom fields. */
export async function customConditions(
  ctx: Ctx,
  filter: CustomerFilter,
  errors: FieldError[],
): Promise<Condition[]> {
  if (!Object.keys(filter).some((name) => keyIn(name))) return []
  const own = customFilters(ctx.access, await customerFields(ctx), filter, errors)
  return own.map(({ where, candidates }) => ({
    check: 'elsewhere',
    exactly: true,
    where: (sql) => where(sql, 'c'),
    ...(candidates && {
      candidates: (sql) => `SELECT f.record_id AS customer_id FROM (${candidates(sql)}) f`,
    }),
  }))
}

/** The custom field that an order names; undefined for an order by a column. */
export async function customSort(ctx: Ctx, name: string): Promise<CustomField | undefined> {
  const key = keyIn(name)
  if (key === undefined) return undefined
  const field = fieldNamed(await customerFields(ctx), key)
  if (field && !maySee(ctx.access, field)) throw hiddenField(key, 'sorted by')
  if (field) return field
  const message = `sort: there is no custom field "${key}".`
  throw invalid('sort.unknown', [{ pointer: '/sort', code: 'sort.unknown', message }])
}
