import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { FieldGroup, Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { HiddenCustomFields } from '../custom-fields/hidden-fields.tsx'
import { call } from '../shared/api.ts'
import { rightName } from './right-name.ts'
import type { SecurityGroup, SecurityGroups } from './security-groups-page.tsx'
import classes from './settings.module.css'
import { useSaving } from './use-saving.ts'

const levels = ['none', 'read', 'write', 'full'] as const
type Draft = Pick<SecurityGroup, 'name' | 'audience' | 'administrator' | 'areas' | 'rights' | 'hidden_fields'>
const blank: Draft = {
  name: '',
  audience: 'staff',
  administrator: false,
  areas: {},
  rights: [],
  hidden_fields: [],
}

type FormProps = {
  group: SecurityGroup | null
  catalogue: SecurityGroups['catalogue']
  onClose: () => void
  onSaved: () => Promise<unknown>
}

/** Who is in the group may do this: a level per area, special rights, and fields that stay hidden. */
export function SecurityGroupForm({ group, catalogue, onClose, onSaved }: FormProps) {
  const t = useT('settings')
  const [draft, setDraft] = useState<Draft>(() => {
    const { name, audience, administrator, areas, rights, hidden_fields } = group ?? blank
    return { name, audience, administrator, areas, rights, hidden_fields }
  })
  const { busy, errors, problem, send } = useSaving()
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const save = () =>
    group
      ? call('PATCH /security-groups/:id', { params: { id: group.id }, ifMatch: group.version, body: draft })
      : call('POST /security-groups', { body: draft })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await send(save, t('saved')))) return
    await onSaved()
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={group ? t('group.edit') : t('group.add')} width={640}>
      <form onSubmit={(event) => void submit(event)}>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <TextInput
            label={t('field.name')}
            required
            data-autofocus
            value={draft.name}
            error={errors['name']}
            onChange={(e) => change({ name: e.currentTarget.value })}
          />
          <NativeSelect
            label={t('group.audience')}
            description={t('group.audienceHint')}
            value={draft.audience}
            data={[
              { value: 'staff', label: t('group.staff') },
              { value: 'customer', label: t('group.customer') },
            ]}
            onChange={(e) => change({ audience: e.currentTarget.value as Draft['audience'] })}
          />
          {draft.audience === 'staff' && (
            <>
              <div className={classes.checks}>
                <label>
                  <input
                    type="checkbox"
                    checked={draft.administrator}
                    onChange={(e) => change({ administrator: e.currentTarget.checked })}
                  />
                  {t('group.administrator')}
                </label>
              </div>
              {!draft.administrator && <Rights draft={draft} catalogue={catalogue} change={change} />}
            </>
          )}
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}

type RightsProps = {
  draft: Draft
  catalogue: SecurityGroups['catalogue']
  change: (part: Partial<Draft>) => void
}

function Rights({ draft, catalogue, change }: RightsProps) {
  const t = useT('settings')
  const id = useId()
  const without = (list: string[], one: string) => list.filter((other) => other !== one)
  const toggled = (list: string[], one: string) => (list.includes(one) ? without(list, one) : [...list, one])
  return (
    <>
      <FieldGroup title={t('group.areas')}>
        <div className={classes.levels}>
          {catalogue.areas.map((area) => (
            <Level
              key={area}
              id={`${id}-${area}`}
              label={rightName(`area.${area}`)}
              value={draft.areas[area] ?? 'none'}
              onChange={(level) => change({ areas: { ...draft.areas, [area]: level } })}
            />
          ))}
        </div>
      </FieldGroup>
      <FieldGroup title={t('group.rights')}>
        <div className={classes.checks}>
          {catalogue.rights.map((right) => (
            <label key={right}>
              <input
                type="checkbox"
                checked={draft.rights.includes(right)}
                onChange={() => change({ rights: toggled(draft.rights, right) })}
              />
              {rightName(`right.${right}`)}
            </label>
          ))}
        </div>
      </FieldGroup>
      <FieldGroup title={t('group.hidden')} hint={t('group.hiddenHint')}>
        <div className={classes.checks}>
          {catalogue.hideable_fields.map((field) => (
            <label key={field}>
              <input
                type="checkbox"
                checked={draft.hidden_fields.includes(field)}
                onChange={() => change({ hidden_fields: toggled(draft.hidden_fields, field) })}
              />
              {rightName(`hidden.${field}`)}
            </label>
          ))}
        </div>
        {catalogue.custom_fields.length > 0 && (
          <HiddenCustomFields
            fields={catalogue.custom_fields}
            hidden={draft.hidden_fields}
            onChange={(hidden_fields) => change({ hidden_fields })}
          />
        )}
      </FieldGroup>
    </>
  )
}

type LevelProps = {
  id: string
  label: string
  value: (typeof levels)[number]
  onChange: (level: (typeof levels)[number]) => void
}

function Level({ id, label, value, onChange }: LevelProps) {
  const t = useT('settings')
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <NativeSelect
        id={id}
        value={value}
        data={levels.map((level) => ({ value: level, label: t(`level.${level}`) }))}
        onChange={(e) => onChange(e.currentTarget.value as (typeof levels)[number])}
      />
    </>
  )
}
