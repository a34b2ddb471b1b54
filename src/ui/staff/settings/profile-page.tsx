import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { languages, switchLanguage } from '../shared/language.ts'
import { queryClient } from '../shared/queries.ts'
import { meQuery, useMe } from '../shared/session.ts'
import { SectionFrame } from './section-frame.tsx'
import classes from './settings.module.css'
import { useSaving } from './use-saving.ts'

export default function ProfilePage() {
  const t = useT('settings')
  const format = useFormats()
  const { staff } = useMe()
  const [name, setName] = useState(staff.name)
  const [language, setLanguage] = useState(staff.language)
  const { busy, errors, problem, send } = useSaving()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(async () => {
      const me = await call('PATCH /me', { body: { name, language: language as (typeof languages)[number] } })
      await switchLanguage(language as (typeof languages)[number])
      queryClient.setQueryData(meQuery.queryKey, me)
    }, t('saved'))
  }
  return (
    <SectionFrame id="profile">
      <form className={classes.form} onSubmit={submit}>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <TextInput
          label={t('field.name')}
          required
          value={name}
          error={errors['name']}
          onChange={(e) => setName(e.currentTarget.value)}
        />
        <TextInput
          label={t('field.email')}
          value={staff.email}
          readOnly
          description={t('profile.emailHint')}
        />
        <NativeSelect
          label={t('field.language')}
          value={language}
          data={languages.map((code) => ({ value: code, label: format.language(code) }))}
          onChange={(e) => setLanguage(e.currentTarget.value)}
        />
        <div>
          <Button type="submit" look="primary" busy={busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </SectionFrame>
  )
}
