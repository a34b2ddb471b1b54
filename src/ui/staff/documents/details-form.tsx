import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { ApiProblem, fieldErrors, problemText } from '../shared/problem.ts'
import { sayDone } from '../shared/undo.ts'
import { type Document, type DocumentKind, documentKinds, refreshDocuments } from './use-documents.ts'

type FormProps = { document: Document; customerKind: string; onClose: () => void }

/** What is said of a document: title, kind, description. */
export default function DetailsForm({ document, customerKind, onClose }: FormProps) {
  const t = useT('documents')
  const [title, setTitle] = useState(document.title)
  const [kind, setKind] = useState(document.kind)
  const [description, setDescription] = useState(document.description ?? '')
  const [seen, setSeen] = useState(document.version)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const errors = fieldErrors(problem)
  const stale = problem instanceof ApiProblem && problem.code === 'version.stale'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!title.trim() || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const body = { title: title.trim(), kind, description: description.trim() || null }
      const params = { id: document.id }
      const { operation } = await write('PATCH /documents/:id', { params, ifMatch: seen, body })
      sayDone({
        text: t('saved', { title: body.title }),
        operation,
        t,
        changed: () => void refreshDocuments(),
      })
      await refreshDocuments()
      onClose()
    } catch (failure) {
      setProblem(failure)
      if (failure instanceof ApiProblem && failure.code === 'version.stale')
        setSeen((failure.params['current'] as Document).version)
    } finally {
      setBusy(false)
    }
  }
  const kinds = documentKinds.map((one) => {
    const refused = one === 'resume' && customerKind !== 'individual'
    return { value: one, label: t(refused ? 'kind.resumeOnly' : `kind.${one}`), disabled: refused }
  })
  return (
    <Dialog open onClose={onClose} title={t('edit.title')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {stale && (
            <Notice tone="warning" title={t('conflict.title')}>
              {t('conflict.hint')}
            </Notice>
          )}
          {problem !== null && !stale && Object.keys(errors).length === 0 && (
            <Notice tone="danger">{problemText(problem, t)}</Notice>
          )}
          <TextInput
            label={t('field.title')}
            required
            data-autofocus
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={title.trim() ? errors['title'] : t('error.titleNeeded')}
          />
          <NativeSelect
            label={t('field.kind')}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as DocumentKind)}
            data={kinds}
            error={errors['kind']}
          />
          <Textarea
            label={t('field.description')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={5000}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            error={errors['description']}
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
