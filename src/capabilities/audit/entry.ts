import { uuidv7 } from 'uuidv7'
import type { AuditFact } from '#platform/audit.ts'
import type { Principal } from '#platform/context.ts'
import { arrayLiteral, type Insert } from '#platform/database/insert-rows.ts'

/** What an entry says, in the names of its columns; the payload as the text that is hashed. */
export type Entry = {
  workspace_id: string
  id: string
  /** ISO 8601, UTC, as PostgreSQL gives it. */
  at: string
  actor_kind: string
  actor_id: string | null
  action: string
  outcome: string
  subject_kind: string | null
  subject_id: string | null
  customer_id: string | null
  customer_ids: string[] | null
  request_id: string
  /** JSON; null once it was erased. */
  payload: string | null
}

/** Types of the columns but `workspace_id`; lists of ids travel as the text of an array. */
export const entryTypes = {
  id: 'uuid',
  at: 'timestamptz',
  actor_kind: 'text',
  actor_id: 'uuid',
  action: 'text',
  outcome: 'text',
  subject_kind: 'text',
  subject_id: 'text',
  customer_id: 'uuid',
  customer_ids: 'text',
  request_id: 'text',
  payload: 'text',
} as const

const names = Object.keys(entryTypes) as (keyof typeof entryTypes)[]
export const entryColumns = ['workspace_id', ...names].join(', ')

/** Beyond this a payload is cut to what it is about: an entry is no place for documents. In UTF-16 units. */
const LONGEST = 8_000

function payloadText(payload: Record<string, unknown> = {}): string {
  const text = JSON.stringify(payload)
  return text.length <= LONGEST ? text : JSON.stringify({ fields: Object.keys(payload), cut: true })
}

/** From addresses of requests that were refused before anybody looked at them: only what PostgreSQL can keep. */
const short = (text: string | null | undefined): string | null =>
  text?.slice(0, 200).replaceAll('\0', '').toWellFormed() ?? null
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const anId = (text: string | null | undefined): string | null => (text && uuid.test(text) ? text : null)

export function makeEntry(who: Principal, requestId: string, fact: AuditFact, at: Date): Entry {
  return {
    workspace_id: who.workspaceId,
    id: uuidv7(),
    at: at.toISOString(),
    actor_kind: who.actor.kind,
    actor_id: who.actor.id,
    action: fact.action,
    outcome: fact.outcome ?? 'done',
    subject_kind: fact.subjectKind ?? null,
    subject_id: short(fact.subjectId),
    customer_id: anId(fact.customerId),
    customer_ids: fact.customerIds?.length ? fact.customerIds.filter(anId) : null,
    request_id: requestId,
    payload: payloadText(fact.payload),
  }
}

const texts = new Map<number, string>()

function textFrom(first: number): string {
  const known = texts.get(first)
  if (known) return known
  const places = Array.from({ length: names.length + 1 }, (_, i) => `$${first + i}`)
  const text = `INSERT INTO audit_pending (${entryColumns}) VALUES (${places.join(', ')})`
  texts.set(first, text)
  return text
}

/** One entry, as part of the transaction of what it tells. */
export const insertOfEntry = (entry: Entry): Insert => ({
  rows: 1,
  values: [entry.workspace_id, ...names.map((name) => entry[name])],
  sql: textFrom,
})

const list = (ids: readonly string[] | null) => ids && `{${ids.join(',')}}`

/** Some columns of some rows as arrays, to be taken apart by `unnestRows` in the same order. */
export const columnArrays = (
  types: Readonly<Record<string, string>>,
  rows: readonly { customer_ids: string[] | null }[],
): string[] => {
  const flat = rows.map((row) => ({ ...row, customer_ids: list(row.customer_ids) }))
  return Object.keys(types).map((name) => arrayLiteral(flat, name))
}

/** `INSERT … SELECT` of rows of one workspace: its id is `$1`, the arrays follow; bytes come in hexadecimal. */
export function insertRowsText(table: string, types: Readonly<Record<string, string>>): string {
  const all = Object.keys(types)
  const cells = all.map((name) => {
    if (types[name] === 'bytea') return `decode(r.${name}, 'hex')`
    return name === 'customer_ids' ? 'r.customer_ids::uuid[]' : `r.${name}`
  })
  const arrays = all.map((name, i) => `$${i + 2}::${types[name] === 'bytea' ? 'text' : types[name]}[]`)
  return `INSERT INTO ${table} (workspace_id, ${all.join(', ')}) SELECT $1::uuid, ${cells.join(', ')}
    FROM unnest(${arrays.join(', ')}) AS r(${all.join(', ')})`
}
