import type { RecordKind } from '#capabilities/declaration/record-kind.ts'

/** How others call a note: by its text. */
export const noteKind: RecordKind = {
  words: { en: 'Note', nl: 'Notitie' },
  permission: 'notes.read',
  describe: async (ctx, ids) => {
    const found = await ctx.rows<{ id: string; customer_id: string; body: string }>(
      'SELECT id, customer_id, body FROM notes WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
      [ctx.workspaceId, ids],
    )
    return found.map(({ id, customer_id, body }) => ({
      id,
      customerId: customer_id,
      title: body.replace(/\s+/g, ' ').slice(0, 300),
      detail: null,
    }))
  },
  path: ({ id, customerId }) => `/customers/${customerId}?tab=notes&subject=${id}`,
}
