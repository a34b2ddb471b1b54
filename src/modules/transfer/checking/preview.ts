import { cellOf } from '#capabilities/custom-fields/cells.ts'
import { type CustomField, fieldWithId } from '#capabilities/custom-fields/field.ts'
import { differing } from '#capabilities/custom-fields/history.ts'
import { diff } from '#modules/customers/diff.ts'
import { type Draft, displayName } from '#modules/customers/draft.ts'
import { columnOf } from '../custom/import-fields.ts'
import type { ImportRow } from '../reading/import-row.ts'
import type { MatchRule } from '../running/match-keys.ts'
import type { ImportRecord } from '../stored-import.ts'

export type Preview = NonNullable<ImportRecord['preview']>
type FieldChange = Preview['changes'][number]
type OutcomeName = Preview['examples'][number]['outcome']

const EXAMPLES_PER_FIELD = 5
const EXAMPLES_PER_OUTCOME = 10

const plural: Record<OutcomeName, 'created' | 'updated' | 'skipped' | 'rejected'> = {
  create: 'created',
  update: 'updated',
  skip: 'skipped',
  reject: 'rejected',
}

/** Gathers what a dry run finds: counts, and a few examples of everything. Takes no more memory for more rows. */
export class PreviewBuilder {
  #preview: Preview = {
    rows_read: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    rejected: 0,
    changes: [],
    examples: [],
  }
  #changes = new Map<string, FieldChange>()
  #shown = new Map<OutcomeName, number>()

  count(line: number, name: string, outcome: OutcomeName, by: MatchRule | null): void {
    this.#preview.rows_read++
    this.#preview[plural[outcome]]++
    const shown = this.#shown.get(outcome) ?? 0
    if (shown >= EXAMPLES_PER_OUTCOME) return
    this.#shown.set(outcome, shown + 1)
    this.#preview.examples.push({ line, outcome, name, matched_by: by })
  }

  /** What a row changes of a customer. For a new customer `before` is blank, and is not shown in examples. */
  compare(row: ImportRow, before: Draft, after: Draft, isNew: boolean, fields: readonly CustomField[]): void {
    const customer = displayName(isNew ? after : before)
    for (const { field, from, to } of comparisons(before, after, fields)) {
      if (field === 'kind' && isNew) continue
      if (from === to) continue
      const change = this.#changeOf(field)
      change[from === null ? 'filled' : to === null ? 'cleared' : 'changed']++
      if (!isNew && change.examples.length < EXAMPLES_PER_FIELD)
        change.examples.push({ line: row.line, customer, old: from, new: to })
    }
  }

  #changeOf(field: string): FieldChange {
    const known = this.#changes.get(field)
    if (known) return known
    const change: FieldChange = { field, filled: 0, changed: 0, cleared: 0, examples: [] }
    this.#changes.set(field, change)
    return change
  }

  build(): Preview {
    return { ...this.#preview, changes: [...this.#changes.values()].sort((a, b) => size(b) - size(a)) }
  }
}

type Comparison = { field: string; from: string | null; to: string | null }

/** What differs, as a person reads it: each custom field for itself. */
const comparisons = (before: Draft, after: Draft, fields: readonly CustomField[]): Comparison[] =>
  diff(before, after).flatMap(({ field, old, new: now }): Comparison[] =>
    field === 'custom'
      ? differing(before.custom, after.custom).flatMap((id) => {
          const own = fieldWithId(fields, id)
          return own
            ? [
                {
                  field: columnOf(own),
                  from: cellOf(own, before.custom[id]),
                  to: cellOf(own, after.custom[id]),
                },
              ]
            : []
        })
      : [{ field, from: words(field, old), to: words(field, now) }],
  )

const size = ({ filled, changed, cleared }: FieldChange) => filled + changed + cleared

type Entry = {
  address?: string
  number?: string
  street?: string | null
  extra?: string | null
  postcode?: string | null
  city?: string | null
  region?: string | null
  country?: string | null
}

/** A value as a person reads it; null for none. */
function words(field: keyof Draft, value: unknown): string | null {
  if (!Array.isArray(value)) return (value as string | null) || null
  const texts = value.map((entry: Entry | string) => {
    if (typeof entry === 'string') return entry
    if (field === 'emails') return entry.address
    if (field === 'phones') return entry.number
    return [entry.street, entry.extra, entry.postcode, entry.city, entry.region, entry.country]
      .filter(Boolean)
      .join(', ')
  })
  return texts.join(field === 'addresses' ? ' · ' : ', ') || null
}
