import { displayName } from '#modules/customers/draft.ts'
import { blankHidden } from '#modules/customers/hidden-fields.ts'
import { photoUrl } from '#modules/customers/rows.ts'
import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import type { Party } from './shapes.ts'

const columns = [
  'id',
  'number',
  'kind',
  'status',
  'name_prefix',
  'first_name',
  'last_name',
  'name_suffix',
  'company_name',
  'job_title',
  'email',
  'phone',
  'photo_file_id',
]

/** A customer `c` as JSON, with what `shownParty` needs. */
export const partyJson = (c: string): string =>
  `json_build_object(${columns.map((name) => `'${name}', ${c}.${name}`).join(', ')})`

export type StoredParty = Parameters<typeof displayName>[0] &
  Pick<Party, 'id' | 'number' | 'status' | 'job_title' | 'email' | 'phone'> & { photo_file_id: string | null }

/** A customer at one end, as the reader may see them: ways to reach them only for who may read customers. */
export function shownParty(ctx: Ctx, stored: StoredParty): Party {
  const reader = may(ctx.access, 'customers.read')
  const about = { id: stored.id, number: stored.number, kind: stored.kind, status: stored.status }
  return blankHidden(ctx.access, {
    ...about,
    name: displayName(stored),
    job_title: reader ? stored.job_title : null,
    email: reader ? stored.email : null,
    phone: reader ? stored.phone : null,
    photo_url: reader ? photoUrl(stored) : null,
  })
}
