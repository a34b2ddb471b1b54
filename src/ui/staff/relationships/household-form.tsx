import { NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import type { Customer } from '../shared/ui-module.ts'
import { CustomerPicker, type Picked } from './customer-picker.tsx'
import type { Household } from './relations.ts'
import { useSubmit } from './use-submit.ts'

const roles = ['head', 'partner', 'child', 'other'] as const
type Role = (typeof roles)[number]

const addressFields = ['street', 'extra', 'postcode', 'city', 'region', 'country'] as const

type Props = { customer: Customer; household?: Household; onClose: () => void }

/** Starts a household with the customer and somebody else, or edits its name and address. */
export default function HouseholdForm({ customer, household, onClose }: Props) {
  const t = useT('relationships')
  const own = customer.addresses.find(({ primary }) => primary)
  const [name, setName] = useState(
    household?.name ?? t('household.named', { name: capital(customer.last_name ?? customer.name) }),
  )
  const [address, setAddress] = useState<Record<string, string>>(() =>
    Object.fromEntries(addressFields.map((field) => [field, (household ?? own)?.[field] ?? ''])),
  )
  const [role, setRole] = useState<Role>('head')
  const [other, setOther] = useState<Picked | null>(null)
  const [otherRole, setOtherRole] = useState<Role>('partner')
  const { busy, errors, problem, send } = useSubmit(onClose)
  const body = {
    name: name.trim(),
    ...Object.fromEntries(addressFields.map((field) => [field, address[field]?.trim() || null])),
  }
  const members = [
    { customer_id: customer.id, role },
    ...(other ? [{ customer_id: other.id, role: otherRole }] : []),
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const work = () =>
      household
        ? write('PATCH /households/:id', { params: { id: household.id }, ifMatch: household.version, body })
        : write('POST /households', { body: { ...body, members } })
    void send(work, t('saved.toast', { name: body.name }))
  }
  const choices = roles.map((value) => ({ value, label: t(`role.${value}`) }))
  return (
    <Dialog open onClose={onClose} title={t(household ? 'household.edit' : 'household.add')}>
      <form onSubmit={submit} noValidate>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <TextInput
            label={t('household.name')}
            required
            data-autofocus
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errors['name']}
          />
          {!household && (
            <Fields columns={2}>
              <NativeSelect
                label={t('household.roleOf', { name: customer.name })}
                value={role}
                data={choices}
                onChange={(event) => setRole(event.currentTarget.value as Role)}
              />
              <span />
              <CustomerPicker
                label={t('household.with')}
                kind="individual"
                value={other}
                onChange={setOther}
                without={[customer.id]}
                error={errors['customer_id']}
              />
              <NativeSelect
                label={t('household.role')}
                value={otherRole}
                data={choices}
                onChange={(event) => setOtherRole(event.currentTarget.value as Role)}
              />
            </Fields>
          )}
          <Fields columns={2}>
            {addressFields.map((field) => (
              <TextInput
                key={field}
                label={t(`address.${field}`)}
                maxLength={field === 'country' ? 2 : 200}
                value={address[field] ?? ''}
                error={errors[field]}
                onChange={(event) => {
                  const { value } = event.currentTarget
                  setAddress((before) => ({
                    ...before,
                    [field]: field === 'country' ? value.toUpperCase() : value,
                  }))
                }}
              />
            ))}
          </Fields>
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            busy={busy}
            reason={name.trim() ? null : t('household.nameNeeded')}
          >
            {t('save')}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
