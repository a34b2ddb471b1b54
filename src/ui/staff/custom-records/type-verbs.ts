import { confirm } from '../../kit/confirm.tsx'
import type { Translate } from '../../kit/words.ts'
import { attempt } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import { type RecordType, refreshTypes } from './record-types.ts'

/** Retires a type, or brings a retired one back. */
export async function retireType({ id, plural, retired_at }: RecordType, t: Translate): Promise<void> {
  const params = { id }
  await attempt(
    () =>
      retired_at
        ? call('DELETE /custom-record-types/:id/retirement', { params })
        : call('POST /custom-record-types/:id/retirement', { params }),
    t,
    t(retired_at ? 'type.revived' : 'type.retiredDone', { types: plural }),
  )
  await refreshTypes()
}

/** Deletes a type that has no records; true when it is gone. What stands in the way is named. */
export async function deleteType({ id, plural }: RecordType, t: Translate): Promise<boolean> {
  const sure = await confirm({
    title: t('type.deleteTitle', { types: plural }),
    body: t('type.deleteBody'),
    action: t('type.delete'),
    danger: true,
  })
  if (!sure) return false
  let gone = false
  await attempt(
    async () => {
      await call('DELETE /custom-record-types/:id', { params: { id } })
      gone = true
    },
    t,
    t('type.deleted', { types: plural }),
  )
  await refreshTypes()
  return gone
}
