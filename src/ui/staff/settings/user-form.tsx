import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { FieldGroup, Fields } from '../../kit/field.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { languages } from '../shared/language.ts'
import { read } from '../shared/queries.ts'
import classes from './settings.module.css'
import { useSaving } from './use-saving.ts'
import type { StaffMember } from './users-page.tsx'

type UserFormProps = { member: StaffMember | null; onClose: () => void; onSaved: () => Promise<unknown> }

/** Invites somebody, or changes what they may do. */
export function UserForm({ member, onClose, onSaved }: UserFormProps) {
  const t = useT('settings')
  const format = useFormats()
  const groups = useQuery(read('GET /security-groups'))
  const [name, setName] = useState(member?.name ?? '')
  const [email, setEmail] = useState(member?.email ?? '')
  const [language, setLanguage] = useState<(typeof languages)[number]>('en')
  const [held, setHeld] = useState(() => new Set(member?.groups.map((group) => group.id)))
  const { busy, errors, problem, send } = useSaving()
  const group_ids = [...held]
  const save = () =>
    member
      ? call('PATCH /staff/:id', {
          params: { id: member.id },
          ifMatch: member.version,
          body: { name, group_ids },
        })
      : call('POST /staff', { body: { name, email, group_ids, language } })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await send(save, member ? t('saved') : t('users.invited', { email })))) return
    await onSaved()
    onClose()
  }
  const toggle = (id: string) =>
    setHeld((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  return (
    <Dialog open onClose={onClose} title={member ? t('users.edit') : t('users.invite')}>
      <form onSubmit={(event) => void submit(event)}>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <TextInput
            label={t('field.name')}
            required
            data-autofocus
            value={name}
            error={errors['name']}
            onChange={(e) => setName(e.currentTarget.value)}
          />
          {!member && (
            <>
              <TextInput
                label={t('field.email')}
                type="email"
                required
                description={t('users.inviteHint')}
                value={email}
                error={errors['email']}
                onChange={(e) => setEmail(e.currentTarget.value)}
              />
              <NativeSelect
                label={t('field.language')}
                value={language}
                data={languages.map((code) => ({ value: code, label: format.language(code) }))}
                onChange={(e) => setLanguage(e.currentTarget.value as (typeof languages)[number])}
              />
            </>
          )}
          <FieldGroup title={t('users.groups')} hint={t('users.groupsHint')}>
            <div className={classes.checks}>
              {groups.data?.items
                .filter((group) => group.audience === 'staff')
                .map((group) => (
                  <label key={group.id}>
                    <input type="checkbox" checked={held.has(group.id)} onChange={() => toggle(group.id)} />
                    {group.name}
                  </label>
                ))}
            </div>
            {errors['group_ids'] && <Notice tone="danger">{errors['group_ids']}</Notice>}
          </FieldGroup>
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={busy}
            reason={held.size === 0 ? t('users.groupNeeded') : null}
          >
            {member ? t('save') : t('users.send')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
