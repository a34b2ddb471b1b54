import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import { uuidv7 } from 'uuidv7'
import type { App } from '../app.ts'
import type { AuditDetail, AuditFact } from '../audit.ts'
import { type Ctx, type Operation, type Principal, runAll } from '../context.ts'
import { type Queryable, workspaceLiteral } from '../database/database.ts'
import { AppError } from '../errors.ts'

/** An answer that can be given again: what the first call with the key got. */
export type Answered = {
  status: number
  headers: Record<string, string>
  body: string | null
  replayed: boolean
}

type Key = { key: string; actor: string; hash: string }

const keyForm = /^[A-Za-z0-9_.:-]{1,200}$/

/** The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header), or undefined. */
function keyOf(request: FastifyRequest, principal: Principal): Key | undefined {
  const header = request.headers['idempotency-key']
  if (header === undefined) return undefined
  const key = Array.isArray(header) ? '' : header.replace(/^"(.*)"$/, '$1')
  if (!keyForm.test(key)) {
    throw new AppError('invalid', 'idempotency.key_invalid', {
      message: 'Idempotency-Key: 1 to 200 letters, digits, or any of - _ . :',
    })
  }
  const hash = createHash('sha256').update(
    `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`,
  )
  return { key, actor: `${principal.actor.kind}:${principal.actor.id ?? ''}`, hash: hash.digest('base64url') }
}

/** Looked up in the transaction's first message, so it costs no round trip; both values have safe forms. */
function lookup(workspaceId: string, { key, actor }: Key): string {
  const where = `workspace_id = ${workspaceLiteral(workspaceId)} AND key = '${key}' AND actor = '${actor}'`
  return `SELECT request_hash, status, headers, body FROM idempotency_keys WHERE ${where}`
}

function replay(row: Record<string, unknown> | undefined, { hash }: Key): Answered | undefined {
  if (!row) return undefined
  if (row['request_hash'] !== hash) {
    throw new AppError('conflict', 'idempotency.key_reused', {
      message: 'This Idempotency-Key was used for another request. Use a new key for a new request.',
    })
  }
  return {
    status: row['status'] as number,
    headers: row['headers'] as Record<string, string>,
    body: row['body'] as string | null,
    replayed: true,
  }
}

const answerNotKept = () =>
  new AppError('conflict', 'idempotency.answer_not_kept', {
    message:
      'This was done before with the same Idempotency-Key. Its answer held a secret that is shown only once.',
  })

const isOwnDuplicate = (error: unknown) => (error as pg.DatabaseError).constraint === 'idempotency_keys_pkey'

/** What a verb answers, and what the audit trail says of it: nothing where it changed nothing. */
export type Written = Omit<Answered, 'replayed'> & { fact: AuditFact | null }

const columns = 'workspace_id, key, actor, request_hash, status, headers, body, created_at'
const insertKey = `INSERT INTO idempotency_keys (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

/** Keeps the audit entry and the answer, in one statement where there are both. */
async function keep(
  tx: Queryable,
  ctx: Ctx,
  { fact, ...answer }: Written,
  key: Key | undefined,
  confidential: boolean,
): Promise<void> {
  const entry = fact && ctx.app.audit.entry(ctx, fact)
  if (!key) {
    if (entry) await tx.later(entry.sql(1), entry.values, 'audit-entry')
    return
  }
  const body = confidential ? null : answer.body
  const kept = [ctx.workspaceId, key.key, key.actor, key.hash, answer.status, answer.headers, body, ctx.now]
  if (!entry) await tx.later(insertKey, kept, 'idempotency-keep')
  else
    await tx.later(
      `WITH audited AS (${entry.sql(9)}) ${insertKey}`,
      [...kept, ...entry.values],
      'idempotency-keep-audited',
    )
}

/** What left something in the history can be taken back: the answer says under which id. */
const withOperation = <A extends { headers: Record<string, string> }>(
  answer: A,
  { id, recorded }: Operation,
): A => (recorded ? { ...answer, headers: { ...answer.headers, 'operation-id': id } } : answer)

/**
 * Runs a verb in one transaction, which also keeps its audit entry, and the answer under the request's key. A second
 * request with the key, also one that comes at the same time or after a crash, gets the first answer and has no effect.
 */
export async function writeOnce(
  app: App,
  principal: Principal,
  request: FastifyRequest,
  verb: (ctx: Ctx, trail: AuditDetail) => Promise<Written>,
  { confidential = false } = {},
): Promise<Answered> {
  const key = keyOf(request, principal)
  const after: (() => void | Promise<void>)[] = []
  const now = new Date()
  const attempt = () =>
    app.database.transaction(
      principal.workspaceId,
      async (tx, opened): Promise<Answered> => {
        const earlier = key && replay(opened[2]?.rows[0], key)
        if (earlier && confidential) throw answerNotKept()
        if (earlier) return earlier
        const trail: AuditDetail = {}
        const { id: requestId } = request
        const afterCommit = (work: () => void | Promise<void>) => void after.push(work)
        const operation: Operation = { id: uuidv7() }
        const ctx: Ctx = { ...tx, ...principal, app, now, requestId, trail, operation, afterCommit }
        const { fact, ...plain } = await verb(ctx, trail)
        const answer = withOperation(plain, operation)
        await keep(tx, ctx, { ...answer, fact }, key, confidential)
        return { ...answer, replayed: false }
      },
      key ? lookup(principal.workspaceId, key) : '',
    )
  try {
    const answer = await attempt()
    await runAll(app, after)
    return answer
  } catch (error) {
    if (!isOwnDuplicate(error)) throw error
    // Another request with the same key finished first; ours was taken back. Its answer is there now.
    return attempt()
  }
}
