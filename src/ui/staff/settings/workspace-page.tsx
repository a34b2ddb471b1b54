import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { countries as countryCodes } from '#lib/identifiers/country.ts'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { languages } from '../shared/language.ts'
import { invalidate, read } from '../shared/queries.ts'
import { Loaded, SectionFrame } from './section-frame.tsx'
import classes from './settings.module.css'
import { useSaving } from './use-saving.ts'

type Workspace = Result<'GET /workspace'>

export default function WorkspacePage() {
  const query = useQuery(read('GET /workspace'))
  return (
    <SectionFrame id="workspace">
      <Loaded query={query}>{(workspace) => <WorkspaceForm workspace={workspace} />}</Loaded>
      <AddWorkspace />
    </SectionFrame>
  )
}

function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const t = useT('settings')
  const format = useFormats()
  const [draft, setDraft] = useState(workspace)
  const { busy, errors, problem, send } = useSaving()
  const set = (field: keyof Workspace) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setDraft((before) => ({ ...before, [field]: value }))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, country, language, time_zone, currency } = draft
    void send(async () => {
      await call('PATCH /workspace', {
        body: {
          name,
          country: country || null,
          language: language as (typeof languages)[number],
          time_zone,
          currency,
        },
      })
      await invalidate('GET /me', 'GET /workspace')
    }, t('saved'))
  }
  const countries = countryCodes
    .map((code) => ({ value: code, label: format.country(code) }))
    .sort((a, b) => a.label.localeCompare(b.label, format.locale))
  return (
    <form className={classes.form} onSubmit={submit}>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <TextInput
        label={t('field.workspaceName')}
        required
        value={draft.name}
        error={errors['name']}
        onChange={set('name')}
      />
      <NativeSelect
        label={t('field.country')}
        description={t('workspace.countryHint')}
        value={draft.country ?? ''}
        data={[{ value: '', label: '' }, ...countries]}
        onChange={set('country')}
      />
      <NativeSelect
        label={t('field.language')}
        description={t('workspace.languageHint')}
        value={draft.language}
        data={languages.map((code) => ({ value: code, label: format.language(code) }))}
        onChange={set('language')}
      />
      <NativeSelect
        label={t('field.timeZone')}
        value={draft.time_zone}
        data={['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]}
        onChange={set('time_zone')}
      />
      <TextInput
        label={t('field.currency')}
        required
        maxLength={3}
        value={draft.currency}
        error={errors['currency']}
        onChange={set('currency')}
      />
      <div>
        <Button type="submit" look="primary" busy={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

function AddWorkspace() {
  const t = useT('settings')
  const [name, setName] = useState('')
  const { busy, errors, problem, send } = useSaving()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done = await send(
      () => call('POST /workspaces', { body: { name } }),
      t('workspace.added', { name }),
    )
    if (!done) return
    setName('')
    await invalidate('GET /me')
  }
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      <h2>{t('workspace.another')}</h2>
      <p className={classes.soft}>{t('workspace.anotherHint')}</p>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <TextInput
        label={t('field.workspaceName')}
        required
        value={name}
        error={errors['name']}
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <div>
        <Button type="submit" busy={busy}>
          {t('workspace.add')}
        </Button>
      </div>
    </form>
  )
}
