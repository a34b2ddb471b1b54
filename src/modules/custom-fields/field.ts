import { uuidv7 } from 'uuidv7'
import { definitionsChanged, readFields } from '#capabilities/custom-fields/definitions.ts'
import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { isCurrency } from '#lib/money.ts'
import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, type FieldError, invalid } from '#platform/errors.ts'
import type { CustomFieldChange, CustomFieldInput, CustomFieldOut } from './contract.ts'
import { choicesOf, defaultOf, faultsOf, heldChoices, nameFrom } from './definition.ts'
import { forgetFields } from './forget-target.ts'
import { countValues, fieldOut, findField, targetOf } from './queries.ts'

const MOST_FIELDS = 1000

/** The fields of a target, held against others who add one at the same time. */
async function siblingsOf(ctx: Ctx, target: string): Promise<CustomField[]> {
  await ctx.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${ctx.workspaceId} ${target}`])
  return readFields(ctx, 'target = $2 ORDER BY position, id', [target])
}

async function demandTarget(ctx: Ctx, target: string): Promise<string> {
  const declared = targetOf(ctx, target)
  const type = target.split(':')[1]
  const there = declared && (declared.has ? type !== undefined && (await declared.has(ctx, type)) : !type)
  if (there) return declared.permissions.full
  const message = `There are no records called "${target}". GET /custom-field-targets tells which there are.`
  throw invalid('target.missing', [{ pointer: '/target', code: 'target.missing', message }])
}

const namesOf = (fields: readonly CustomField[]) =>
  new Set(fields.flatMap(({ key, former_keys }) => [key, ...former_keys]))

/** Also a key that another field had is its own: old filters and files go on meaning it. */
function keyFault(key: string, others: readonly CustomField[]): FieldError[] {
  const holder = others.find((field) => field.key === key || field.former_keys.includes(key))
  if (!holder) return []
  const had = holder.key === key ? 'has' : 'had'
  const message = `The field "${holder.label}" ${had} the key ${key}. Choose another.`
  return [{ pointer: '/key', code: 'field.key.taken', message }]
}

const refuse = (errors: FieldError[]) => {
  if (errors.length === 0) return
  const taken = errors.find(({ code }) => code === 'field.key.taken')
  if (taken) throw new AppError('conflict', taken.code, { message: taken.message, errors })
  throw invalid('field.invalid', errors)
}

function currencyFault({ type, currency }: CustomField): FieldError[] {
  const known = currency !== null && isCurrency(currency)
  if (type === 'money' ? known : currency === null) return []
  const message =
    type === 'money'
      ? 'An amount needs its currency as ISO 4217 code, such as EUR.'
      : 'Only amounts have a currency. Leave it out.'
  return [{ pointer: '/currency', code: 'currency', message }]
}

/** Adds a field at the end of its target. */
export async function addField(
  ctx: Ctx,
  input: CustomFieldInput,
  id: string = uuidv7(),
): Promise<CustomFieldOut> {
  const full_right = await demandTarget(ctx, input.target)
  const siblings = await siblingsOf(ctx, input.target)
  if (siblings.length >= MOST_FIELDS)
    throw new AppError('conflict', 'field.too_many', {
      message: `There are ${MOST_FIELDS} fields already. Delete those that hold no values.`,
    })
  const errors: FieldError[] = []
  const { default_value, choices, currency = null, key, ...rest } = input
  const field: CustomField = {
    ...rest,
    id,
    key: key ?? nameFrom(input.label, namesOf(siblings), 'field'),
    former_keys: [],
    currency,
    choices: choicesOf(choices, [], errors),
    default_value: null,
    position: (siblings.at(-1)?.position ?? 0) + 1,
    retired_at: null,
    version: 1,
    full_right,
  }
  errors.push(...faultsOf(field), ...currencyFault(field), ...keyFault(field.key, siblings))
  refuse(errors)
  field.default_value = await defaultOf(ctx, field, default_value, errors)
  refuse(errors)
  await ctx.rows(
    `INSERT INTO custom_fields (workspace_id, id, target, key, label, help, type, required, default_value, choices,
       currency, personal, read_level, write_level, position, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ctx.workspaceId,
      field.id,
      field.target,
      field.key,
      field.label,
      field.help,
      field.type,
      field.required,
      json(field.default_value),
      json(field.choices),
      field.currency,
      field.personal,
      field.read_level,
      field.write_level,
      field.position,
      ctx.now,
    ],
  )
  addToAudit(ctx, { payload: { target: field.target, key: field.key, label: field.label, type: field.type } })
  definitionsChanged(ctx)
  return fieldOut(ctx, field)
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value))

