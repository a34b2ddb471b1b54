import { parseBirthday } from '#lib/identifiers/birthday.ts'
import { languageFrom } from '#lib/identifiers/language.ts'
import { parseVat } from '#lib/identifiers/vat.ts'
import { parseWebsite } from '#lib/identifiers/website.ts'
import { collapse } from '#lib/text.ts'
import type { FieldError } from '#platform/errors.ts'
import type { CustomerChange, CustomerInput } from './contract.ts'
import { type Draft, emptyDraft } from './draft.ts'
import { fault } from './faults.ts'
import { readAddresses, readEmails, readPhones, readTags } from './validation-lists.ts'

/** What the reading of a customer depends on. */
export type Surroundings = {
  /** ISO 3166-1 alpha-2 of the workspace, for national phone and VAT numbers of customers without an address. */
  country: string | null
  /** YYYY-MM-DD */
  today: string
  /** 'possible' also takes phone numbers whose range libphonenumber does not know; for imports. */
  phones?: 'valid' | 'possible'
}

type Errors = FieldError[]

function readVat(text: string | null, hint: string | null, errors: Errors): string | null {
  const read = text === null ? null : parseVat(text, hint ?? undefined)
  if (!read) return null
  if (read.ok) return read.value
  if (read.code !== 'empty') errors.push(fault('/vat_number', `vat.${read.code}`))
  return null
}

function readBirthday(text: string | null, today: string, errors: Errors): string | null {
  const read = text === null ? null : parseBirthday(text, today)
  if (!read) return null
  if (read.ok) return read.value
  if (read.code !== 'empty') errors.push(fault('/birthday', `birthday.${read.code}`))
  return null
}

function readWebsite(text: string | null, errors: Errors): string | null {
  const read = text === null ? null : parseWebsite(text)
  if (!read) return null
  if (read.ok) return read.value
  if (read.code !== 'empty') errors.push(fault('/website', `website.${read.code}`))
  return null
}

function readLanguage(text: string | null, errors: Errors): string | null {
  if (!text) return null
  const code = languageFrom(text)
  if (!code) errors.push(fault('/language', 'language.unknown'))
  return code ?? null
}

const lines = ['name_prefix', 'first_name', 'last_name', 'name_suffix', 'company_name', 'job_title'] as const

/**
 * The fields that were given, in their stored form, and every fault in them. `present` is the customer as it is
 * now, whose address says how national numbers are meant.
 */
export function readFields(
  input: CustomerChange,
  around: Surroundings,
  present: Draft = emptyDraft as Draft,
): { values: Partial<Draft>; errors: FieldError[] } {
  const errors: Errors = []
  const values: Partial<Draft> = {}
  if (input.kind) values.kind = input.kind
  for (const name of lines) {
    const text = input[name]
    if (text !== undefined) values[name] = text === null ? null : collapse(text) || null
  }
  if (input.gender !== undefined) values.gender = input.gender
  if (input.group_id !== undefined) values.group_id = input.group_id
  if (input.addresses) values.addresses = readAddresses(input.addresses, errors)
  const addresses = values.addresses ?? present.addresses
  const country = (addresses.find((a) => a.is_primary) ?? addresses[0])?.country ?? around.country
  if (input.emails) values.emails = readEmails(input.emails, errors)
  if (input.phones) values.phones = readPhones(input.phones, country, around.phones ?? 'valid', errors)
  if (input.tags) values.tags = readTags(input.tags)
  if (input.birthday !== undefined) values.birthday = readBirthday(input.birthday, around.today, errors)
  if (input.language !== undefined) values.language = readLanguage(input.language, errors)
  if (input.website !== undefined) values.website = readWebsite(input.website, errors)
  if (input.vat_number !== undefined) values.vat_number = readVat(input.vat_number, country, errors)
  return { values, errors }
}

/** What the kind of customer requires. */
export function faultsOfWhole(draft: Draft): FieldError[] {
  if (draft.kind === 'organisation')
    return draft.company_name === null ? [fault('/company_name', 'company.required')] : []
  return draft.first_name === null && draft.last_name === null ? [fault('/last_name', 'name.required')] : []
}

/** A new customer in its stored form, with all faults at once. The draft is only of use without faults. */
export function validateCustomer(
  input: CustomerInput,
  around: Surroundings,
): { draft: Draft; errors: FieldError[] } {
  const { values, errors } = readFields(input, around)
  const draft: Draft = { ...emptyDraft, ...values }
  return { draft, errors: [...errors, ...faultsOfWhole(draft)] }
}
