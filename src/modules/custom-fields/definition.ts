import type { Choice, CustomField } from '#capabilities/custom-fields/field.ts'
import { missingLinks } from '#capabilities/custom-fields/parse.ts'
import { readValue } from '#capabilities/custom-fields/read-value.ts'
import { fold } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import type { FieldError } from '#platform/errors.ts'
import type { CustomFieldChange } from './contract.ts'

/** Words that mean something else in a filter. */
const reserved = new Set(['any', 'empty'])

/** `T-shirt size` as `t_shirt_size`; such that nobody in `taken` has it. */
export function nameFrom(label: string, taken: ReadonlySet<string>, fallback: string): string {
  const plain = fold(label)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 36)
  const base = plain || fallback
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`
    if (!taken.has(name) && !reserved.has(name)) return name
  }
}

type ChoiceInput = NonNullable<CustomFieldChange['choices']>

/** Choices as they shall be. Those without an id are new, unless one of the same label is there. */
export function choicesOf(
  given: ChoiceInput,
  before: readonly Choice[],
  errors: FieldError[],
): readonly Choice[] {
  const taken = new Set([...before.map(({ id }) => id), ...given.flatMap(({ id }) => id ?? [])])
  const named = new Set<string>()
  return given.map(({ id, label, retired }, i) => {
    const there = before.find((choice) => choice.id === id || (!id && fold(choice.label) === fold(label)))
    if (named.has(fold(label)))
      errors.push({
        pointer: `/choices/${i}/label`,
        code: 'choice.twice',
        message: `"${label}" stands in the list twice. Take one away.`,
      })
    named.add(fold(label))
    const own = id ?? there?.id ?? nameFrom(label, taken, 'choice')
    if (reserved.has(own))
      errors.push({
        pointer: `/choices/${i}/id`,
        code: 'choice.reserved',
        message: `"${own}" means something else in filters. Give it another id.`,
      })
    taken.add(own)
    return { id: own, label, retired }
  })
}

const takesChoices = ({ type }: Pick<CustomField, 'type'>) => type === 'choice' || type === 'multi_choice'

/** What does not go together in a definition. */
export function faultsOf(field: CustomField): FieldError[] {
  const errors: FieldError[] = []
  const ids = field.choices.map(({ id }) => id)
  if (takesChoices(field) && !field.choices.some(({ retired }) => !retired))
    errors.push({
      pointer: '/choices',
      code: 'choices.needed',
      message: 'A choice list needs a choice. Add at least one.',
    })
  if (!takesChoices(field) && field.choices.length > 0)
    errors.push({
      pointer: '/choices',
      code: 'choices.misplaced',
      message: 'Only choice lists have choices. Leave them out.',
    })
  if (new Set(ids).size < ids.length)
    errors.push({
      pointer: '/choices',
      code: 'choice.twice',
      message: 'Two choices have the same id. Give each its own.',
    })
  return errors
}

/** A default in its stored form: a value that the field itself would take. */
export async function defaultOf(
  ctx: Ctx,
  field: CustomField,
  given: unknown,
  errors: FieldError[],
): Promise<CustomField['default_value']> {
  if (given === null || given === undefined) return null
  const read = readValue(given, field)
  if (!read.ok) {
    errors.push({ pointer: '/default_value', code: read.code, message: read.message })
    return null
  }
  if (field.type === 'customer' && read.value !== null) {
    const [missing] = await missingLinks(ctx, [{ id: read.value as string, key: field.key }])
    if (missing) errors.push({ ...missing, pointer: '/default_value' })
  }
  return read.value
}

/** Choices that are to go although records have them: they can be retired, not taken away. */
export async function heldChoices(ctx: Ctx, before: CustomField, after: CustomField): Promise<FieldError[]> {
  const gone = before.choices.filter(({ id }) => !after.choices.some((choice) => choice.id === id))
  if (gone.length === 0) return []
  const held = await ctx.rows<{ id: string }>(
    `SELECT c.id FROM unnest($3::text[]) AS c(id) WHERE EXISTS (SELECT 1 FROM custom_values v
       WHERE v.workspace_id = $1 AND v.field_id = $2 AND v.value_text = c.id COLLATE "C")`,
    [ctx.workspaceId, before.id, gone.map(({ id }) => id)],
  )
  return held.map(({ id }) => {
    const label = before.choices.find((choice) => choice.id === id)!.label
    return {
      pointer: '/choices',
      code: 'choice.in_use',
      message: `Records have the choice "${label}". Retire it instead: they keep it, and nobody chooses it any more.`,
    }
  })
}
