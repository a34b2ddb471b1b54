import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import classes from './entrance.module.css'
import { Entrance, EntranceForm } from './entrance.tsx'
import { NewPassword } from './new-password.tsx'
import { useForm } from './use-form.ts'

export default function ResetPage() {
  const t = useT('sign-in')
  const { token = '' } = useSearch({ strict: false }) as { token?: string }
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const form = useForm(
    async () => {
      await call('POST /password-resets', { body: { token, password } })
      setDone(true)
    },
    () => ({
      ...(password.length >= 12 ? {} : { password: t('strength.short', { count: 12 - password.length }) }),
    }),
  )
  const whole = token.length >= 20
  return (
    <Entrance title={t('reset.title')} lead={whole && !done ? t('reset.lead') : undefined} back>
      {!whole ? (
        <Notice tone="danger" title={t('token.missing')}>
          {t('token.missingText')}
        </Notice>
      ) : done ? (
        <div role="status">
          <Notice tone="success" title={t('reset.done')}>
            {t('reset.doneText')}
          </Notice>
        </div>
      ) : (
        <EntranceForm onSubmit={form.submit} problem={form.problem}>
          <NewPassword
            label={t('reset.new')}
            value={password}
            onChange={setPassword}
            about={[]}
            error={form.errors['password']}
          />
          <Button type="submit" look="primary" busy={form.busy} className={classes.submit}>
            {t('reset.submit')}
          </Button>
        </EntranceForm>
      )}
    </Entrance>
  )
}
