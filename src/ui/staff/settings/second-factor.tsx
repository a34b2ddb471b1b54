import { PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { invalidate } from '../shared/queries.ts'
import { useMe } from '../shared/session.ts'
import classes from './settings.module.css'
import { useSaving } from './use-saving.ts'

const QrCode = late(() => import('./qr-code.tsx'), <div className={classes.qr} />)

type Begun = Result<'POST /me/second-factor'>

/** Begun with the password, switched on with a first code, switched off with the password. */
export function SecondFactor() {
  const { second_factor } = useMe()
  const [begun, setBegun] = useState<Begun | null>(null)
  if (begun) return <Confirm begun={begun} onDone={() => setBegun(null)} />
  return second_factor ? <SwitchOff /> : <Begin onBegun={setBegun} />
}

/** Asks for the password before anything about the second factor changes. */
function WithPassword({
  action,
  look,
  onSubmit,
}: {
  action: string
  look?: 'danger'
  onSubmit: (password: string) => Promise<void>
}) {
  const t = useT('settings')
  const [password, setPassword] = useState('')
  const { busy, errors, problem, send } = useSaving()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(() => onSubmit(password))
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <PasswordInput
        label={t('password.current')}
        required
        autoComplete="current-password"
        value={password}
        error={errors['password']}
        onChange={(e) => setPassword(e.currentTarget.value)}
      />
      <div>
        <Button type="submit" busy={busy} look={look}>
          {action}
        </Button>
      </div>
    </form>
  )
}

function Begin({ onBegun }: { onBegun: (begun: Begun) => void }) {
  const t = useT('settings')
  return (
    <>
      <p className={classes.soft}>{t('factor.hint')}</p>
      <WithPassword
        action={t('factor.begin')}
        onSubmit={async (password) => onBegun(await call('POST /me/second-factor', { body: { password } }))}
      />
    </>
  )
}

function SwitchOff() {
  const t = useT('settings')
  return (
    <>
      <p className={classes.soft}>
        <Badge tone="success">{t('factor.on')}</Badge> {t('factor.onHint')}
      </p>
      <WithPassword
        action={t('factor.off')}
        look="danger"
        onSubmit={async (password) => {
          await call('DELETE /me/second-factor', { body: { password } })
          await invalidate('GET /me')
        }}
      />
    </>
  )
}

function Confirm({ begun, onDone }: { begun: Begun; onDone: () => void }) {
  const t = useT('settings')
  const [code, setCode] = useState('')
  const { busy, errors, problem, send } = useSaving()
  const secret = new URL(begun.uri).searchParams.get('secret') ?? ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await send(
      () => call('POST /me/second-factor/confirmation', { body: { code } }),
      t('factor.switchedOn'),
    )
    if (!done) return
    await invalidate('GET /me')
    onDone()
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <p className={classes.soft}>{t('factor.scan')}</p>
      <div className={classes.scan}>
        <QrCode text={begun.uri} label={t('factor.qr')} />
        <div>
          <span className={classes.soft}>{t('factor.typeIt')}</span>
          <code className={classes.secret}>{secret.match(/.{1,4}/g)?.join(' ')}</code>
          <a href={begun.uri}>{t('factor.open')}</a>
        </div>
      </div>
      <Notice tone="warning" title={t('factor.recovery')}>
        {t('factor.recoveryHint')}
        <ul className={classes.codes}>
          {begun.recovery_codes.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </Notice>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <TextInput
        label={t('factor.code')}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        error={errors['code']}
        onChange={(e) => setCode(e.currentTarget.value)}
      />
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {t('factor.confirm')}
        </Button>
      </div>
    </form>
  )
}
