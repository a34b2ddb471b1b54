import { TagsInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Fields } from '../../../kit/field.tsx'
import { useT } from '../../../kit/words.ts'
import { useCustomFields } from '../../custom-fields/custom-field.ts'
import { CustomFormFields } from '../../custom-fields/form-fields.tsx'
import { read } from '../../shared/queries.ts'
import { useGroups, useLanguages } from '../record/choices.ts'
import { Choose, type FormProps, Line, List, Section } from './form-parts.tsx'

/** What the customer is called. */
export function WhoSection(props: FormProps) {
  const t = useT('customers')
  const { draft, hides } = props
  const person = draft.kind === 'individual'
  return (
    <Section title={t('add.section.who')}>
      {person ? (
        <Fields columns={2}>
          <Line {...props} name="first_name" focus />
          <Line {...props} name="last_name" required hint={t('add.nameHint')} />
          <Line {...props} name="company_name" />
          {!hides('job_title') && <Line {...props} name="job_title" />}
        </Fields>
      ) : (
        <Fields columns={2}>
          <Line {...props} name="company_name" required focus />
          {!hides('vat_number') && <Line {...props} name="vat_number" hint={t('record.hint.vat_number')} />}
        </Fields>
      )}
    </Section>
  )
}

export function ContactSection(props: FormProps) {
  const t = useT('customers')
  const { hides } = props
  if (hides('emails') && hides('phones')) return null
  return (
    <Section title={t('add.section.contact')}>
      <Fields columns={2}>
        {!hides('emails') && <List {...props} list="emails" />}
        {!hides('phones') && <List {...props} list="phones" />}
      </Fields>
    </Section>
  )
}

export function AddressSection(props: FormProps) {
  const t = useT('customers')
  if (props.hides('addresses')) return null
  return (
    <Section title={t('add.section.address')}>
      <List {...props} list="addresses" headed />
    </Section>
  )
}

const genders = ['female', 'male', 'other'] as const

export function MoreSection(props: FormProps) {
  const t = useT('customers')
  const { draft, hides } = props
  const person = draft.kind === 'individual'
  const languages = useLanguages()
  const groups = useGroups()
  const gender = genders.map((value) => ({ value, label: t(`record.gender.${value}`) }))
  return (
    <Section title={t('add.section.more')}>
      <Fields columns={2}>
        {person && <Line {...props} name="name_prefix" />}
        {person && <Line {...props} name="name_suffix" />}
        {person && !hides('birthday') && <Line {...props} name="birthday" hint={t('record.hint.birthday')} />}
        {person && !hides('gender') && (
          <Choose {...props} name="gender" choices={gender} blank={t('record.unknown')} />
        )}
        {!hides('language') && (
          <Choose {...props} name="language" choices={languages} blank={t('record.unknown')} />
        )}
        {!hides('website') && <Line {...props} name="website" />}
        {person && !hides('vat_number') && (
          <Line {...props} name="vat_number" hint={t('record.hint.vat_number')} />
        )}
        {!hides('group') && (
          <Choose {...props} name="group_id" choices={groups} blank={t('record.noGroup')} />
        )}
      </Fields>
      {!hides('tags') && <Tags {...props} />}
    </Section>
  )
}

/** What the workspace asks beyond what everybody does. */
export function CustomSection({ draft, errors, set }: FormProps) {
  const t = useT('custom-fields')
  const fields = useCustomFields('customer')
  if (!fields.some(({ writable }) => writable)) return null
  return (
    <Section title={t('form.title')}>
      <CustomFormFields
        isNew
        fields={fields}
        values={draft.custom}
        errors={errors}
        onChange={(key, value) => set({ custom: { ...draft.custom, [key]: value } })}
      />
    </Section>
  )
}

function Tags({ draft, errors, set }: FormProps) {
  const t = useT('customers')
  const [typed, setTyped] = useState('')
  const { data } = useQuery({
    ...read('GET /tags', { query: { q: typed.trim() || undefined, limit: 12 } }),
    placeholderData: keepPreviousData,
  })
  return (
    <TagsInput
      label={t('record.field.tags')}
      description={t('add.tagsHint')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={data?.items.map((tag) => tag.name) ?? []}
      value={draft.tags}
      searchValue={typed}
      maxLength={60}
      error={errors['tags']}
      onSearchChange={setTyped}
      onChange={(tags) => set({ tags })}
      isDuplicate={(tag, tags) =>
        tags.some((one) => one.toLocaleLowerCase() === tag.trim().toLocaleLowerCase())
      }
    />
  )
}
