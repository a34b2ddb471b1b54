import { type Access, may } from '#platform/access.ts'
import type { CustomerRecord } from './contract.ts'
import type { Status } from './draft.ts'
import { mayStart, type Transition } from './lifecycle-rules.ts'

type Abilities = CustomerRecord['abilities']
type Ability = Abilities[string]

const allowed: Ability = { allowed: true, reason: null }
const refused = (reason: string): Ability => ({ allowed: false, reason })

/** Why an action on a customer of this status is refused, as a problem code; null when it is not. */
type Rule = { permission: string; refuses?: (status: Status) => string | null }

const unlessArchived = (status: Status) => (status === 'archived' ? 'customer.archived' : null)
const unlessPutAside = (status: Status) => (status === 'active' ? null : `customer.${status}`)
const onlyArchived = (status: Status) => (status === 'archived' ? null : 'customer.not_archived')
const when = (transition: Transition) => (status: Status) =>
  mayStart(transition, status) ? null : 'customer.status.not_allowed'

/** What can be done with a customer. `link` is to hang a new offer, order, contract, booking or ticket on it. */
const rules: Record<string, Rule> = {
  edit: { permission: 'customers.write', refuses: unlessArchived },
  deactivate: { permission: 'customers.write', refuses: when('deactivation') },
  activate: { permission: 'customers.write', refuses: when('activation') },
  archive: { permission: 'customers.write', refuses: when('archival') },
  restore: { permission: 'customers.write', refuses: when('restoration') },
  link: { permission: 'customers.write', refuses: unlessPutAside },
  set_security_groups: { permission: 'customers.full', refuses: unlessArchived },
  read_notes: { permission: 'notes.read' },
  add_note: { permission: 'notes.write' },
  read_tasks: { permission: 'tasks.read' },
  add_task: { permission: 'tasks.write', refuses: unlessArchived },
  export: { permission: 'customers.export' },
  delete: { permission: 'customers.delete', refuses: onlyArchived },
}

export const abilitiesOf = (access: Access, status: Status): Abilities =>
  Object.fromEntries(
    Object.entries(rules).map(([action, { permission, refuses }]) => {
      const reason = may(access, permission) ? (refuses?.(status) ?? null) : 'permission.missing'
      return [action, reason ? refused(reason) : allowed]
    }),
  )
