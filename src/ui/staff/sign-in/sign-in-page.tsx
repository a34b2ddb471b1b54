import { Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import { forgetEverything } from '../shared/session.ts'
import classes from './entrance.module.css'
import { Entrance, EntranceForm } from './entrance.tsx'
import { SecondFactor } from './second-factor.tsx'
import { looksLikeEmail, safeTarget, useForm } from './use-form.ts'

export default function SignInPage() {
  const t = useT('sign-in')
  const navigate = useNavigate()
  const { to } = useSearch({ strict: false }) as { to?: string }
  const setup = useQuery({ ...read('GET /setup'), retry: false })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [remember, setRemember] = useState(true)
  const [second, setSecond] = useState(false)

  const enter = async () => {
    forgetEverything()
    await navigate({ to: safeTarget(to), replace: true })
  }
  const form = useForm(
    async () => {
      const { second_factor_needed } = await call('POST /session', {
        body: { email: email.trim(), password, remember },
      })
      if (second_factor_needed) setSecond(true)
      else await enter()
    },
    () => ({
      ...(looksLikeEmail(email) ? {} : { email: t(email.trim() ? 'email.invalid' : 'required') }),
      ...(password ? {} : { password: t('required') }),
    }),
  )
  if (second) return <SecondFactor onDone={enter} onBack={() => setSecond(false)} />
  return (
    <Entrance title={t('signIn.title')} lead={to ? t('signIn.expired') : t('signIn.lead')}>
      {setup.data?.needed && (
        <Notice tone="accent" title={t('signIn.setupNeeded')}>
          {t('signIn.setupHint')}
        </Notice>
      )}
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
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={form.errors['password']}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
        />
        <div className={classes.row}>
          <Checkbox
            label={t('signIn.remember')}
            checked={remember}
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
        </div>
        <Button type="submit" look="primary" busy={form.busy} className={classes.submit}>
          {t('signIn.submit')}
        </Button>
        <Link to="/forgot-password">{t('signIn.forgot')}</Link>
      </EntranceForm>
    </Entrance>
  )
}
