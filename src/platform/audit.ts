import type { Ctx, Principal } from './context.ts'
import type { Insert } from './database/insert-rows.ts'

/** `refused`: not allowed. `failed`: tried and did not work, such as an import that broke off. */
export type Outcome = 'done' | 'refused' | 'failed'

/** One thing that somebody did or looked at. */
export type AuditFact = {
  /** What was done, such as `customers.update`; see `actionOf`. */
  action: string
  outcome?: Outcome
  /** What it was done to: the kind as in the path (`notes`), and its id. */
  subjectKind?: string | null
  subjectId?: string | null
  /** The customer whose data it is about. */
  customerId?: string | null
  /** The customers that a list or a search showed. */
  customerIds?: readonly string[] | null
  /** Seen beside something else, as a face beside a name: told together with others of the same moment. */
  passing?: boolean
  /** More about it. The only part that may hold personal data; erased with the customer. */
  payload?: Record<string, unknown>
}

/** What a verb can add to the entry that its route leaves. */
export type AuditDetail = Pick<
  AuditFact,
  'outcome' | 'subjectKind' | 'subjectId' | 'customerId' | 'customerIds' | 'payload'
>

/** Where entries go; made by the audit capability, bound in `server/compose.ts`. */
export type AuditTrail = {
  /** The insert of one entry, to be run in the transaction of what it tells. */
  entry(ctx: Omit<Ctx, 'rows' | 'all' | 'first' | 'run'>, fact: AuditFact): Insert
  /** Keeps that something was looked at, or refused; written within a second, together with others. */
  look(principal: Principal, requestId: string, fact: AuditFact): void
  /** Writes what is still in memory. */
  flush(): Promise<void>
  /** Writes what is still in memory and gives every entry so far its place in the chain. */
  seal(): Promise<void>
  /** Begins to seal by the clock. */
  start(): void
  stop(): Promise<void>
}

/** Writes an entry in the transaction of `ctx`: for what no route tells, such as the end of a job. */
export async function audit(ctx: Ctx, fact: AuditFact): Promise<void> {
  const { sql, values } = ctx.app.audit.entry(ctx, fact)
  await ctx.rows(sql(1), values, 'audit-entry')
}

/** Adds to the entry that the route of `ctx` will leave; where there is no route, nothing. */
export function addToAudit({ trail }: Ctx, { payload, ...detail }: AuditDetail): void {
  if (!trail) return
  Object.assign(trail, detail)
  if (payload) trail.payload = { ...trail.payload, ...payload }
}
