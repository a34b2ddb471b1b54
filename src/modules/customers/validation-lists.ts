import { parseEmail } from '#lib/identifiers/email.ts'
import { parsePhone } from '#lib/identifiers/phone.ts'
import { collapse, fold } from '#lib/text.ts'
import type { FieldError } from '#platform/errors.ts'
import type { CustomerInput } from './contract.ts'
import type { DraftAddress, DraftEmail, DraftPhone } from './draft.ts'
import { readCountry } from './faults.ts'

type Errors = FieldError[]
type Inputs = { [L in 'emails' | 'phones' | 'addresses']: NonNullable<CustomerInput[L]> }

const messages: Record<string, string> = {
  'email.at': 'An e-mail address has an @ in it.',
  'email.several': 'Give one e-mail address per line.',
  'email.local': 'The part before the @ is not right.',
  'email.domain': 'The part after the @ is not a domain. Example: name@example.org',
  'email.long': 'An e-mail address has at most 254 characters, 64 of them before the @.',
  'email.empty': 'Give an e-mail address, or remove the line.',
  'email.duplicate': 'This address is there twice.',
  'phone.form': 'This is not a phone number.',
  'phone.country': 'Begin the number with its country code, such as +31.',
  'phone.short': 'This number is too short.',
  'phone.long': 'This number is too long.',
  'phone.invalid': 'No such phone number is in use; look for a typing error.',
  'phone.several': 'Give one phone number per line.',
  'phone.empty': 'Give a phone number, or remove the line.',
  'phone.duplicate': 'This number is there twice.',
  'primary.several': 'Only one can be the primary one.',
  'address.empty': 'Fill in the address, or remove it.',
}

const fault = (pointer: string, code: string): FieldError => ({ pointer, code, message: messages[code]! })

/** At most one entry is primary; without one the first becomes it. */
function settlePrimary(list: { is_primary: boolean }[], name: string, errors: Errors): void {
  const chosen = list.flatMap((entry, i) => (entry.is_primary ? [i] : []))
  if (chosen.length > 1) errors.push(fault(`/${name}/${chosen[1]}/primary`, 'primary.several'))
  if (chosen.length === 0 && list[0]) list[0].is_primary = true
}

export function readEmails(list: Inputs['emails'], errors: Errors): DraftEmail[] {
  const read: DraftEmail[] = []
  for (const [i, { address, label, primary }] of list.entries()) {
    const pointer = `/emails/${i}/address`
    const parsed = parseEmail(address)
    if (!parsed.ok) errors.push(fault(pointer, `email.${parsed.code}`))
    else if (read.some((e) => e.address_key === parsed.key)) errors.push(fault(pointer, 'email.duplicate'))
    else read.push({ address: parsed.value, address_key: parsed.key, label, is_primary: primary })
  }
  settlePrimary(read, 'emails', errors)
  return read
}

export function readPhones(
  list: Inputs['phones'],
  country: string | null,
  accept: 'valid' | 'possible',
  errors: Errors,
): DraftPhone[] {
  const read: DraftPhone[] = []
  for (const [i, { number, extension, label, primary }] of list.entries()) {
    const pointer = `/phones/${i}/number`
    const parsed = parsePhone(number, country ?? undefined)
    const e164 = parsed.ok ? parsed.e164 : accept === 'possible' ? parsed.possible : undefined
    if (!e164) errors.push(fault(pointer, `phone.${parsed.ok ? 'form' : parsed.code}`))
    else if (read.some((p) => p.number === e164)) errors.push(fault(pointer, 'phone.duplicate'))
    else {
      const ext = extension ?? (parsed.ok ? parsed.extension : undefined) ?? null
      read.push({ number: e164, extension: ext, label, is_primary: primary })
    }
  }
  settlePrimary(read, 'phones', errors)
  return read
}

const tidy = (text: string | null) => (text === null ? null : collapse(text) || null)

export function readAddresses(list: Inputs['addresses'], errors: Errors): DraftAddress[] {
  const read = list.map((a, i): DraftAddress => {
    const address = {
      label: a.label,
      street: tidy(a.street),
      extra: tidy(a.extra),
      postcode: tidy(a.postcode),
      city: tidy(a.city),
      region: tidy(a.region),
      country: readCountry(a.country, `/addresses/${i}/country`, errors),
      is_primary: a.primary,
      is_billing: a.billing,
      is_shipping: a.shipping,
    }
    const { street, extra, postcode, city, region } = address
    if (!(street || extra || postcode || city || region || a.country))
      errors.push(fault(`/addresses/${i}/street`, 'address.empty'))
    return address
  })
  settlePrimary(read, 'addresses', errors)
  return read
}

/** Tag names in the spelling first given; spellings that fold to the same are one tag. */
export function readTags(names: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const name of names) {
    const tidyName = collapse(name)
    const key = tagKey(tidyName)
    if (key && !byKey.has(key)) byKey.set(key, tidyName)
  }
  return [...byKey.values()]
}

/** The form under which tags are one: 'Café' and 'cafe'. */
export const tagKey = (name: string): string => fold(collapse(name))
