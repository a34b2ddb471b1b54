import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton } from '../../kit/menu.tsx'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { Loaded, SectionFrame } from '../settings/section-frame.tsx'
import { call, write } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import classes from './committees.module.css'
import { attempt, type RoleType, refreshOffices, useSending } from './use-committees.ts'

const FormDialog = late(async () => ({ default: (await import('./form-dialog.tsx')).FormDialog }))

/** The roles that individuals can have. */
export default function RoleTypesPage() {
  const t = useT('committees')
  const can = useCan()
  const query = useQuery(read('GET /role-types'))
  const [edited, setEdited] = useState<RoleType | 'new' | null>(null)
  const add = can('committees.full') && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setEdited('new')}
    >
      {t('roleType.add')}
    </Button>
  )
  const empty = {
    when: ({ items }: { items: RoleType[] }) => items.length === 0,
    title: t('roleTypes.empty'),
    hint: t('roleTypes.emptyHint'),
  }
  return (
    <SectionFrame id="roles" actions={add}>
      <Loaded query={query} empty={empty}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((type) => (
              <li key={type.id} className={classes.row}>
                <div className={classes.name}>
                  <strong>{type.name}</strong>
                </div>
                <div className={classes.badges}>
                  {type.retired && <Badge>{t('roleType.retired')}</Badge>}
                  <span className={classes.soft}>{t('roleType.current', { count: type.current })}</span>
                </div>
                {can('committees.full') && <TypeMenu type={type} onRename={() => setEdited(type)} />}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {edited && <NameDialog type={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SectionFrame>
  )
}

function TypeMenu({ type, onRename }: { type: RoleType; onRename: () => void }) {
  const t = useT('committees')
  const { id, name, version, retired } = type
  const retire = () =>
    attempt(
      () => write('PATCH /role-types/:id', { params: { id }, ifMatch: version, body: { retired: !retired } }),
      t('changed.toast', { name }),
      t,
    )
  const remove = async () => {
    try {
      await call('DELETE /role-types/:id', { params: { id } })
      toast({ text: t('deleted.toast', { name }), tone: 'success' })
    } catch (problem) {
      toast({ text: problemText(problem, t), tone: 'danger' })
    }
    await refreshOffices()
  }
  return (
    <MenuButton
      label={t('moreFor', { name })}
      size="sm"
      entries={() => [
        { id: 'rename', label: t('roleType.rename'), onSelect: onRename },
        {
          id: 'retire',
          label: t(retired ? 'roleType.giveAgain' : 'roleType.retire'),
          onSelect: () => void retire(),
        },
        { id: 'delete', label: t('delete'), danger: true, onSelect: () => void remove() },
      ]}
    />
  )
}

function NameDialog({ type, onClose }: { type: RoleType | null; onClose: () => void }) {
  const t = useT('committees')
  const [name, setName] = useState(type?.name ?? '')
  const { busy, errors, problem, send } = useSending()
  const submit = async () => {
    const body = { name: name.trim() }
    const work = type
      ? () => write('PATCH /role-types/:id', { params: { id: type.id }, ifMatch: type.version, body })
      : () => write('POST /role-types', { body })
    if (await send(work, t(type ? 'changed.toast' : 'added.toast', body))) onClose()
  }
  return (
    <FormDialog
      title={t(type ? 'roleType.rename' : 'roleType.add')}
      action={t('save')}
      busy={busy}
      problem={problem}
      reason={name.trim() ? null : t('committee.nameNeeded')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('field.name')}
        required
        data-autofocus
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={errors['name']}
      />
    </FormDialog>
  )
}
