import { NativeSelect, TextInput } from '@mantine/core'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'

type Kind = 'individual' | 'organisation'
export type NewCustomer = { kind: Kind; first: string; last: string; company: string; email: string }

/** What was typed in search of somebody, as the beginning of a new one. */
export function newCustomer(typed: string, kind: Kind): NewCustomer {
  const [first = '', ...rest] = typed.trim().split(/\s+/)
  const names =
    kind === 'individual'
      ? { first, last: rest.join(' '), company: '' }
      : { first: '', last: '', company: typed.trim() }
  return { kind, ...names, email: '' }
}

export const nameOf = ({ kind, first, last, company }: NewCustomer): string =>
  kind === 'individual' ? [first, last].filter(Boolean).join(' ') : company

export const bodyOf = (draft: NewCustomer) => ({
  kind: draft.kind,
  ...(draft.kind === 'individual'
    ? { first_name: draft.first.trim() || null, last_name: draft.last.trim() || null }
    : { company_name: draft.company.trim() || null }),
  ...(draft.email.trim() && { emails: [{ address: draft.email.trim() }] }),
})

type Props = {
  draft: NewCustomer
  onChange: (draft: NewCustomer) => void
  /** The kind that it must be; null: either. */
  kind: Kind | null
  errors: Record<string, string>
}

/** The least that makes a new customer, in the middle of something else. */
export function NewCustomerFields({ draft, onChange, kind, errors }: Props) {
  const t = useT('relationships')
  const set = (field: keyof NewCustomer) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...draft, [field]: event.currentTarget.value })
  const kinds = (['individual', 'organisation'] as const).map((value) => ({
    value,
    label: t(`kind.${value}`),
  }))
  return (
    <Fields columns={2}>
      {!kind && <NativeSelect label={t('new.kind')} value={draft.kind} data={kinds} onChange={set('kind')} />}
      {draft.kind === 'individual' ? (
        <>
          <TextInput
            label={t('new.first')}
            value={draft.first}
            maxLength={100}
            onChange={set('first')}
            error={errors['first_name']}
          />
          <TextInput
            label={t('new.last')}
            value={draft.last}
            maxLength={100}
            onChange={set('last')}
            error={errors['last_name']}
          />
        </>
      ) : (
        <TextInput
          label={t('new.company')}
          value={draft.company}
          maxLength={200}
          onChange={set('company')}
          error={errors['company_name']}
        />
      )}
      <TextInput
        type="email"
        label={t('new.email')}
        value={draft.email}
        maxLength={254}
        onChange={set('email')}
        error={errors['emails.0.address']}
      />
    </Fields>
  )
}
