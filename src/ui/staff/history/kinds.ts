import type { Translate } from '../../kit/words.ts'
import { fieldOfHistory } from '../custom-fields/history-value.ts'
import { modules } from '../modules.ts'
import { anyWord } from '../shared/any-word.ts'
import type { HistoryKind, ShowValue } from '../shared/ui-module.ts'

/** Kinds of records with a history, as the modules declare them. */
export const kinds: readonly HistoryKind[] = modules.flatMap((module) => module.historyKinds ?? [])
const byName = new Map(kinds.map((one) => [one.kind, one]))
export const kindOf = (kind: string): HistoryKind | undefined => byName.get(kind)

const loaded = await Promise.all(
  kinds.map(async ({ kind, values }) => [kind, values ? (await values()).default : {}] as const),
)
const shows: ReadonlyMap<string, Readonly<Record<string, ShowValue>>> = new Map(loaded)

/** How a value of this field reads; undefined for what is simply a text. */
export const showOf = (kind: string, field: string): ShowValue | undefined => shows.get(kind)?.[field]

/** The name of a field as the record and the forms have it. */
export const fieldLabel = (kind: string, field: string): string =>
  fieldOfHistory(kind, field)?.label ?? anyWord(`field.${kind}.${field}`) ?? field.replaceAll('_', ' ')

/** One record of the kind: "Task". */
export const kindLabel = (kind: string, t: Translate): string => {
  const label = kindOf(kind)?.label
  return label ? t(label) : kind.replaceAll('_', ' ')
}

/** What happened to a record: "Task added". */
export const happened = (kind: string, action: 'created' | 'changed' | 'deleted', t: Translate): string =>
  t(`what.${action}`, { what: kindLabel(kind, t) })
