import { useFormats } from '../../../kit/format.ts'
import { useT } from '../../../kit/words.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { Card, FieldGrid } from './card.tsx'
import { useLanguages } from './choices.ts'
import { ListField } from './lists/list-field.tsx'
import { ShownAddresses, ShownEmails, ShownPhones } from './lists/shown.tsx'
import classes from './overview.module.css'
import { isHidden, TextField } from './use-field.tsx'
import { ageOn, birthdayText, siteText, vatCountry } from './values.ts'

type Props = { customer: Customer }
const genders = ['female', 'male', 'other'] as const

const Website = ({ customer }: Props) => (
  <TextField
    customer={customer}
    name="website"
    kind="url"
    show={(url) => (
      <a href={url} target="_blank" rel="noopener noreferrer">
        {siteText(url)}
      </a>
    )}
  />
)

function Language({ customer }: Props) {
  const t = useT('customers')
  const f = useFormats()
  return (
    <TextField
      customer={customer}
      name="language"
      choices={useLanguages()}
      blank={t('record.unknown')}
      show={f.language}
    />
  )
}

function VatNumber({ customer }: Props) {
  const t = useT('customers')
  const f = useFormats()
  return (
    <TextField
      customer={customer}
      name="vat_number"
      hint={t('record.hint.vat_number')}
      show={(vat) => (
        <span className={classes.vat}>
          {vat}
          <span className={classes.soft}>{f.country(vatCountry(vat) ?? '')}</span>
        </span>
      )}
    />
  )
}

/** The names of a person; of an organisation only where somebody filled them in, so that nothing is out of sight. */
function PersonNames({ customer }: Props) {
  const names = ['first_name', 'last_name', 'name_prefix', 'name_suffix'] as const
  const shown = customer.kind === 'individual' ? names : names.filter((name) => customer[name])
  return shown.map((name) => <TextField key={name} customer={customer} name={name} />)
}

export function IdentityFields({ customer }: Props) {
  const t = useT('customers')
  const f = useFormats()
  const person = customer.kind === 'individual'
  const today = new Date().toISOString().slice(0, 10)
  return (
    <Card title={t('record.group.identity')}>
      <FieldGrid>
        {!person && <TextField customer={customer} name="company_name" />}
        <PersonNames customer={customer} />
        {(person || customer.birthday) && (
          <TextField
            customer={customer}
            name="birthday"
            hint={t('record.hint.birthday')}
            show={(day) => {
              const age = ageOn(day, today)
              return (
                <>
                  {birthdayText(day, f)}
                  {age !== null && <span className={classes.soft}> · {t('record.age', { count: age })}</span>}
                </>
              )
            }}
          />
        )}
        {(person || customer.gender) && (
          <TextField
            customer={customer}
            name="gender"
            choices={genders.map((value) => ({ value, label: t(`record.gender.${value}`) }))}
            blank={t('record.unknown')}
          />
        )}
        <Language customer={customer} />
        {!person && <Website customer={customer} />}
        {!person && <VatNumber customer={customer} />}
      </FieldGrid>
    </Card>
  )
}

export function ContactFields({ customer }: Props) {
  const t = useT('customers')
  if (isHidden(customer, 'emails') && isHidden(customer, 'phones')) return null
  return (
    <Card title={t('record.group.contact')}>
      <FieldGrid>
        <ListField customer={customer} list="emails" show={(entries) => <ShownEmails entries={entries} />} />
        <ListField customer={customer} list="phones" show={(entries) => <ShownPhones entries={entries} />} />
      </FieldGrid>
    </Card>
  )
}

export function AddressFields({ customer }: Props) {
  const t = useT('customers')
  if (isHidden(customer, 'addresses')) return null
  return (
    <Card title={t('record.group.addresses')}>
      <div className={classes.addresses}>
        <ListField
          customer={customer}
          list="addresses"
          show={(entries) => <ShownAddresses entries={entries} />}
        />
      </div>
    </Card>
  )
}

/** Where a person works; what is an organisation's own stands under its identity. */
export function CompanyFields({ customer }: Props) {
  const t = useT('customers')
  const person = customer.kind === 'individual'
  const names = ['company_name', 'job_title', 'vat_number', 'website'] as const
  if (!person && !customer.job_title) return null
  if (names.every((name) => isHidden(customer, name))) return null
  return (
    <Card title={t('record.group.company')}>
      <FieldGrid>
        {person && <TextField customer={customer} name="company_name" />}
        <TextField customer={customer} name="job_title" />
        {person && <VatNumber customer={customer} />}
        {person && <Website customer={customer} />}
      </FieldGrid>
    </Card>
  )
}
