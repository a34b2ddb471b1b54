import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { useSaving } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import { invalidate } from '../shared/queries.ts'
import type { RelationshipType } from './relations.ts'
import classes from './relationships.module.css'
import { RightsFields } from './rights-fields.tsx'

const categories = ['family', 'work', 'other'] as const
const kinds = ['any', 'individual', 'organisation'] as const

const blank = {
  category: 'other' as RelationshipType['category'],
  from_name: '',
  to_name: '',
  mutual: false,
  from_kind: null as RelationshipType['from_kind'],
  to_kind: null as RelationshipType['to_kind'],
  only_one_from: false,
  only_one_to: false,
  acyclic: false,
  from_manages: false,
  from_buys: false,
  to_manages: false,
  to_buys: false,
}
type Draft = typeof blank

const draftOf = (type: RelationshipType | null): Draft =>
  type
    ? (Object.fromEntries(Object.keys(blank).map((name) => [name, type[name as keyof Draft]])) as Draft)
    : blank

/** Adds a type of relationship, or edits one. What a side may be stays as it is once the type is used. */
export default function TypeDialog({
  type,
  onClose,
}: {
  type: RelationshipType | null
  onClose: () => void
}) {
  const t = useT('relationships')
  const [draft, setDraft] = useState(() => draftOf(type))
  const { busy, errors, problem, send } = useSaving()
  const put = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const fixed = type?.used ?? false
  const { mutual } = draft
  const [from, to] = [draft.from_name || t('types.first'), draft.to_name || t('types.second')]
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const body = mutual ? { ...draft, to_name: draft.from_name, to_kind: draft.from_kind } : draft
    const work = () =>
      type
        ? call('PATCH /relationship-types/:id', { params: { id: type.id }, ifMatch: type.version, body })
        : call('POST /relationship-types', { body })
    if (!(await send(work, t('saved.toast', { name: draft.from_name })))) return
    await invalidate('GET /relationship-types')
    onClose()
  }
  const kindSelect = (side: 'from_kind' | 'to_kind', label: string) => (
    <NativeSelect
      label={label}
      disabled={fixed}
      value={draft[side] ?? 'any'}
      data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      error={errors[side]}
      onChange={({ currentTarget: { value } }) =>
        put({ [side]: value === 'any' ? null : (value as RelationshipType['from_kind']) })
      }
    />
  )
  const check = (
    field: 'mutual' | 'only_one_from' | 'only_one_to' | 'acyclic',
    label: string,
    off = false,
  ) => (
    <label className={classes.check}>
      <input
        type="checkbox"
        disabled={off}
        checked={draft[field]}
        onChange={(event) => put({ [field]: event.currentTarget.checked })}
      />
      {label}
    </label>
  )
  return (
    <Dialog open onClose={onClose} title={t(type ? 'types.edit' : 'types.add')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          {fixed && <Notice>{t('types.fixed')}</Notice>}
          {check('mutual', t('types.mutual'), fixed)}
          <Fields columns={2}>
            <TextInput
              label={t(mutual ? 'types.name' : 'types.fromName')}
              description={t('types.fromHint')}
              required
              data-autofocus
              maxLength={60}
              value={draft.from_name}
              error={errors['from_name'] ?? errors['name']}
              onChange={(event) => put({ from_name: event.currentTarget.value })}
            />
            {mutual ? (
              kindSelect('from_kind', t('types.kind'))
            ) : (
              <TextInput
                label={t('types.toName')}
                description={t('types.toHint')}
                required
                maxLength={60}
                value={draft.to_name}
                error={errors['to_name']}
                onChange={(event) => put({ to_name: event.currentTarget.value })}
              />
            )}
            {!mutual && kindSelect('from_kind', t('types.kindOf', { role: from }))}
            {!mutual && kindSelect('to_kind', t('types.kindOf', { role: to }))}
            <NativeSelect
              label={t('types.category')}
              value={draft.category}
              data={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
              onChange={({ currentTarget: { value } }) => put({ category: value as Draft['category'] })}
            />
          </Fields>
          <fieldset className={classes.checks}>
            <legend>{t('types.rules')}</legend>
            {check('only_one_from', t('types.onlyOne', { role: from }))}
            {!mutual && check('only_one_to', t('types.onlyOne', { role: to }))}
            {!mutual && check('acyclic', t('types.acyclic'))}
          </fieldset>
          <RightsFields
            draft={draft}
            names={mutual ? [t('types.first'), t('types.second')] : [from, to]}
            onChange={(right, given) => put({ [right]: given })}
          />
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
