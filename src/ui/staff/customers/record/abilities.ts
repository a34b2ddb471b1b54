import type { Translate } from '../../../kit/words.ts'
import type { Customer } from '../../shared/ui-module.ts'

const known = new Set([
  'permission.missing',
  'customer.archived',
  'customer.inactive',
  'customer.status.not_allowed',
  'customer.not_archived',
])

/** Why the reader cannot do something with this customer, as a sentence; null when it can be done. */
export function refusalOf(customer: Customer, action: string, t: Translate): string | null {
  const ability = customer.abilities[action]
  if (!ability || ability.allowed) return null
  return t(
    `record.reason.${ability.reason && known.has(ability.reason) ? ability.reason : 'customer.status.not_allowed'}`,
  )
}