export const staleField = (ctx: Ctx, field: CustomField) =>
  new AppError('stale', 'version.stale', {
    message: 'Somebody else changed this field meanwhile. Nothing was overwritten; look at it again.',
    params: { current: fieldOut(ctx, field) },
  })

/** Changes a field. Its type stays: values of another type would be lost. */
export async function changeField(
  ctx: Ctx,
  id: string,
  change: CustomFieldChange,
  seen: number | undefined,
): Promise<CustomFieldOut> {
  const before = await findField(ctx, id)
  if (seen !== undefined && seen !== before.version) throw staleField(ctx, before)
  const { default_value, choices, ...plain } = change
  const errors: FieldError[] = []
  const after: CustomField = {
    ...before,
    ...plain,
    choices: choices ? choicesOf(choices, before.choices, errors) : before.choices,
  }
  if (after.key !== before.key) {
    const others = (await siblingsOf(ctx, before.target)).filter((field) => field.id !== id)
    errors.push(...keyFault(after.key, others))
    after.former_keys = [...new Set([...before.former_keys, before.key])].filter((key) => key !== after.key)
  }
  errors.push(...faultsOf(after), ...(choices ? await heldChoices(ctx, before, after) : []))
  refuse(errors)
  // A default that the changed list does not offer any more would be put into every new record.
  const wanted = default_value === undefined ? before.default_value : default_value
  after.default_value = await defaultOf(ctx, after, wanted, errors)
  refuse(errors)
  const changes = changesOf(before, after)
  if (Object.keys(changes).length === 0) return fieldOut(ctx, before)
  await store(ctx, after)
  addToAudit(ctx, { payload: { target: before.target, label: before.label, changes } })
  definitionsChanged(ctx)
  return fieldOut(ctx, { ...after, version: before.version + 1 })
}

const audited = [
  'label',
  'key',
  'help',
  'required',
  'default_value',
  'choices',
  'personal',
  'read_level',
  'write_level',
] as const

const changesOf = (before: CustomField, after: CustomField): Record<string, [unknown, unknown]> =>
  Object.fromEntries(
    audited
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, [before[name], after[name]]]),
  )

const store = (ctx: Ctx, field: CustomField) =>
  ctx.rows(
    `UPDATE custom_fields SET key = $3, former_keys = $4, label = $5, help = $6, required = $7, default_value = $8,
       choices = $9, personal = $10, read_level = $11, write_level = $12, version = version + 1
     WHERE workspace_id = $1 AND id = $2`,
    [
      ctx.workspaceId,
      field.id,
      field.key,
      json(field.former_keys),
      field.label,
      field.help,
      field.required,
      json(field.default_value),
      json(field.choices),
      field.personal,
      field.read_level,
      field.write_level,
    ],
  )

/** Deletes a field that no record has a value of. */
export async function deleteField(ctx: Ctx, id: string): Promise<undefined> {
  const field = await findField(ctx, id)
  const values = await countValues(ctx, field)
  if (values > 0)
    throw new AppError('conflict', 'field.in_use', {
      message: `${values} records have a value of "${field.label}". Retire the field instead: they keep it, and it vanishes from forms and lists.`,
      params: { values, label: field.label },
    })
  await forgetFields(ctx, 'id', id)
  addToAudit(ctx, { payload: { target: field.target, key: field.key, label: field.label } })
  return undefined
}
