import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconPlus } from '../../kit/icons.ts'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { invalidate, read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import { rightName } from './right-name.ts'
import { Loaded, SectionFrame } from './section-frame.tsx'
import { SecurityGroupForm } from './security-group-form.tsx'
import classes from './settings.module.css'
import { attempt } from './use-saving.ts'

export type SecurityGroups = Result<'GET /security-groups'>
export type SecurityGroup = SecurityGroups['items'][number]

const refresh = () => invalidate('GET /security-groups', 'GET /staff', 'GET /me')

export default function SecurityGroupsPage() {
  const t = useT('settings')
  const can = useCan()
  const query = useQuery(read('GET /security-groups'))
  const [open, setOpen] = useState<SecurityGroup | 'new' | null>(null)
  const remove = async (group: SecurityGroup) => {
    const question = {
      title: t('group.deleteTitle', { name: group.name }),
      body: t('group.deleteBody'),
      action: t('delete'),
      danger: true,
    }
    if (!(await confirm(question))) return
    await attempt(() => call('DELETE /security-groups/:id', { params: { id: group.id } }), t, t('deleted'))
    await refresh()
  }
  const add = can('users.full') && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setOpen('new')}
    >
      {t('group.add')}
    </Button>
  )
  return (
    <SectionFrame id="security-groups" actions={add}>
      <Loaded query={query}>
        {(data) => (
          <>
            <GroupTable groups={data.items} onEdit={setOpen} onDelete={(group) => void remove(group)} />
            {open && (
              <SecurityGroupForm
                group={open === 'new' ? null : open}
                catalogue={data.catalogue}
                onClose={() => setOpen(null)}
                onSaved={refresh}
              />
            )}
          </>
        )}
      </Loaded>
    </SectionFrame>
  )
}

type TableProps = {
  groups: SecurityGroup[]
  onEdit: (group: SecurityGroup) => void
  onDelete: (group: SecurityGroup) => void
}

function GroupTable({ groups, onEdit, onDelete }: TableProps) {
  const t = useT('settings')
  const format = useFormats()
  const can = useCan()
  const inWords = (group: SecurityGroup) => {
    if (group.administrator) return t('group.everything')
    const areas = Object.entries(group.areas)
      .filter(([, level]) => level !== 'none')
      .map(([area, level]) => `${rightName(`area.${area}`)}: ${t(`level.${level}`)}`)
    return [...areas, ...group.rights.map((right) => rightName(`right.${right}`))].join(', ')
  }
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            <th scope="col">{t('group.may')}</th>
            <th scope="col" className={classes.number}>
              {t('group.members')}
            </th>
            <th scope="col">{t('actions')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <td className={classes.name}>
                {group.name} {group.audience === 'customer' && <Badge>{t('group.forCustomers')}</Badge>}
              </td>
              <td>{inWords(group)}</td>
              <td className={classes.number}>{format.number(group.members)}</td>
              <td>
                {can('users.full') && (
                  <MenuButton
                    label={t('moreFor', { name: group.name })}
                    entries={() => [
                      { id: 'edit', label: t('edit'), onSelect: () => onEdit(group) },
                      {
                        id: 'delete',
                        label: t('delete'),
                        danger: true,
                        reason: group.members > 0 ? t('group.inUse') : null,
                        onSelect: () => onDelete(group),
                      },
                    ]}
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
