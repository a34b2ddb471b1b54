import { EditConflict } from '../../../kit/inline/conflict.ts'
import type { SaveHow } from '../../../kit/inline/use-inline-edit.ts'
import type { Translate } from '../../../kit/words.ts'
import type { CustomField } from '../../custom-fields/custom-field.ts'
import { sameValue } from '../../custom-fields/value-text.ts'
import { type Args, write } from '../../shared/api.ts'
import { ApiProblem, problemText } from '../../shared/problem.ts'
import { queryClient, read } from '../../shared/queries.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { sayDone } from '../../shared/undo.ts'

export type Change = Args<'PATCH /customers/:id'>['body'] & object
export type Field = keyof Change

const recordKey = (id: string) => read('GET /customers/:id', { params: { id } }).queryKey

/** Puts the record that a write answered with on screen; a read under way may be older, so it is given up. */
export async function showRecord(record: Customer): Promise<void> {
  await queryClient.cancelQueries({ queryKey: recordKey(record.id) })
  queryClient.setQueryData(recordKey(record.id), record)
}

/** A field of the record in the form in which it is sent. */
export function sentValue(record: Customer, field: Field): unknown {
  if (field === 'group_id') return record.group?.id ?? null
  if (field === 'tags') return record.tags.map((tag) => tag.name)
  return record[field]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Why a field was refused; `problem` has the place of each fault in a list. */
export class FieldRefused extends Error {
  readonly problem: unknown
  constructor(message: string, problem: unknown) {
    super(message)
    this.problem = problem
  }
}

function refusal(problem: unknown, place: string, t: Translate): FieldRefused {
  const faults = problem instanceof ApiProblem ? problem.errors : []
  const own = faults.find(({ pointer }) => pointer.startsWith(place)) ?? faults[0]
  const text = own && problem instanceof ApiProblem ? problem.of(own.pointer) : undefined
  return new FieldRefused(text ?? problemText(problem, t), problem)
}

/** Where a value stands in the record, and how it is sent. */
type Place = {
  label: string
  pointer: string
  of: (record: Customer) => unknown
  change: (value: unknown) => Change
  same: (a: unknown, b: unknown) => boolean
}

/** As often as others may save in between before the writer is told to try again. */
const TRIES = 4

/**
 * Saves one field. What others changed in other fields meanwhile is taken over quietly; when they changed this one to
 * something else, nothing is written and `EditConflict` carries their value.
 */
export const saveField = (
  seen: Customer,
  field: Field,
  value: unknown,
  how: Pick<SaveHow, 'base'>,
  t: Translate,
): Promise<void> =>
  save(
    seen,
    {
      label: t(`record.field.${field}`),
      pointer: `/${field}`,
      of: (record) => sentValue(record, field),
      change: (changed) => ({ [field]: changed }) as Change,
      same,
    },
    value,
    how,
    t,
  )

/** Saves the value of a custom field in the same way. */
export const saveCustom = (
  seen: Customer,
  { key, label }: Pick<CustomField, 'key' | 'label'>,
  value: unknown,
  how: Pick<SaveHow, 'base'>,
  t: Translate,
): Promise<void> =>
  save(
    seen,
    {
      label,
      pointer: `/custom/${key}`,
      of: (record) => record.custom[key] ?? null,
      change: (changed) => ({ custom: { [key]: changed } }),
      same: sameValue,
    },
    value,
    how,
    t,
  )

async function save(
  seen: Customer,
  place: Place,
  value: unknown,
  { base }: Pick<SaveHow, 'base'>,
  t: Translate,
): Promise<void> {
  const { id } = seen
  let current = queryClient.getQueryData(recordKey(id)) ?? seen
  for (let attempt = 1; ; attempt++) {
    const theirs = place.of(current)
    if (place.same(theirs, value)) return
    if (!place.same(theirs, base)) throw new EditConflict(theirs)
    try {
      const { answer, operation } = await write('PATCH /customers/:id', {
        params: { id },
        body: place.change(value),
        ifMatch: current.version,
      })
      await showRecord(answer)
      if (operation) sayDone({ text: t('record.changed', { field: place.label }), operation, t })
      return
    } catch (problem) {
      const stale = problem instanceof ApiProblem && problem.code === 'version.stale'
      if (!stale || attempt === TRIES) throw refusal(problem, place.pointer, t)
      current = problem.params['current'] as Customer
      await showRecord(current)
    }
  }
}
