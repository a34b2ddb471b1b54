import { PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { invalidate } from '../shared/queries.ts'
import classes from './settings.module.css'
import { useSaving } from './use-saving.ts'

export function PasswordForm() {
  const t = useT('settings')
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const { busy, errors, problem, send } = useSaving()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await send(
      () => call('PUT /me/password', { body: { current, password } }),
      t('password.changed'),
    )
    if (!done) return
    setCurrent('')
    setPassword('')
    await invalidate('GET /me/sessions')
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <h2>{t('password.title')}</h2>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <PasswordInput
        label={t('password.current')}
        required
        autoComplete="current-password"
        value={current}
        error={errors['current']}
        onChange={(e) => setCurrent(e.currentTarget.value)}
      />
      <PasswordInput
        label={t('password.new')}
        description={t('password.hint')}
        required
        minLength={12}
        autoComplete="new-password"
        value={password}
        error={errors['password']}
        onChange={(e) => setPassword(e.currentTarget.value)}
      />
      <div>
        <Button type="submit" busy={busy}>
          {t('password.change')}
        </Button>
      </div>
    </form>
  )
}
