import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import classes from './entrance.module.css'
import { Entrance, EntranceForm } from './entrance.tsx'
import { looksLikeEmail, useForm } from './use-form.ts'

/** The answer is the same whether or not the account exists. */
export default function ForgotPage() {
  const t = useT('sign-in')
  const [email, setEmail] = useState('')
  const [sent, setSent] = useState(false)
  const form = useForm(
    async () => {
      await call('POST /password-reset-requests', { body: { email: email.trim() } })
      setSent(true)
    },
    () => ({ ...(looksLikeEmail(email) ? {} : { email: t('email.invalid') }) }),
  )
  return (
    <Entrance title={t('forgot.title')} lead={sent ? undefined : t('forgot.lead')} back>
      {sent ? (
        <div role="status">
          <Notice tone="success" title={t('forgot.sent')}>
            {t('forgot.sentText', { email: email.trim() })}
          </Notice>
        </div>
      ) : (
        <EntranceForm onSubmit={form.submit} problem={form.problem}>
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={form.errors['email']}
          />
          <Button type="submit" look="primary" busy={form.busy} className={classes.submit}>
            {t('forgot.submit')}
          </Button>
        </EntranceForm>
      )}
    </Entrance>
  )
}
