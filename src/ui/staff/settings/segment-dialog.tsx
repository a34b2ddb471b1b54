import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { invalidate } from '../shared/queries.ts'
import type { Segment } from './segments-page.tsx'
import { useSaving } from './use-saving.ts'

/** Renames a segment; its filter is changed where customers are filtered. */
export function SegmentDialog({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const t = useT('settings')
  const [name, setName] = useState(segment.name)
  const { busy, errors, problem, send } = useSaving()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const work = () =>
      call('PATCH /segments/:id', { params: { id: segment.id }, ifMatch: segment.version, body: { name } })
    if (!(await send(work, t('saved')))) return
    await invalidate('GET /segments')
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={t('segment.rename')}>
      <form onSubmit={(event) => void submit(event)}>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <TextInput
            label={t('field.name')}
            required
            data-autofocus
            maxLength={80}
            value={name}
            error={errors['name']}
            onChange={(e) => setName(e.currentTarget.value)}
          />
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
