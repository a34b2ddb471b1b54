import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { isCurrency } from '#lib/money.ts'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { FieldGroup, Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { useSaving } from '../settings/use-saving.ts'
import { call } from '../shared/api.ts'
import { useMe } from '../shared/session.ts'
import { ChoicesEditor, newChoice } from './choices-editor.tsx'
import { type CustomField, type FieldType, fieldTypes, refreshFields } from './custom-field.ts'
import {
  bodyOf,
  draftOf,
  type FieldDraft,
  hasChoices,
  previewOf,
  relabelled,
  retyped,
  settled,
} from './field-draft.ts'
import { longestKey } from './field-key.ts'
import { CustomValueInput } from './value-input.tsx'

type DialogProps = {
  target: string
  /** Null makes a new one. */
  field: CustomField | null
  /** Keys that fields of this target have or had. */
  taken: ReadonlySet<string>
  onClose: () => void
}

/** Defines a field, or changes one: what it is called, what it takes, whether it is needed, and who sees it. */
export default function FieldDialog({ target, field, taken, onClose }: DialogProps) {
  const t = useT('custom-fields')
  const { workspace } = useMe()
  const [draft, setDraft] = useState(() => draftOf(field, workspace.currency))
  const { busy, errors, problem, send } = useSaving()
  const change = (part: Partial<FieldDraft>) => setDraft((before) => ({ ...before, ...part }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const sent = settled(draft)
    setDraft(sent)
    const body = bodyOf(sent)
    const save = () =>
      field
        ? call('PATCH /custom-fields/:id', { params: { id: field.id }, ifMatch: field.version, body })
        : call('POST /custom-fields', { body: { target, type: sent.type, ...currencyOf(sent), ...body } })
    if (!(await send(save, t(field ? 'saved' : 'added', { label: sent.label })))) return
    await refreshFields()
    onClose()
  }
  const parts = { draft, change, errors }
  return (
    <Dialog
      open
      onClose={onClose}
      title={field ? t('edit.title', { label: field.label }) : t('add.title')}
      width={640}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <Fields columns={2}>
            <TextInput
              label={t('field.label')}
              description={t('field.label.hint')}
              required
              data-autofocus
              maxLength={100}
              autoComplete="off"
              value={draft.label}
              error={errors['label']}
              onChange={(event) => {
                const label = event.currentTarget.value
                setDraft((before) => relabelled(before, label, taken))
              }}
            />
            <TextInput
              label={t('field.key')}
              description={t(field ? 'field.key.changeHint' : 'field.key.hint')}
              required
              maxLength={longestKey}
              autoComplete="off"
              spellCheck={false}
              value={draft.key}
              error={errors['key']}
              onChange={(event) => change({ key: event.currentTarget.value, ownKey: true })}
            />
          </Fields>
          <TypeChoice {...parts} fixed={field !== null} />
          {hasChoices(draft.type) && (
            <ChoicesEditor
              choices={draft.choices}
              onChange={(choices) => change({ choices })}
              errorOf={(at) => errors[`choices.${at}.label`] ?? (at === 0 ? errors['choices'] : undefined)}
            />
          )}
          <Textarea
            label={t('field.help')}
            description={t('field.help.hint')}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={500}
            value={draft.help}
            error={errors['help']}
            onChange={(event) => change({ help: event.currentTarget.value })}
          />
          <Filling {...parts} />
          <Protection {...parts} />
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t(field ? 'save' : 'add')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}

type PartProps = {
  draft: FieldDraft
  change: (part: Partial<FieldDraft>) => void
  errors: Record<string, string>
}

const currencyOf = ({ type, currency }: FieldDraft) => (type === 'money' ? { currency } : {})

/** What it holds. It stays once there is a field: values of one type are no values of another. */
function TypeChoice({ draft, change, errors, fixed }: PartProps & { fixed: boolean }) {
  const t = useT('custom-fields')
  return (
    <Fields columns={draft.type === 'money' ? 2 : 1}>
      <NativeSelect
        label={t('field.type')}
        description={fixed ? t('field.type.fixed') : t(`type.${draft.type}.hint`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        disabled={fixed}
        value={draft.type}
        error={errors['type']}
        data={fieldTypes.map((type) => ({ value: type, label: t(`type.${type}`) }))}
        onChange={(event) => {
          const next = retyped(draft, event.currentTarget.value as FieldType)
          change(
            hasChoices(next.type) && next.choices.length === 0 ? { ...next, choices: [newChoice()] } : next,
          )
        }}
      />
      {draft.type === 'money' && (
        <TextInput
          label={t('field.currency')}
          description={t('field.currency.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          maxLength={3}
          autoComplete="off"
          disabled={fixed}
          value={draft.currency}
          error={errors['currency']}
          onChange={(event) => change({ currency: event.currentTarget.value.toUpperCase() })}
        />
      )}
    </Fields>
  )
}

/** A new choice can be the default once it is saved, and a currency once it is whole. */
const takesDefault = ({ type, choices, currency }: FieldDraft) =>
  type === 'money'
    ? isCurrency(currency)
    : type !== 'customer' && (!hasChoices(type) || choices.some(({ id }) => id !== null))

function Filling({ draft, change, errors }: PartProps) {
  const t = useT('custom-fields')
  const preview = previewOf(draft)
  return (
    <FieldGroup title={t('group.filling')}>
      <Checkbox
        label={t('field.required')}
        description={t('field.required.hint')}
        checked={draft.required}
        onChange={(event) => change({ required: event.currentTarget.checked })}
      />
      {takesDefault(draft) && (
        <CustomValueInput
          key={`${draft.type} ${draft.currency}`}
          field={{ ...preview, label: t('field.default'), help: t('field.default.hint') }}
          value={draft.default_value}
          error={errors['default_value']}
          onChange={(default_value) => change({ default_value })}
        />
      )}
    </FieldGroup>
  )
}

const kinds = ['text', 'name', 'email', 'phone', 'address', 'birthday', 'identifier', 'plain'] as const

function Protection({ draft, change, errors }: PartProps) {
  const t = useT('custom-fields')
  const levels = (side: 'read' | 'write') =>
    (['everyone', 'full'] as const).map((value) => ({ value, label: t(`level.${side}.${value}`) }))
  return (
    <FieldGroup title={t('group.protection')}>
      <NativeSelect
        label={t('field.personal')}
        description={t(draft.personal === 'plain' ? 'field.personal.plainHint' : 'field.personal.hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.personal}
        error={errors['personal']}
        data={kinds.map((kind) => ({ value: kind, label: t(`personal.${kind}`) }))}
        onChange={(event) => change({ personal: event.currentTarget.value as FieldDraft['personal'] })}
      />
      <Fields columns={2}>
        <NativeSelect
          label={t('field.read')}
          value={draft.read_level}
          error={errors['read_level']}
          data={levels('read')}
          onChange={(event) => {
            const read_level = event.currentTarget.value as FieldDraft['read_level']
            // Who may not see it cannot fill it in either.
            change({ read_level, ...(read_level === 'full' && { write_level: 'full' }) })
          }}
        />
        <NativeSelect
          label={t('field.write')}
          value={draft.write_level}
          error={errors['write_level']}
          data={levels('write').filter(({ value }) => draft.read_level === 'everyone' || value === 'full')}
          onChange={(event) =>
            change({ write_level: event.currentTarget.value as FieldDraft['write_level'] })
          }
        />
      </Fields>
    </FieldGroup>
  )
}
