import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconPlus } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { invalidate, read } from '../shared/queries.ts'
import { ApiKeyForm } from './api-key-form.tsx'
import { Loaded, SectionFrame } from './section-frame.tsx'
import classes from './settings.module.css'
import { attempt } from './use-saving.ts'

type ApiKey = Result<'GET /api-keys'>['items'][number]

export default function ApiKeysPage() {
  const t = useT('settings')
  const query = useQuery(read('GET /api-keys'))
  const [adding, setAdding] = useState(false)
  const revoke = async (key: ApiKey) => {
    const question = {
      title: t('key.revokeTitle', { name: key.name }),
      body: t('key.revokeBody'),
      action: t('key.revoke'),
      danger: true,
    }
    if (!(await confirm(question))) return
    await attempt(() => call('DELETE /api-keys/:id', { params: { id: key.id } }), t, t('key.revoked'))
    await invalidate('GET /api-keys')
  }
  const add = (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      {t('key.add')}
    </Button>
  )
  const actions = (
    <>
      <a href="/api/docs" target="_blank" rel="noreferrer">
        {t('key.docs')}
      </a>
      {add}
    </>
  )
  return (
    <SectionFrame id="api-keys" actions={actions}>
      <Loaded
        query={query}
        empty={{ when: ({ items }) => items.length === 0, title: t('key.none'), hint: t('key.noneHint') }}
      >
        {({ items }) => <KeyTable items={items} onRevoke={(key) => void revoke(key)} />}
      </Loaded>
      {adding && <ApiKeyForm onClose={() => setAdding(false)} />}
    </SectionFrame>
  )
}

function KeyTable({ items, onRevoke }: { items: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const t = useT('settings')
  const format = useFormats()
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            <th scope="col">{t('key.scopes')}</th>
            <th scope="col">{t('key.used')}</th>
            <th scope="col">{t('key.expires')}</th>
            <th scope="col">{t('actions')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((key) => (
            <tr key={key.id}>
              <td className={classes.name}>
                {key.name}
                <small>
                  …{key.hint} · {key.created_by ?? ''} {format.date(key.created_at)}
                </small>
              </td>
              <td>{key.scopes.join(', ')}</td>
              <td>{key.last_used_at ? format.relative(key.last_used_at) : t('key.never')}</td>
              <td>{key.expires_at ? format.date(key.expires_at) : t('key.noEnd')}</td>
              <td>
                <Button
                  size="sm"
                  onClick={() => onRevoke(key)}
                  aria-label={t('key.revokeThis', { name: key.name })}
                >
                  {t('key.revoke')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
