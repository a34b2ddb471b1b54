import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { FieldGroup, Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { invalidate, read } from '../shared/queries.ts'
import classes from './settings.module.css'
import { useSaving } from './use-saving.ts'

/** Makes a key; its secret is shown here and never again. */
export function ApiKeyForm({ onClose }: { onClose: () => void }) {
  const t = useT('settings')
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <Dialog open onClose={onClose} title={t(secret ? 'key.made' : 'key.add')}>
      {secret ? (
        <ShowSecret secret={secret} onClose={onClose} />
      ) : (
        <KeyFields onMade={setSecret} onClose={onClose} />
      )}
    </Dialog>
  )
}

function ShowSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useT('settings')
  return (
    <>
      <Notice tone="warning">{t('key.once')}</Notice>
      <code className={classes.secret}>{secret}</code>
      <Actions>
        <Button onClick={() => void navigator.clipboard.writeText(secret)}>{t('key.copy')}</Button>
        <Button look="primary" onClick={onClose}>
          {t('key.kept')}
        </Button>
      </Actions>
    </>
  )
}

function KeyFields({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const t = useT('settings')
  const groups = useQuery(read('GET /security-groups'))
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>([])
  const [expires, setExpires] = useState('')
  const { busy, errors, problem, send } = useSaving()
  const { areas = [], rights = [] } = groups.data?.catalogue ?? {}
  const choices = [
    'administrator',
    ...areas.flatMap((area) => [`${area}.read`, `${area}.write`, `${area}.full`]),
    ...rights,
  ]
  const toggle = (scope: string) =>
    setScopes((before) =>
      before.includes(scope) ? before.filter((one) => one !== scope) : [...before, scope],
    )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    await send(async () => {
      const expires_at = expires ? new Date(`${expires}T23:59:59`).toISOString() : null
      const { secret } = await call('POST /api-keys', { body: { name, scopes, expires_at } })
      await invalidate('GET /api-keys')
      onMade(secret)
    })
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Fields>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextInput
          label={t('field.name')}
          description={t('key.nameHint')}
          required
          data-autofocus
          value={name}
          error={errors['name']}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <TextInput
          label={t('key.expires')}
          description={t('key.expiresHint')}
          type="date"
          value={expires}
          error={errors['expires_at']}
          onChange={(e) => setExpires(e.currentTarget.value)}
        />
        <FieldGroup title={t('key.scopes')} hint={t('key.scopesHint')}>
          <div className={classes.checks}>
            {choices.map((scope) => (
              <label key={scope}>
                <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
                <code>{scope}</code>
              </label>
            ))}
          </div>
        </FieldGroup>
      </Fields>
      <Actions>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="submit"
          look="primary"
          busy={busy}
          reason={scopes.length === 0 ? t('key.scopeNeeded') : null}
        >
          {t('key.make')}
        </Button>
      </Actions>
    </form>
  )
}
