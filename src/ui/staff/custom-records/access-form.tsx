import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { Loaded } from '../settings/section-frame.tsx'
import settings from '../settings/settings.module.css'
import { useSaving } from '../settings/use-saving.ts'
import { call, type Result } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import { type RecordType, refreshTypes } from './record-types.ts'
import classes from './types.module.css'

type Access = Result<'GET /custom-record-types/:id/access'>
type Group = Access['groups'][number]
const levels = ['none', 'read', 'write', 'full'] as const

/** Who may see and change the records of a type. */
export function AccessForm({ type }: { type: RecordType }) {
  const query = useQuery(read('GET /custom-record-types/:id/access', { params: { id: type.id } }))
  return <Loaded query={query}>{(access) => <Form type={type} access={access} />}</Loaded>
}

function Form({ type, access }: { type: RecordType; access: Access }) {
  const t = useT('custom-records')
  const name = useId()
  const mayChange = useCan()('users.full')
  const [restricted, setRestricted] = useState(access.restricted)
  const [levelOf, setLevelOf] = useState(() => new Map(access.groups.map(({ id, level }) => [id, level])))
  const { busy, problem, send } = useSaving()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const groups = access.groups
      .filter(({ administrator }) => !administrator)
      .map(({ id }) => ({ id, level: restricted ? (levelOf.get(id) ?? 'none') : 'none' }))
    const body = { restricted, groups }
    await send(
      () => call('PUT /custom-record-types/:id/access', { params: { id: type.id }, body }),
      t('access.saved'),
    )
    await refreshTypes()
  }
  const choice = (value: boolean, label: string, hint: string) => (
    <label className={classes.choice}>
      <input
        type="radio"
        name={name}
        checked={restricted === value}
        disabled={!mayChange}
        onChange={() => setRestricted(value)}
      />
      <span>
        {label}
        <small>{hint}</small>
      </span>
    </label>
  )
  return (
    <form className={settings.form} onSubmit={(event) => void submit(event)}>
      {problem && <Notice tone="danger">{problem}</Notice>}
      <fieldset className={classes.choices}>
        <legend className="visually-hidden">{t('access')}</legend>
        {choice(false, t('access.all'), t('access.allHint'))}
        {choice(true, t('access.some'), t('access.someHint'))}
      </fieldset>
      {restricted && (
        <div className={settings.levels}>
          {access.groups.map((group) => (
            <GroupLevel
              key={group.id}
              group={group}
              level={levelOf.get(group.id) ?? 'none'}
              disabled={!mayChange}
              onChange={(level) => setLevelOf((before) => new Map(before).set(group.id, level))}
            />
          ))}
        </div>
      )}
      {mayChange && (
        <div>
          <Button type="submit" look="primary" busy={busy}>
            {t('save')}
          </Button>
        </div>
      )}
    </form>
  )
}

type LevelProps = {
  group: Group
  level: Group['level']
  disabled: boolean
  onChange: (level: Group['level']) => void
}

function GroupLevel({ group, level, disabled, onChange }: LevelProps) {
  const t = useT('custom-records')
  const id = useId()
  const beyond = levels.indexOf(level) > levels.indexOf(group.area)
  return (
    <>
      <label htmlFor={id}>{group.name}</label>
      <NativeSelect
        id={id}
        value={group.administrator ? 'full' : level}
        disabled={disabled || group.administrator}
        description={
          group.administrator
            ? t('access.administrator')
            : beyond
              ? t('access.beyond', { level: t(`level.${group.area}`) })
              : undefined
        }
        inputWrapperOrder={['input', 'description']}
        data={levels.map((one) => ({ value: one, label: t(`level.${one}`) }))}
        onChange={(event) => onChange(event.currentTarget.value as Group['level'])}
      />
    </>
  )
}
