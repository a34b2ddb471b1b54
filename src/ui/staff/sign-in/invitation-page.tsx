import { PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { ErrorState, Notice, Skeleton } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { ApiProblem, problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import { forgetEverything } from '../shared/session.ts'
import classes from './entrance.module.css'
import { Entrance, EntranceForm } from './entrance.tsx'
import { NewPassword } from './new-password.tsx'
import { SecondFactor } from './second-factor.tsx'
import { useForm } from './use-form.ts'

export default function InvitationPage() {
  const t = useT('sign-in')
  const navigate = useNavigate()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const invitation = useQuery({ ...read('GET /invitations/:token', { params: { token } }), retry: false })
  const [name, setName] = useState<string | null>(null)
  const [password, setPassword] = useState('')
  const [second, setSecond] = useState(false)
  const invited = invitation.data
  const shownName = name ?? invited?.name ?? ''

  const enter = async () => {
    forgetEverything()
    await navigate({ to: '/', replace: true })
  }
  const form = useForm(
    async () => {
      const answer = await call('POST /invitations/:token/acceptance', {
        params: { token },
        body: { name: shownName.trim(), password },
      })
      if (answer.second_factor_needed) setSecond(true)
      else await enter()
    },
    () => ({
      ...(shownName.trim() ? {} : { name: t('required') }),
      ...(password ? {} : { password: t('required') }),
    }),
  )
  if (second) return <SecondFactor onDone={enter} onBack={() => setSecond(false)} />
  const unusable =
    invitation.error instanceof ApiProblem && invitation.error.status > 0 && invitation.error.status < 500
  return (
    <Entrance
      title={t('invitation.title')}
      lead={invited && t('invitation.lead', { workspace: invited.workspace, email: invited.email })}
      back={unusable}
    >
      {invitation.isPending && <Skeleton lines={[70, 100, 100]} height={16} />}
      {unusable && (
        <Notice tone="danger" title={t('token.used')}>
          {t('token.usedText')}
        </Notice>
      )}
      {invitation.error && !unusable && (
        <ErrorState
          small
          title={problemText(invitation.error, t)}
          onRetry={() => void invitation.refetch()}
        />
      )}
      {invited && (
        <EntranceForm onSubmit={form.submit} problem={form.problem}>
          {invited.has_account && <Notice tone="accent">{t('invitation.existing')}</Notice>}
          <input type="hidden" autoComplete="username" value={invited.email} readOnly />
          <TextInput
            label={t('setup.name')}
            required
            autoComplete="name"
            value={shownName}
            onChange={(event) => setName(event.currentTarget.value)}
            error={form.errors['name']}
          />
          {invited.has_account ? (
            <PasswordInput
              label={t('password')}
              required
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              error={form.errors['password']}
              visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
            />
          ) : (
            <NewPassword
              label={t('password')}
              value={password}
              onChange={setPassword}
              about={[shownName, invited.email, invited.workspace]}
              error={form.errors['password']}
            />
          )}
          <Button type="submit" look="primary" busy={form.busy} className={classes.submit}>
            {t('invitation.submit')}
          </Button>
        </EntranceForm>
      )}
    </Entrance>
  )
}
