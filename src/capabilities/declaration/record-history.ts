import type { Access } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import type { TableName } from './define-module.ts'

/** Fields of a record by name, in the form in which history keeps them: what the API shows, references as `{id, name}`. */
export type RecordValues = Readonly<Record<string, unknown>>

/** A record as it is now. `source` is whatever `load` wants `write` and `remove` to have. */
export type PresentRecord = {
  id: string
  customerId: string
  version: number
  /** When this installation got it; earlier states are not known. ISO 8601. */
  since: string
  values: RecordValues
  source: unknown
}

/** A record that is to get other values; `values` holds only the fields that change. */
export type RecordUpdate = { present: PresentRecord; values: RecordValues }

/** A record that was deleted and comes back: all its fields, and the version it shall have. */
export type RestoredRecord = { id: string; customerId: string; version: number; values: RecordValues }

/** Records that could not be written, by id, each with the code of what it refuses. */
export type Refusals = ReadonlyMap<string, string>

export type HistoryField = {
  /** Columns of the record's table that it holds; the one of its own name unless said. */
  columns?: readonly string[]
  /** The table in which its entries lie, for fields that are lists. */
  table?: TableName
  /** Entries `{id, name}` without order. History keeps what was taken away and what was added. */
  set?: true
  /** A right that changing it needs beyond that of the record. */
  permission?: string
  /** Why the field cannot get this value again, as a code. */
  refuses?: (value: unknown) => string | null
}

/** How one kind of record takes part in history, in records as of a date, and in every undo. */
export type RecordHistory = {
  table: TableName
  /** Rights to see its history, to change it back, and to delete what somebody else added. */
  permissions: { read: string; write: string; remove: string }
  fields: Readonly<Record<string, HistoryField>>
  /** It takes custom fields; history has each as `custom.<id>`. */
  custom?: true
  /** Columns that have no history, each with the reason. */
  leftOut: Readonly<Record<string, string>>
  /**
   * Where a workspace has sorts of such records of its own, kept as `<kind>:<sort>`: those that the caller may see; null
   * for all, also those that are no more.
   */
  sorts?(ctx: Ctx): Promise<readonly string[] | null>
  /** Fields that the reader may not see. */
  hidden?: (access: Access) => readonly string[]
  /**
   * Further customers with whom records stand, by its id; the histories of these show its changes as well. An undo
   * takes such a change back once, from whichever history it was asked for.
   */
  alsoOf?(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** Those of the records that are there; `update` keeps others from changing them meanwhile. */
  load(ctx: Ctx, ids: readonly string[], purpose: 'read' | 'update'): Promise<PresentRecord[]>
  /** Writes values as the verbs would (rules, words, timeline), many at once; each version goes up by one. */
  write(ctx: Ctx, updates: readonly RecordUpdate[], why: 'undo' | 'revert'): Promise<Refusals>
  /** Brings deleted records back; absent where deleting is for good. */
  restore?(ctx: Ctx, records: readonly RestoredRecord[]): Promise<Refusals>
  /** Deletes records whose creation is undone; absent where that is not done this way. */
  remove?(ctx: Ctx, records: readonly PresentRecord[]): Promise<void>
}
