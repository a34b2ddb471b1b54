import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Button } from './button.tsx'
import type { Question } from './confirm.tsx'
import classes from './dialog.module.css'
import { useT } from './words.ts'

export default function ConfirmDialog({
  title,
  body,
  action,
  danger,
  typed,
  answer,
}: Question & { answer: (yes: boolean) => void }) {
  const t = useT('kit')
  const [text, setText] = useState('')
  const ready = !typed || text.trim() === typed
  return (
    <Modal
      opened
      onClose={() => answer(false)}
      title={title}
      size={440}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) answer(true)
        }}
      >
        {body && <div className={classes.body}>{body}</div>}
        {typed && (
          <TextInput
            label={t('confirm.type', { word: typed })}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <div className={classes.actions}>
          <Button onClick={() => answer(false)}>{t('cancel')}</Button>
          <Button
            type="submit"
            look={danger ? 'danger' : 'primary'}
            reason={ready ? null : t('confirm.type', { word: typed })}
            data-autofocus={typed ? undefined : true}
          >
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
