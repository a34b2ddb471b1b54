import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { invalidate } from '../shared/queries.ts'
import type { Tag } from './tags-page.tsx'
import { useSaving } from './use-saving.ts'

export type TagChange = { kind: 'rename' | 'merge'; tag: Tag }

/** Renames a tag, or merges it into another. */
export function TagDialog({
  change: { kind, tag },
  others,
  onClose,
}: {
  change: TagChange
  others: Tag[]
  onClose: () => void
}) {
  const t = useT('settings')
  const [name, setName] = useState(tag.name)
  const targets = others.filter((other) => other.id !== tag.id)
  const [into, setInto] = useState(targets[0]?.id ?? '')
  const { busy, errors, problem, send } = useSaving()
  const params = { id: tag.id }
  const work = () =>
    kind === 'rename'
      ? call('PATCH /tags/:id', { params, body: { name } })
      : call('POST /tags/:id/merger', { params, body: { into } })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await send(work, t('saved')))) return
    await invalidate('GET /tags', 'GET /customers')
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={t(`tag.${kind}`)}>
      <form onSubmit={(event) => void submit(event)}>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          {kind === 'rename' ? (
            <TextInput
              label={t('field.name')}
              required
              data-autofocus
              maxLength={60}
              value={name}
              error={errors['name']}
              onChange={(e) => setName(e.currentTarget.value)}
            />
          ) : (
            <NativeSelect
              label={t('tag.into', { name: tag.name })}
              description={t('tag.mergeHint')}
              value={into}
              data={targets.map(({ id, name: label }) => ({ value: id, label }))}
              onChange={(e) => setInto(e.currentTarget.value)}
            />
          )}
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={busy}
            reason={kind === 'merge' && !into ? t('tag.noOther') : null}
          >
            {t(`tag.${kind}`)}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
