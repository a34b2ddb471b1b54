import type { StoredRecord } from '#modules/customers/queries.ts'
import { type Access, hides } from '#platform/access.ts'
import { type Card, emptyCard } from '#platform/formats/vcard-card.ts'

/** A customer with all its lists. */
export type WholeRow = Omit<StoredRecord, 'security_groups'>

/** A customer as an address card, without what is hidden from the reader. */
export function cardOf(access: Access, row: WholeRow): Card {
  const seen = <Value>(field: string, value: Value, hidden: Value): Value =>
    hides(access, `customers.${field}`) ? hidden : value
  return {
    ...emptyCard(),
    kind: row.kind,
    prefix: row.name_prefix ?? '',
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    suffix: row.name_suffix ?? '',
    company: row.company_name ?? '',
    jobTitle: seen('job_title', row.job_title ?? '', ''),
    emails: seen('email', row.emails, []).map(({ address, label, is_primary }) => ({
      value: address,
      label,
      primary: is_primary,
    })),
    phones: seen('phone', row.phones, []).map(({ number, label, is_primary }) => ({
      value: number,
      label,
      primary: is_primary,
    })),
    addresses: seen('address', row.addresses, []).map((a) => ({
      street: a.street ?? '',
      extra: a.extra ?? '',
      city: a.city ?? '',
      region: a.region ?? '',
      postcode: a.postcode ?? '',
      country: a.country ?? '',
      label: a.label,
      primary: a.is_primary,
    })),
    websites: seen('website', row.website, null) ? [{ value: row.website!, label: '', primary: true }] : [],
    birthday: seen('birthday', row.birthday ?? '', ''),
    gender: seen('gender', row.gender ?? '', ''),
    language: seen('language', row.language ?? '', ''),
    categories: seen('tags', row.tags ?? [], []).map((tag) => tag.name),
    uid: `urn:uuid:${row.id}`,
  }
}
