import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button, IconButton } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { IconArrowDown, IconArrowUp, IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { Loaded, SectionFrame } from '../settings/section-frame.tsx'
import { attempt } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import { invalidate, read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import type { RelationshipType } from './relations.ts'
import classes from './types.module.css'

const TypeDialog = late(() => import('./type-dialog.tsx'))

const nameOf = ({ from_name, to_name, mutual }: RelationshipType) =>
  mutual ? from_name : `${from_name} – ${to_name}`

/** The types of relationships: their words, their order, and which are offered. */
export default function TypesPage() {
  const t = useT('relationships')
  const can = useCan()
  const query = useQuery(read('GET /relationship-types'))
  const [edited, setEdited] = useState<RelationshipType | 'new' | null>(null)
  const writes = can('relationships.full')
  const actions = writes && (
    <Button icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => setEdited('new')}>
      {t('types.add')}
    </Button>
  )
  return (
    <SectionFrame id="relationship-types" actions={actions}>
      <Loaded query={query}>
        {({ items }) => <TypeList items={items} writes={writes} onEdit={setEdited} />}
      </Loaded>
      {edited && <TypeDialog type={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionFrame>
  )
}

type ListProps = { items: RelationshipType[]; writes: boolean; onEdit: (type: RelationshipType) => void }

function TypeList({ items, writes, onEdit }: ListProps) {
  const t = useT('relationships')
  const ids = items.map(({ id }) => id)
  const move = async (at: number, by: number) => {
    const order = ids.filter((_, i) => i !== at)
    order.splice(at + by, 0, ids[at]!)
    await attempt(() => call('PUT /relationship-types/order', { body: { ids: order } }), t)
    await invalidate('GET /relationship-types')
  }
  return (
    <ul className={classes.types}>
      {items.map((type, i) => (
        <li key={type.id} className={classes.type} data-retired={type.retired || undefined}>
          <div className={classes.what}>
            <strong>{nameOf(type)}</strong>
            <Badge>{t(`category.${type.category}`)}</Badge>
            {type.retired && <Badge tone="warning">{t('types.retired')}</Badge>}
            <small>{factsOf(type, t).join(' · ')}</small>
          </div>
          {writes && (
            <>
              <IconButton
                size="sm"
                label={t('types.up', { name: nameOf(type) })}
                disabled={i === 0}
                onClick={() => void move(i, -1)}
              >
                <IconArrowUp size={15} stroke={1.75} aria-hidden />
              </IconButton>
              <IconButton
                size="sm"
                label={t('types.down', { name: nameOf(type) })}
                disabled={i === items.length - 1}
                onClick={() => void move(i, 1)}
              >
                <IconArrowDown size={15} stroke={1.75} aria-hidden />
              </IconButton>
              <MenuButton
                label={t('row.menu', { name: nameOf(type) })}
                entries={() => entriesOf(type, t, () => onEdit(type))}
              />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What holds for a type, in a few words each. */
function factsOf(type: RelationshipType, t: ReturnType<typeof useT>): string[] {
  const { from_kind, to_kind, from_name, to_name, mutual } = type
  const facts = [
    t('types.between', { from: t(`kind.${from_kind ?? 'any'}`), to: t(`kind.${to_kind ?? 'any'}`) }),
  ]
  if (type.only_one_from) facts.push(t('types.onlyOne', { role: from_name }))
  if (type.only_one_to && !mutual) facts.push(t('types.onlyOne', { role: to_name }))
  if (mutual && type.from_manages && type.to_manages) facts.push(t('types.actMutually'))
  else if (type.from_manages || type.from_buys)
    facts.push(t('types.acts', { role: from_name, other: to_name }))
  if ((type.to_manages || type.to_buys) && !mutual)
    facts.push(t('types.acts', { role: to_name, other: from_name }))
  return facts
}

function entriesOf(type: RelationshipType, t: ReturnType<typeof useT>, onEdit: () => void): MenuEntry[] {
  const { id, version, retired } = type
  const after = () => void invalidate('GET /relationship-types')
  const retire = () =>
    attempt(
      () =>
        call('PATCH /relationship-types/:id', {
          params: { id },
          ifMatch: version,
          body: { retired: !retired },
        }),
      t,
    ).then(after)
  const remove = async () => {
    const question = {
      title: t('types.delete', { name: nameOf(type) }),
      body: t('types.deleteBody'),
      action: t('delete'),
    }
    if (!(await confirm({ ...question, danger: true }))) return
    await attempt(() => call('DELETE /relationship-types/:id', { params: { id } }), t).then(after)
  }
  return [
    { id: 'edit', label: t('row.edit'), onSelect: onEdit },
    { id: 'retire', label: t(retired ? 'types.bringBack' : 'types.retire'), onSelect: () => void retire() },
    {
      id: 'delete',
      label: t('delete'),
      danger: true,
      reason: type.used ? t('types.used') : type.builtin ? t('types.builtin') : null,
      onSelect: () => void remove(),
    },
  ]
}
