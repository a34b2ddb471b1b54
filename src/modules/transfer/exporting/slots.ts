import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'

/** Exports that one workspace may have under way in one process. */
export const mostExports = 4

const underWay = new WeakMap<App, Map<string, number>>()

/** Counts an export until its answer has ended, however that ends. @throws AppError when there are too many */
export function takeSlot({ app, workspaceId }: Ctx, { raw }: FastifyReply): void {
  const counts = underWay.get(app) ?? new Map<string, number>()
  underWay.set(app, counts)
  const count = counts.get(workspaceId) ?? 0
  if (count >= mostExports) {
    throw new AppError('too-many', 'export.too_many', {
      message: `${mostExports} exports are under way already. Wait until one has ended.`,
      params: { limit: mostExports, retry_after: 10 },
    })
  }
  counts.set(workspaceId, count + 1)
  raw.once('close', () => counts.set(workspaceId, counts.get(workspaceId)! - 1))
}
