import type { App } from '#platform/app.ts'

/** The workspace that a command is for: the one named, or the only one there is. */
export async function chosenWorkspace(
  app: App,
  slug: string | undefined,
): Promise<{ id: string; slug: string }> {
  const all = await app.database.installation.rows<{ id: string; slug: string }>(
    'SELECT id, slug FROM installation.workspaces ORDER BY created_at',
  )
  const names = all.map((one) => one.slug).join(', ')
  if (all.length === 0) {
    throw new Error(
      'There is no workspace yet. Make one with its administrator first: regulars user add --admin --email … --password …',
    )
  }
  if (!slug && all.length > 1) throw new Error(`Say which workspace with --workspace: ${names}`)
  const found = slug ? all.find((one) => one.slug === slug) : all[0]
  if (!found) throw new Error(`There is no workspace "${slug}". There is: ${names}`)
  return found
}
