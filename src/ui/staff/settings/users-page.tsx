import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge, StatusBadge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconPlus } from '../../kit/icons.ts'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { invalidate, read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import { Loaded, SectionFrame } from './section-frame.tsx'
import classes from './settings.module.css'
import { attempt } from './use-saving.ts'
import { UserForm } from './user-form.tsx'

export type StaffMember = Result<'GET /staff'>['items'][number]

const tones = { active: 'success', invited: 'warning', disabled: 'neutral' } as const
const refresh = () => invalidate('GET /staff', 'GET /security-groups')

export default function UsersPage() {
  const t = useT('settings')
  const can = useCan()
  const query = useQuery(read('GET /staff'))
  const [open, setOpen] = useState<StaffMember | 'new' | null>(null)
  const invite = can('users.full') && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setOpen('new')}
    >
      {t('users.invite')}
    </Button>
  )
  return (
    <SectionFrame id="users" actions={invite}>
      <Loaded query={query}>{({ items }) => <UserTable items={items} onEdit={setOpen} />}</Loaded>
      {open && (
        <UserForm member={open === 'new' ? null : open} onClose={() => setOpen(null)} onSaved={refresh} />
      )}
    </SectionFrame>
  )
}

function UserTable({ items, onEdit }: { items: StaffMember[]; onEdit: (member: StaffMember) => void }) {
  const t = useT('settings')
  const format = useFormats()
  const can = useCan()
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            <th scope="col">{t('users.groups')}</th>
            <th scope="col">{t('users.status')}</th>
            <th scope="col">{t('users.seen')}</th>
            <th scope="col">{t('actions')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((member) => (
            <tr key={member.id}>
              <td className={classes.name}>
                {member.name}
                <small>{member.email}</small>
              </td>
              <td>{member.groups.map((group) => group.name).join(', ')}</td>
              <td>
                <StatusBadge
                  status={member.status}
                  tones={tones}
                  label={t(member.status === 'invited' ? 'users.pending' : `users.${member.status}`)}
                />{' '}
                {member.second_factor && <Badge>{t('users.secondFactor')}</Badge>}
              </td>
              <td>{member.last_seen_at ? format.relative(member.last_seen_at) : ''}</td>
              <td>
                {can('users.full') && (
                  <MenuButton
                    label={t('moreFor', { name: member.name })}
                    entries={() => entries(member, t, onEdit)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function entries(
  member: StaffMember,
  t: ReturnType<typeof useT>,
  onEdit: (member: StaffMember) => void,
): MenuEntry[] {
  const params = { id: member.id }
  const list: MenuEntry[] = [{ id: 'edit', label: t('edit'), onSelect: () => onEdit(member) }]
  if (member.status === 'invited') {
    const again = () =>
      attempt(
        () => call('POST /staff/:id/invitation', { params }),
        t,
        t('users.sentAgain', { email: member.email }),
      )
    list.push({ id: 'again', label: t('users.sendAgain'), onSelect: () => void again() })
  }
  if (member.status === 'active') {
    const signOut = () =>
      attempt(
        () => call('DELETE /staff/:id/sessions', { params }),
        t,
        t('users.signedOut', { name: member.name }),
      )
    list.push({ id: 'sign-out', label: t('users.signOut'), onSelect: () => void signOut() })
  }
  const status = member.status === 'disabled' ? 'active' : 'disabled'
  list.push({
    id: 'status',
    label: t(status === 'disabled' ? 'users.disable' : 'users.enable'),
    danger: status === 'disabled',
    onSelect: () => void setStatus(member, status, t),
  })
  return list
}

async function setStatus(
  member: StaffMember,
  status: 'active' | 'disabled',
  t: ReturnType<typeof useT>,
): Promise<void> {
  const question = {
    title: t('users.disableTitle', { name: member.name }),
    body: t('users.disableBody'),
    action: t('users.disable'),
    danger: true,
  }
  if (status === 'disabled' && !(await confirm(question))) return
  await attempt(
    () => call('PATCH /staff/:id', { params: { id: member.id }, ifMatch: member.version, body: { status } }),
    t,
    t('saved'),
  )
  await refresh()
}
