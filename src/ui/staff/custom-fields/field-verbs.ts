import { confirm } from '../../kit/confirm.tsx'
import { toast } from '../../kit/toast.tsx'
import type { Translate } from '../../kit/words.ts'
import { attempt } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import { type CustomField, refreshFields } from './custom-field.ts'

/** How many records have a value, as it is now. */
const valuesOf = async ({ id }: CustomField) =>
  (await call('GET /custom-fields/:id/usage', { params: { id } })).values

/** Asks first: the field goes out of sight everywhere, its values stay. */
export async function retire(field: CustomField, t: Translate): Promise<void> {
  const { id, label } = field
  const used = await valuesOf(field)
  const sure = await confirm({
    title: t('retire.title', { label }),
    body: used === 0 ? t('retire.bodyUnused') : t('retire.body', { count: used }),
    action: t('retire'),
    danger: true,
  })
  if (!sure) return
  await attempt(async () => {
    await call('POST /custom-fields/:id/retirement', { params: { id } })
    toast({
      tone: 'success',
      text: t('retire.done', { label }),
      action: { label: t('bringBack'), run: () => void bringBack(field, t) },
    })
  }, t)
  await refreshFields()
}

export async function bringBack({ id, label }: CustomField, t: Translate): Promise<void> {
  const work = () => call('DELETE /custom-fields/:id/retirement', { params: { id } })
  await attempt(work, t, t('broughtBack', { label }))
  await refreshFields()
}

/** For good, which only a field without values can be. */
export async function remove({ id, label }: CustomField, t: Translate): Promise<void> {
  const sure = await confirm({
    title: t('delete.title', { label }),
    body: t('delete.body'),
    action: t('delete'),
    danger: true,
  })
  if (!sure) return
  await attempt(() => call('DELETE /custom-fields/:id', { params: { id } }), t, t('deleted', { label }))
  await refreshFields()
}

/** All fields of a kind of record, in their new order. */
export async function putInOrder(target: string, ids: string[], t: Translate): Promise<void> {
  await attempt(() => call('PUT /custom-fields/order', { body: { target, ids } }), t)
  await refreshFields()
}
