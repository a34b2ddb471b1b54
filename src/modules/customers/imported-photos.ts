import { recordChanges } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import { customerChanged } from './history-values.ts'
import { sniff } from './photo.ts'

/** Keeps photos that an import brings along. A picture that is none, or damaged, is left out. */
export async function addImportedPhotos(
  ctx: Ctx,
  photos: readonly { customer_id: string; data: Buffer }[],
  customers: 'new' | 'known',
): Promise<void> {
  for (const { customer_id, data } of photos) {
    const mediaType = await sniff(data).catch((error: unknown) => {
      if (error instanceof AppError) return undefined
      throw error
    })
    if (!mediaType) continue
    const received = await ctx.app.files.receive(ctx.workspaceId, data, data.length)
    const { id } = await ctx.app.files.keep(ctx, received, { purpose: 'photo', name: 'photo', mediaType })
    await ctx.rows('UPDATE customers SET photo_file_id = $3 WHERE workspace_id = $1 AND id = $2', [
      ctx.workspaceId,
      customer_id,
      id,
    ])
    if (customers === 'known')
      await recordChanges(ctx, [customerChanged(customer_id, null, { photo: [null, id] })])
  }
}
