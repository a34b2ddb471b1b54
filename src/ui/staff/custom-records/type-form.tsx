import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { useSaving } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import type { TypeDraft } from './examples.ts'
import { type RecordType, refreshTypes } from './record-types.ts'
import { TypeFields } from './type-fields.tsx'

type FormProps = { initial: TypeDraft; onClose: () => void; onAdded: (type: RecordType) => void }

/** Defines a type of records; its fields come next. */
export default function TypeForm({ initial, onClose, onAdded }: FormProps) {
  const t = useT('custom-records')
  const [draft, setDraft] = useState(initial)
  const { busy, errors, problem, send } = useSaving()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const save = async () => {
      const added = await call('POST /custom-record-types', { body: draft })
      await refreshTypes()
      onAdded(added)
    }
    await send(save, t('type.added', { types: draft.plural }))
  }
  return (
    <Dialog open onClose={onClose} title={t('type.add')} width={600}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TypeFields
          draft={draft}
          errors={errors}
          keyFollows
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('type.addSave')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
