import { sortKey } from '#lib/text.ts'
import type { ImportOptions } from '../contract.ts'
import type { ImportRow } from '../reading/import-row.ts'
import { kindOf } from './new-customer.ts'

export type MatchRule = ImportOptions['match'][number]
export type MatchKey = { rule: MatchRule; key: string }

/** A name in a form that does not depend on the order of its words. */
export const nameKey = (sortName: string): string =>
  sortName.includes(' ') ? sortName.split(' ').sort().join(' ') : sortName

/** The name under which a row stands; '' when it gives none. */
export function nameKeyOf(row: ImportRow): string {
  const { first_name, last_name, company_name } = row.scalars
  return nameKey(kindOf(row) === 'organisation' ? sortKey(company_name) : sortKey(last_name, first_name))
}

export const addressKeysOf = (row: ImportRow): string[] =>
  row.emails.flatMap((entry) => (entry ? [entry.address_key] : []))

/**
 * What a row is recognised by under each rule. Rows that share a key may be the same customer and depend on the order
 * in which they are taken. A row without a name is not found by e-mail and name: families share an address.
 */
export function matchKeys(row: ImportRow, rules: readonly MatchRule[]): MatchKey[] {
  return rules.flatMap((rule): MatchKey[] => {
    if (rule === 'number') return row.number === null ? [] : [{ rule, key: `n ${row.number}` }]
    const addresses = addressKeysOf(row)
    if (rule === 'email') return addresses.map((address) => ({ rule, key: `e ${address}` }))
    const name = addresses.length > 0 ? nameKeyOf(row) : ''
    return name ? addresses.map((address) => ({ rule, key: `b ${address} ${name}` })) : []
  })
}
