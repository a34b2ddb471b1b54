import { NativeSelect } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { useCustomFields } from '../custom-fields/custom-field.ts'
import settings from '../settings/settings.module.css'
import { useSaving } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import type { TypeDraft } from './examples.ts'
import { type RecordType, refreshRecords, refreshTypes, targetOf } from './record-types.ts'
import { TypeFields } from './type-fields.tsx'

const titleTypes = new Set(['text', 'number', 'date'])

/** What a type is called, and which field is the title of its records. */
export function TypeDetails({ type }: { type: RecordType }) {
  const t = useT('custom-records')
  const { singular, plural, key, icon, many } = type
  const [draft, setDraft] = useState<TypeDraft>({ singular, plural, key, icon, many })
  const [title, setTitle] = useState(type.title_field_id ?? '')
  const { busy, errors, problem, send } = useSaving()
  const fields = useCustomFields(targetOf(type)).filter(
    (field) => titleTypes.has(field.type) && field.read_level === 'everyone',
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = { ...draft, title_field_id: title || null }
    await send(
      () => call('PATCH /custom-record-types/:id', { params: { id: type.id }, ifMatch: type.version, body }),
      t('type.saved'),
    )
    await Promise.all([refreshTypes(), refreshRecords()])
  }
  return (
    <form className={settings.form} onSubmit={(event) => void submit(event)} noValidate>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <TypeFields
        draft={draft}
        errors={errors}
        onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      />
      <NativeSelect
        label={t('type.title')}
        description={t('type.titleHint')}
        value={title}
        error={errors['title_field_id']}
        data={[
          { value: '', label: t('type.noTitle', { type: singular }) },
          ...fields.map(({ id, label }) => ({ value: id, label })),
        ]}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
