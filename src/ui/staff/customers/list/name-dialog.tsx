import { Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Actions, Dialog } from '../../../kit/dialog.tsx'
import { Notice } from '../../../kit/feedback.tsx'
import { useT } from '../../../kit/words.ts'
import { fieldErrors, problemText } from '../../shared/problem.ts'
import classes from './dialogs.module.css'

type NameProps = {
  kind: 'view' | 'rename' | 'segment'
  initial: string
  /** Rejects with the API's problem. */
  onSubmit: (name: string, shared: boolean) => Promise<void>
  onClose: () => void
}

/** Asks for the name of a view or a segment. */
export default function NameDialog({ kind, initial, onSubmit, onClose }: NameProps) {
  const t = useT('customers')
  const [name, setName] = useState(initial)
  const [shared, setShared] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const errors = fieldErrors(problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    setBusy(true)
    try {
      await onSubmit(name.trim(), shared)
      onClose()
    } catch (refusal) {
      setProblem(refusal)
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={onClose} title={t(`list.name.${kind}`)} width={440}>
      <form className={classes.form} onSubmit={submit}>
        {kind === 'segment' && <p className={classes.hint}>{t('list.name.segmentHint')}</p>}
        {problem != null && !errors['name'] && <Notice tone="danger">{problemText(problem, t)}</Notice>}
        <TextInput
          label={t('list.name.label')}
          required
          maxLength={80}
          value={name}
          error={errors['name']}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {kind === 'view' && (
          <Switch
            label={t('list.name.shared')}
            description={t('list.name.sharedHint')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Actions>
          <Button onClick={onClose}>{t('kit:cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={busy}
            reason={name.trim() === '' ? t('list.name.needed') : null}
          >
            {t('kit:save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
