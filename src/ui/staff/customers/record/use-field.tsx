import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { IconButton } from '../../../kit/button.tsx'
import { IconHistory } from '../../../kit/icons.ts'
import { InlineField, type InlineFieldProps } from '../../../kit/inline/inline-field.tsx'
import type { SaveHow } from '../../../kit/inline/use-inline-edit.ts'
import { useT } from '../../../kit/words.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { refusalOf } from './abilities.ts'
import { type Field, saveField, sentValue } from './save.ts'

/** What an InlineField of this record needs to show and save one of its fields. */
export function useField(customer: Customer, field: Field) {
  const t = useT('customers')
  return {
    label: t(`record.field.${field}`),
    readOnly: refusalOf(customer, 'edit', t),
    onSave: (value: unknown, how: SaveHow) => saveField(customer, field, value, how, t),
    tools: <FieldHistory field={field} label={t(`record.field.${field}`)} />,
  }
}

/** Leads from a field to its changes. */
export function FieldHistory({ field, label }: { field: string; label: string }) {
  const t = useT('customers')
  const navigate = useNavigate()
  const search = { tab: 'history', field: field === 'group_id' ? 'group' : field }
  return (
    <IconButton
      size="sm"
      label={t('history:field.history', { label })}
      onClick={() => void navigate({ to: '.', search: search as never })}
    >
      <IconHistory size={14} stroke={1.75} aria-hidden />
    </IconButton>
  )
}

export const isHidden = (customer: Customer, ...outputs: string[]) =>
  outputs.some((output) => customer.hidden_fields.includes(output))

type TextName = Extract<
  Field,
  | 'name_prefix'
  | 'first_name'
  | 'last_name'
  | 'name_suffix'
  | 'company_name'
  | 'job_title'
  | 'birthday'
  | 'gender'
  | 'language'
  | 'website'
  | 'vat_number'
>
type TextOptions = Partial<Pick<Extract<InlineFieldProps, { kind: 'select' }>, 'choices' | 'blank'>> & {
  kind?: 'text' | 'url'
  show?: (value: string) => ReactNode
  hint?: string
}

/** One plain value of the record, or nothing when it is hidden from the reader. */
export function TextField({
  customer,
  name,
  kind = 'text',
  choices,
  blank,
  show,
  hint,
}: { customer: Customer; name: TextName } & TextOptions) {
  const field = useField(customer, name)
  if (isHidden(customer, name)) return null
  const shared = {
    ...field,
    value: sentValue(customer, name) as string | null,
    show: show && ((value: string | null) => (value ? show(value) : null)),
    hint,
  }
  return choices ? (
    <InlineField {...shared} kind="select" choices={choices} blank={blank} />
  ) : (
    <InlineField {...shared} kind={kind} />
  )
}
