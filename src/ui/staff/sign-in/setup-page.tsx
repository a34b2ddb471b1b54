import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { countries } from '#lib/identifiers/country.ts'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useFormats } from '../../kit/format.ts'
import { useLanguage, useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { isLanguage, languages, switchLanguage } from '../shared/language.ts'
import { read } from '../shared/queries.ts'
import { forgetEverything } from '../shared/session.ts'
import { DemoChoice } from './demo-choice.tsx'
import classes from './entrance.module.css'
import { Entrance, EntranceForm } from './entrance.tsx'
import { NewPassword } from './new-password.tsx'
import { looksLikeEmail, useForm } from './use-form.ts'

/** The browser's own country is the likeliest guess. */
const guessedCountry = () => {
  const region = navigator.languages.map((l) => new Intl.Locale(l).region).find(Boolean)
  return region && countries.includes(region) ? region : null
}

/** The first visit, with the link that the server printed: workspace, first administrator, demo world. */
export default function SetupPage() {
  const t = useT('sign-in')
  const f = useFormats()
  const language = useLanguage()
  const navigate = useNavigate()
  const { token = '' } = useSearch({ strict: false }) as { token?: string }
  const setup = useQuery({ ...read('GET /setup'), retry: false })
  const [workspace, setWorkspace] = useState('')
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [country, setCountry] = useState<string | null>(guessedCountry)
  const [demo, setDemo] = useState(0)
  const choices = useMemo(
    () =>
      countries
        .map((value) => ({ value, label: f.country(value) }))
        .sort((a, b) => a.label.localeCompare(b.label, f.locale)),
    [f],
  )
  const form = useForm(
    async () => {
      await call('POST /setup', {
        body: {
          token,
          workspace_name: workspace.trim(),
          name: name.trim(),
          email: email.trim(),
          password,
          language: isLanguage(language) ? language : 'en',
          country,
          time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          demo_customers: demo,
        },
      })
      forgetEverything()
      await navigate({ to: '/', replace: true })
    },
    () => ({
      ...(workspace.trim() ? {} : { workspace_name: t('required') }),
      ...(name.trim() ? {} : { name: t('required') }),
      ...(looksLikeEmail(email) ? {} : { email: t(email.trim() ? 'email.invalid' : 'required') }),
      ...(password.length >= 12 ? {} : { password: t('strength.short', { count: 12 - password.length }) }),
    }),
  )
  if (setup.data?.needed === false) {
    return (
      <Entrance title={t('setup.done')} back>
        <Notice>{t('setup.doneText')}</Notice>
      </Entrance>
    )
  }
  if (token.length < 20) {
    return (
      <Entrance title={t('setup.title')}>
        <Notice tone="danger" title={t('token.missing')}>
          {t('signIn.setupHint')}
        </Notice>
      </Entrance>
    )
  }
  const errors = form.errors
  return (
    <Entrance title={t('setup.title')} lead={t('setup.lead')} wide>
      <EntranceForm onSubmit={form.submit} problem={form.problem}>
        <TextInput
          label={t('setup.workspace')}
          description={t('setup.workspaceHint')}
          required
          autoFocus
          autoComplete="organization"
          value={workspace}
          onChange={(e) => setWorkspace(e.currentTarget.value)}
          error={errors['workspace_name']}
        />
        <Fields columns={2}>
          <TextInput
            label={t('setup.name')}
            required
            autoComplete="name"
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            error={errors['name']}
          />
          <TextInput
            label={t('email')}
            type="email"
            required
            autoComplete="username"
            value={email}
            onChange={(e) => setEmail(e.currentTarget.value)}
            error={errors['email']}
          />
        </Fields>
        <NewPassword
          label={t('password')}
          value={password}
          onChange={setPassword}
          about={[name, email, workspace]}
          error={errors['password']}
        />
        <Fields columns={2}>
          <Select
            label={t('setup.language')}
            data={languages.map((value) => ({ value, label: f.language(value) }))}
            value={language}
            allowDeselect={false}
            onChange={(value) => value && isLanguage(value) && void switchLanguage(value)}
          />
          <Select
            label={t('setup.country')}
            description={t('setup.countryHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            data={choices}
            value={country}
            searchable
            clearable
            limit={300}
            onChange={setCountry}
            error={errors['country']}
          />
        </Fields>
        <DemoChoice value={demo} onChange={setDemo} />
        <Button type="submit" look="primary" busy={form.busy} className={classes.submit}>
          {form.busy && demo > 0 ? t('setup.filling') : t('setup.submit')}
        </Button>
      </EntranceForm>
    </Entrance>
  )
}
