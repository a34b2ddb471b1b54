import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { CustomerPicker, type Picked } from './customer-picker.tsx'
import type { Household, Member } from './relations.ts'
import { useSubmit } from './use-submit.ts'

const roles = ['head', 'partner', 'child', 'other'] as const

type Props = { household: Household; member?: Member; onClose: () => void }

/** Lets somebody move into a household, or edits what they are in it and when. */
export default function MemberForm({ household, member, onClose }: Props) {
  const t = useT('relationships')
  const [who, setWho] = useState<Picked | null>(member?.customer ?? null)
  const [role, setRole] = useState<Member['role']>(member?.role ?? 'child')
  const [since, setSince] = useState(member?.started_on ?? '')
  const [until, setUntil] = useState(member?.ended_on ?? '')
  const { busy, errors, problem, send } = useSubmit(onClose)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!who) return
    const dates = { role, started_on: since || null }
    const work = () =>
      member
        ? write('PATCH /household-members/:id', {
            params: { id: member.id },
            ifMatch: member.version,
            body: { ...dates, ended_on: until || null },
          })
        : write('POST /households/:id/members', {
            params: { id: household.id },
            body: { customer_id: who.id, ...dates },
          })
    void send(work, t('saved.toast', { name: who.name }))
  }
  const lodgers = household.members.filter(({ state }) => state !== 'past').map(({ customer }) => customer.id)
  return (
    <Dialog open onClose={onClose} title={member ? member.customer.name : t('household.addMember')}>
      <form onSubmit={submit} noValidate>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          {!member && (
            <CustomerPicker
              label={t('household.who')}
              kind="individual"
              value={who}
              onChange={setWho}
              without={lodgers}
              error={errors['customer_id']}
            />
          )}
          <NativeSelect
            label={t('household.role')}
            value={role}
            data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
            onChange={(event) => setRole(event.currentTarget.value as Member['role'])}
          />
          <Fields columns={2}>
            <TextInput
              type="date"
              label={t('field.since')}
              value={since}
              onChange={(event) => setSince(event.currentTarget.value)}
              error={errors['started_on']}
            />
            {member && (
              <TextInput
                type="date"
                label={t('field.until')}
                value={until}
                onChange={(event) => setUntil(event.currentTarget.value)}
                error={errors['ended_on']}
              />
            )}
          </Fields>
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy} reason={who ? null : t('error.otherNeeded')}>
            {t('save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
