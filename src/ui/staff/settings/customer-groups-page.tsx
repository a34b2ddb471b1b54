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
import { CustomerGroupForm } from './customer-group-form.tsx'
import { GroupIcon } from './group-icons.tsx'
import { Loaded, SectionFrame } from './section-frame.tsx'
import classes from './settings.module.css'
import { attempt } from './use-saving.ts'

export type CustomerGroup = Result<'GET /customer-groups'>['items'][number]

const refresh = () => invalidate('GET /customer-groups')

export default function CustomerGroupsPage() {
  const t = useT('settings')
  const can = useCan()
  const format = useFormats()
  const query = useQuery(read('GET /customer-groups'))
  const [open, setOpen] = useState<CustomerGroup | 'new' | null>(null)
  const remove = async (group: CustomerGroup) => {
    const question = {
      title: t('group.deleteTitle', { name: group.name }),
      body: t('group.deleteBody'),
      action: t('delete'),
      danger: true,
    }
    if (!(await confirm(question))) return
    await attempt(() => call('DELETE /customer-groups/:id', { params: { id: group.id } }), t, t('deleted'))
    await refresh()
  }
  const add = can('customers.full') && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setOpen('new')}
    >
      {t('group.add')}
    </Button>
  )
  return (
    <SectionFrame id="customer-groups" actions={add}>
      <Loaded
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          title: t('commercial.none'),
          hint: t('commercial.noneHint'),
          actions: add || undefined,
        }}
      >
        {({ items }) => (
          <div className={classes.scroll}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t('field.name')}</th>
                  <th scope="col" className={classes.number}>
                    {t('commercial.discount')}
                  </th>
                  <th scope="col" className={classes.number}>
                    {t('customers')}
                  </th>
                  <th scope="col">{t('actions')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((group) => (
                  <tr key={group.id}>
                    <td className={classes.name}>
                      <GroupIcon name={group.icon} /> {group.name}{' '}
                      {!group.enabled && <Badge>{t('commercial.off')}</Badge>}
                    </td>
                    <td className={classes.number}>
                      {group.discount_basis_points > 0 &&
                        `${format.number(group.discount_basis_points / 100)} %`}
                    </td>
                    <td className={classes.number}>{format.number(group.customers)}</td>
                    <td>
                      {can('customers.full') && (
                        <MenuButton
                          label={t('moreFor', { name: group.name })}
                          entries={() => [
                            { id: 'edit', label: t('edit'), onSelect: () => setOpen(group) },
                            {
                              id: 'delete',
                              label: t('delete'),
                              danger: true,
                              reason: group.customers > 0 ? t('commercial.inUse') : null,
                              onSelect: () => void remove(group),
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
        )}
      </Loaded>
      {open && (
        <CustomerGroupForm
          group={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={refresh}
        />
      )}
    </SectionFrame>
  )
}
