import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import classes from './entrance.module.css'
import { Entrance, EntranceForm } from './entrance.tsx'
import { useForm } from './use-form.ts'

/** Six digits from the app, or a recovery code. */
export function SecondFactor({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const t = useT('sign-in')
  const [code, setCode] = useState('')
  const [recovery, setRecovery] = useState(false)
  const [trust, setTrust] = useState(false)
  const form = useForm(
    async () => {
      await call('POST /session/second-factor', {
        body: { code: code.replace(/\s/g, ''), recovery, trust_device: trust },
      })
      await onDone()
    },
    () => ({ ...(code.trim() ? {} : { code: t('required') }) }),
  )
  return (
    <Entrance title={t('factor.title')} lead={t(recovery ? 'factor.recoveryLead' : 'factor.lead')}>
      <EntranceForm onSubmit={form.submit} problem={form.problem}>
        <TextInput
          key={String(recovery)}
          label={t(recovery ? 'factor.recovery' : 'factor.code')}
          autoFocus
          autoComplete="one-time-code"
          inputMode={recovery ? 'text' : 'numeric'}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={form.errors['code']}
        />
        <Checkbox
          label={t('factor.trust')}
          checked={trust}
          onChange={(event) => setTrust(event.currentTarget.checked)}
        />
        <Button type="submit" look="primary" busy={form.busy} className={classes.submit}>
          {t('factor.submit')}
        </Button>
        <div className={classes.row}>
          <Button
            look="quiet"
            size="sm"
            onClick={() => {
              setCode('')
              setRecovery(!recovery)
            }}
          >
            {t(recovery ? 'factor.useApp' : 'factor.useRecovery')}
          </Button>
          <Button look="quiet" size="sm" onClick={onBack}>
            {t('back')}
          </Button>
        </div>
      </EntranceForm>
    </Entrance>
  )
}
