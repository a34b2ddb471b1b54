import type { DB } from '#db/types.ts'
import type { Contract } from '#lib/contract.ts'
import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import type { Implementation } from '#platform/http/routes.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import type { Level } from '../permissions/levels.ts'
import type { ApiDocument } from './api-document.ts'
import type { ColumnMeaning, PersonalKind } from './columns.ts'
import type { CustomTarget } from './custom-target.ts'
import type { DemoBatch } from './demo-batch.ts'
import type { RecordHistory } from './record-history.ts'
import type { RecordKind } from './record-kind.ts'
import type { RecordExport, RecordTransfer } from './record-transfer.ts'

/** Tables of the workspace. The installation's own tables are not a module's. */
export type TableName = Exclude<keyof DB, `${string}.${string}` | 'migrations'>

/** `workspace_id` is the same everywhere and is left out; every other column must be named. */
export type TableDeclaration<T extends TableName> = {
  readonly [C in Exclude<keyof DB[T], 'workspace_id'>]: ColumnMeaning
}

export const languages = ['en', 'nl'] as const
export type Language = (typeof languages)[number]

type Payload = Record<string, unknown>

/** Something that happened to a record: what it carries, and the words that the timeline uses for it. */
export type EventDeclaration = {
  /**
   * Each field of the payload: `plain`, or the kind of personal data it holds. Of another `customer` it holds the id:
   * the words get the name that this customer has when they are read, null for one that is gone.
   */
  payload: Readonly<Record<string, 'plain' | 'customer' | PersonalKind>>
  words: Readonly<Record<Language, (payload: Payload) => string>>
}

/** Security groups that every workspace begins with, beside that of its administrators. */
export const beginningGroups = ['Front desk', 'Bookkeeper', 'Read only'] as const
export type BeginningGroup = (typeof beginningGroups)[number]

/** Something that stands in the way of an action, in the words in which the person will read it. */
export type Blocker = { code: string; count: number; words: Readonly<Record<Language, string>> }

/** Called for the events that a module listens to, in the transaction of the verb that emitted them. */
export type EventListener = (ctx: Ctx, customerId: string, payload: Payload) => Promise<void>

export type ModuleDeclaration = {
  name: string
  /** Modules whose verbs, tables or contract this one uses. No cycle. */
  uses: readonly string[]
  /** The area under which its rights stand, with its special rights; absent when it has none of its own. */
  permissions?: {
    area?: string
    rights?: readonly string[]
    moreAreas?: readonly string[]
    /** How far the security groups of a new workspace may go in its areas; administrators go everywhere. */
    beginWith?: Readonly<Record<string, Partial<Record<BeginningGroup, Level>>>>
    /** Areas that a workspace has of its own, such as one for each type of record that it defined. */
    ownAreas?: (ctx: Ctx) => Promise<readonly string[]>
  }
  /** Fields that a security group may hide, as `<area>.<field>`. */
  hideableFields?: readonly string[]
  tables: { readonly [T in TableName]?: TableDeclaration<T> }
  events: Readonly<Record<string, EventDeclaration>>
  on?: Readonly<Record<string, EventListener>>
  /** Kinds of records whose changes are kept, by the name that history uses for them. */
  history?: Readonly<Record<string, RecordHistory>>
  /** Kinds of records that have a title and a place of their own, by the name that history uses for them. */
  records?: Readonly<Record<string, RecordKind>>
  /** Main records that take custom fields, by the name of the target: `customer`, `task`. */
  customFields?: Readonly<Record<string, CustomTarget>>
  /** What of it comes from files and goes to them, in this workspace. */
  transfer?: (ctx: Ctx) => Promise<readonly (RecordTransfer | RecordExport)[]>
  /**
   * Adds what the module has in a demo world, for customers that were just made: the same for the same world. Called in
   * the transaction of each batch; what is made once is made with the customer of index 0.
   */
  demo?: (ctx: Ctx, batch: DemoBatch) => Promise<void>
  /**
   * How the rows of some customers leave a table that has no index on the customer. All other tables that refer to
   * customers are emptied by their declaration.
   */
  removes?: { readonly [T in TableName]?: (ctx: Ctx, customerIds: readonly string[]) => Promise<void> }
  /** What forbids erasing or deleting a customer: each gives the blockers it finds, or none. */
  blocks?: {
    obfuscation?: (ctx: Ctx, customerId: string) => Promise<Blocker[]>
    deletion?: (ctx: Ctx, customerId: string) => Promise<Blocker[]>
  }
  /** What the document of the API has of it in one workspace; changes a copy that is the caller's. */
  apiDocument?: (ctx: Ctx, document: ApiDocument) => Promise<void>
  contract?: Contract
  routes?: Implementation
  /** Queued work, by task name. */
  jobs?: (app: App) => JobHandlers
  /** Work done by the clock (crontab form, UTC), once in the whole installation. */
  schedule?: Readonly<Record<string, { every: string; run: (app: App) => Promise<void> }>>
}

/** Keeps the literal types of a declaration while holding its tables against the database's types. */
export const defineModule = <const M extends ModuleDeclaration>(declaration: M): M => declaration
