import { type FormEvent, useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Actions, Dialog } from '../../../kit/dialog.tsx'
import { Notice } from '../../../kit/feedback.tsx'
import { useT } from '../../../kit/words.ts'
import { call, write } from '../../shared/api.ts'
import { ApiProblem, problemText } from '../../shared/problem.ts'
import { invalidate } from '../../shared/queries.ts'
import { sayDone } from '../../shared/undo.ts'
import classes from './dialogs.module.css'
import type { CustomerRow } from './kept-lists.ts'
import { TagField } from './tag-field.tsx'

type TagsProps = { row: CustomerRow; onSaved: (row: CustomerRow) => void; onClose: () => void }

/** The tags of one customer. */
export default function TagsDialog({ row, onSaved, onClose }: TagsProps) {
  const t = useT('customers')
  const [seen, setSeen] = useState(row)
  const [tags, setTags] = useState(row.tags.map(({ name }) => name))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const params = { id: row.id }
      const ifMatch = seen.version
      const { answer, operation } = await write('PATCH /customers/:id', { params, body: { tags }, ifMatch })
      onSaved(answer)
      const changed = () => void call('GET /customers/:id', { params }).then(onSaved, () => {})
      sayDone({ text: t('list.tags.saved', { name: row.name }), operation, t, changed })
      void invalidate('GET /tags', 'GET /customers/:id')
      onClose()
    } catch (refusal) {
      // Somebody else saved meanwhile: their tags are shown together with those typed here, to be looked at.
      if (refusal instanceof ApiProblem && refusal.isConflict) {
        const now = await call('GET /customers/:id', { params: { id: row.id } }).catch(() => null)
        if (now) {
          setSeen(now)
          setTags([...new Set([...now.tags.map(({ name }) => name), ...tags])])
        }
      }
      setProblem(refusal)
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={onClose} title={t('list.tags.title', { name: row.name })} width={440}>
      <form className={classes.form} onSubmit={save}>
        {problem != null && (
          <Notice tone="danger">
            {problem instanceof ApiProblem && problem.isConflict
              ? t('list.tags.conflict')
              : problemText(problem, t)}
          </Notice>
        )}
        <TagField
          label={t('list.bulk.tags')}
          hint={t('list.bulk.hint.add-tags')}
          value={tags}
          onChange={setTags}
        />
        <Actions>
          <Button onClick={onClose}>{t('kit:cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('kit:save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
