import type { z } from 'zod'
import { eraseAuditPayloads } from '#capabilities/audit/erase.ts'
import { customerTables } from '#capabilities/declaration/customer-tables.ts'
import type { Language } from '#capabilities/declaration/define-module.ts'
import type { Registry } from '#capabilities/declaration/registry.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, invalid } from '#platform/errors.ts'
import type { customersContract } from './contract.ts'
import { deleteCustomers, directTables } from './delete-customers.ts'
import { findCustomer } from './queries.ts'

type Preview = z.output<(typeof customersContract)['GET /customers/:id/deletion']['response']>
type Blocking = Preview['blockers'][number]

const numberOf = (number: number) => `C-${number}`

/** What stands in the way, from every module that has a say, in the reader's language. */
export async function deletionBlockers(ctx: Ctx, id: string): Promise<Blocking[]> {
  const found: Blocking[] = []
  for (const { blocks } of registryOf(ctx.app.events).modules) {
    for (const { code, count, words } of (await blocks?.deletion?.(ctx, id)) ?? [])
      found.push({ code, count, text: words[ctx.language as Language] ?? words.en })
  }
  return found
}

/**
 * Tables whose rows go with a customer, and the columns by which they are its own. Where a module takes them away its
 * own way, they belong to the customer that is named first; who else is named there loses nothing but the name.
 */
function ownedTables(registry: Registry): [table: string, columns: string[]][] {
  const direct = new Set(directTables(registry).map(({ table }) => table))
  const owned = new Map<string, string[]>()
  for (const { table, column, derived } of customerTables(registry)) {
    const before = owned.get(table)
    if (!derived && (!before || direct.has(table))) owned.set(table, [...(before ?? []), column])
  }
  return [...owned]
}

/** What deleting a customer would do, and what stands in its way. */
export async function previewDeletion(ctx: Ctx, id: string): Promise<Preview> {
  const { number, status } = await findCustomer(ctx, id)
  const blockers = await deletionBlockers(ctx, id)
  const counted = await ctx.rows<{ table: string; count: number }>(
    ownedTables(registryOf(ctx.app.events))
      .map(
        ([table, columns]) =>
          `SELECT '${table}' AS table, count(*) AS count FROM ${table}
           WHERE workspace_id = $1 AND (${columns.map((column) => `${column} = $2`).join(' OR ')})`,
      )
      .join(' UNION ALL '),
    [ctx.workspaceId, id],
  )
  const archived = status === 'archived'
  return {
    confirm: numberOf(number),
    allowed: archived && blockers.length === 0,
    reason: archived ? (blockers.length > 0 ? 'customer.deletion_blocked' : null) : 'customer.not_archived',
    blockers,
    disappears: counted.filter(({ count }) => count > 0),
  }
}

/** Answers that are kept for repeats hold whole records. The key stays, so that a repeat has no second effect. */
const forgetAnswers = (ctx: Ctx, id: string) =>
  ctx.rows('UPDATE idempotency_keys SET body = NULL WHERE workspace_id = $1 AND strpos(body, $2) > 0', [
    ctx.workspaceId,
    id,
  ])

function demandConfirmed(confirm: string, number: number): void {
  if (confirm.trim().toUpperCase() === numberOf(number)) return
  throw invalid('customer.confirmation_wrong', [
    {
      pointer: '/confirm',
      code: 'confirmation.wrong',
      message: `Type the number of this customer, ${numberOf(number)}, to delete it. Nothing was deleted.`,
    },
  ])
}

/** Deletes an archived customer for good. `confirm` is its number, typed by who wants it gone. */
export async function deleteCustomer(ctx: Ctx, id: string, confirm: string): Promise<undefined> {
  const { number, status } = await findCustomer(ctx, id, 'update')
  if (status !== 'archived') {
    throw new AppError('conflict', 'customer.not_archived', {
      message: 'Only an archived customer can be deleted. Archive it first. Nothing was deleted.',
      params: { status },
    })
  }
  demandConfirmed(confirm, number)
  const blockers = await deletionBlockers(ctx, id)
  if (blockers.length > 0) {
    throw new AppError('conflict', 'customer.deletion_blocked', {
      message: `This customer cannot be deleted: ${blockers.map(({ text }) => text).join('; ')}. Obfuscate it instead: then nobody can tell who it was, and what must stay stays.`,
      params: { blockers, alternative: 'obfuscation' },
    })
  }
  await deleteCustomers(ctx, [id])
  await forgetAnswers(ctx, id)
  await eraseAuditPayloads(ctx, id)
  return undefined
}
