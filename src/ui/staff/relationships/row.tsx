import { Link } from '@tanstack/react-router'
import { Avatar } from '../../kit/avatar.tsx'
import { Badge } from '../../kit/badge.tsx'
import { useFormats } from '../../kit/format.ts'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import { endNow, remove, type Seen, stretchText } from './relations.ts'
import classes from './relationships.module.css'

/** What the other may do for the customer, and the customer for the other, in a few words. */
function rightsOf({ side, customer: { name }, ...one }: Seen, t: ReturnType<typeof useT>): string[] {
  const own = side === 'from' ? (['from', 'to'] as const) : (['to', 'from'] as const)
  const said = (who: 'own' | 'other', at: 'from' | 'to') => {
    const [manages, buys] = [one[`${at}_manages`], one[`${at}_buys`]]
    if (!manages && !buys) return []
    return [t(`rights.${who}.${manages && buys ? 'both' : manages ? 'manages' : 'buys'}`, { name })]
  }
  return [...said('other', own[1]), ...said('own', own[0])]
}

/** One relationship as the customer sees it: the other, what they are, how to reach them. */
export function Row({ one, onEdit }: { one: Seen; onEdit: () => void }) {
  const t = useT('relationships')
  const can = useCan()
  const f = useFormats()
  const { customer, role, title } = one
  const when = stretchText(one, t, f.date)
  const rights = rightsOf(one, t)
  return (
    <li className={classes.row}>
      <Avatar name={customer.name} photo={customer.photo_url} square={customer.kind === 'organisation'} />
      <div className={classes.body}>
        <div className={classes.line}>
          <Link to={`/customers/${customer.id}` as never} className={classes.name}>
            {customer.name}
          </Link>
          <Badge>{role}</Badge>
          {title && <span className={classes.soft}>{title}</span>}
          {customer.status !== 'active' && <Badge tone="warning">{t(`status.${customer.status}`)}</Badge>}
        </div>
        <div className={classes.facts}>
          {when && <span>{when}</span>}
          {customer.email && <a href={`mailto:${customer.email}`}>{customer.email}</a>}
          {customer.phone && <a href={`tel:${customer.phone}`}>{customer.phone}</a>}
          {rights.map((text) => (
            <span key={text}>{text}</span>
          ))}
        </div>
        {one.note && <p className={classes.note}>{one.note}</p>}
      </div>
      <MenuButton
        label={t('row.menu', { name: customer.name })}
        entries={() => entriesOf(one, t, can, onEdit)}
      />
    </li>
  )
}

function entriesOf(
  one: Seen,
  t: ReturnType<typeof useT>,
  can: (permission: string) => boolean,
  onEdit: () => void,
): MenuEntry[] {
  const to = `/customers/${one.customer.id}?tab=relationships`
  const writes = can('relationships.write')
  return [
    ...(writes ? [{ id: 'edit', label: t('row.edit'), onSelect: onEdit }] : []),
    ...(writes && one.state === 'current'
      ? [{ id: 'end', label: t('row.end'), onSelect: () => void endNow(one, t) }]
      : []),
    { id: 'open', label: t('row.open'), onSelect: () => void window.open(to, '_blank', 'noopener') },
    ...(can('relationships.full')
      ? [{ id: 'delete', label: t('delete'), danger: true, onSelect: () => void remove(one, t) }]
      : []),
  ]
}
