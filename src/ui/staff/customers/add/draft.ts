import type { Args } from '../../shared/api.ts'
import { added, cleaned, type Entries } from '../record/lists/entries.ts'

export type NewCustomer = Args<'POST /customers'>['body'] & object

export const lineNames = [
  'name_prefix',
  'first_name',
  'last_name',
  'name_suffix',
  'company_name',
  'job_title',
  'birthday',
  'gender',
  'language',
  'website',
  'vat_number',
  'group_id',
] as const
export type LineName = (typeof lineNames)[number]

/** What is being typed; a line that is not filled in is empty text. */
export type Draft = { kind: 'individual' | 'organisation' } & Record<LineName, string> & {
    emails: Entries['emails'][]
    phones: Entries['phones'][]
    addresses: Entries['addresses'][]
    tags: string[]
    /** By key: what was filled in, and null for a default that was taken away. */
    custom: Record<string, unknown>
  }

/** One line for an e-mail address and one for a phone stand ready. */
export const emptyDraft = (kind: Draft['kind'] = 'individual'): Draft => ({
  kind,
  ...(Object.fromEntries(lineNames.map((name) => [name, ''])) as Record<LineName, string>),
  emails: added('emails', []),
  phones: added('phones', []),
  addresses: [],
  tags: [],
  custom: {},
})

/** The draft as the form shows it after a try: without blank entries in between, so that faults point at their places. */
export function settled(draft: Draft): Draft {
  const emails = cleaned(draft.emails)
  const phones = cleaned(draft.phones)
  return {
    ...draft,
    emails: emails.length > 0 ? emails : added('emails', []),
    phones: phones.length > 0 ? phones : added('phones', []),
    addresses: cleaned(draft.addresses),
  }
}

/** What is sent: only what was filled in. */
export function bodyOf(draft: Draft): NewCustomer {
  const lines = lineNames.flatMap((name) => (draft[name].trim() ? [[name, draft[name].trim()]] : []))
  const lists = (['emails', 'phones', 'addresses'] as const).flatMap((name) => {
    const entries = cleaned<Entries[typeof name]>(draft[name])
    return entries.length > 0 ? [[name, entries]] : []
  })
  return {
    kind: draft.kind,
    ...Object.fromEntries(lines),
    ...Object.fromEntries(lists),
    ...(draft.tags.length > 0 && { tags: draft.tags }),
    ...(Object.keys(draft.custom).length > 0 && { custom: draft.custom }),
  }
}

/** Whether anything would be lost. */
export const isTouched = (draft: Draft): boolean => Object.keys(bodyOf(draft)).length > 1

export type Entered = NonNullable<Args<'POST /customers/matches'>['body']>

/** What speaks for an existing customer; null while there is too little to look for. */
export function enteredIn(draft: Draft): Entered | null {
  const first = (list: readonly string[]) => list.map((text) => text.trim()).find((text) => text.length > 2)
  const entered: Entered = {}
  const put = (name: keyof Entered, value: string | undefined) => {
    if (value && value.length > 1) entered[name] = value
  }
  put('first_name', draft.first_name.trim())
  put('last_name', draft.last_name.trim())
  put('company_name', draft.company_name.trim())
  put('email', first(draft.emails.map((entry) => entry.address)))
  put('phone', first(draft.phones.map((entry) => entry.number)))
  put('vat_number', draft.vat_number.trim())
  const strong = Object.keys(entered).length > 0
  put('birthday', draft.birthday.trim())
  put('postcode', first(draft.addresses.map((entry) => entry.postcode ?? '')))
  return strong ? entered : null
}
