import type { Actor } from '#platform/context.ts'

/** The name of who did it, for a row `alias` with actor_kind and actor_id, as an SQL expression. */
export const actorName = (alias: string): string => `CASE ${alias}.actor_kind
  WHEN 'staff' THEN (SELECT name FROM staff_members s WHERE s.workspace_id = ${alias}.workspace_id AND s.id = ${alias}.actor_id)
  WHEN 'api-key' THEN (SELECT name FROM api_keys k WHERE k.workspace_id = ${alias}.workspace_id AND k.id = ${alias}.actor_id)
  WHEN 'import' THEN (SELECT file_name FROM imports i WHERE i.workspace_id = ${alias}.workspace_id AND i.id = ${alias}.actor_id)
END`

const standIns: Partial<Record<Actor['kind'], string>> = {
  system: 'Regulars',
  import: 'Import',
  'api-key': 'API',
  job: 'Regulars',
  customer: '',
}

/** Who did it, for people; a name that is gone has a stand-in. */
export const actorOf = (row: {
  actor_kind: Actor['kind']
  actor_id: string | null
  actor_name: string | null
}): Actor => ({
  kind: row.actor_kind,
  id: row.actor_id,
  name: row.actor_name ?? standIns[row.actor_kind] ?? '',
})
