import { type Access, hides } from '#platform/access.ts'
import { AppError } from '#platform/errors.ts'
import type { CustomerFilter, CustomerRecord, CustomerRow } from './contract.ts'

type Output = keyof CustomerRecord
type Hideable = {
  /** What is blanked in every answer. */
  outputs: readonly Output[]
  inputs: readonly string[]
  filters?: readonly (keyof CustomerFilter & string)[]
  sorts?: readonly string[]
}

/** What a security group can hide, and all that goes with it. */
const hideable: Readonly<Record<string, Hideable>> = {
  'customers.email': {
    outputs: ['email', 'emails'],
    inputs: ['emails'],
    filters: ['email'],
    sorts: ['email'],
  },
  'customers.phone': { outputs: ['phone', 'phones'], inputs: ['phones'], filters: ['phone'] },
  'customers.address': {
    outputs: ['city', 'country', 'addresses'],
    inputs: ['addresses'],
    filters: ['country'],
    sorts: ['country'],
  },
  'customers.birthday': { outputs: ['birthday'], inputs: ['birthday'] },
  'customers.gender': { outputs: ['gender'], inputs: ['gender'] },
  'customers.language': { outputs: ['language'], inputs: ['language'] },
  'customers.job_title': { outputs: ['job_title'], inputs: ['job_title'] },
  'customers.website': { outputs: ['website'], inputs: ['website'] },
  'customers.vat_number': {
    outputs: ['vat_number'],
    inputs: ['vat_number'],
    filters: ['vat_number'],
    sorts: ['vat_number'],
  },
  'customers.group': { outputs: ['group'], inputs: ['group_id'], filters: ['group'] },
  'customers.tags': { outputs: ['tags'], inputs: ['tags'], filters: ['tag'] },
  'customers.photo': { outputs: ['photo_url'], inputs: ['photo'] },
}

export const hideableFields = Object.keys(hideable)

const hiddenOf = (access: Access) =>
  access.administrator || access.hiddenFields.size === 0
    ? []
    : Object.entries(hideable).filter(([field]) => hides(access, field))

/** Names of the output fields that the reader may not see. */
export const hiddenOutputs = (access: Access): Output[] =>
  hiddenOf(access).flatMap(([, field]) => field.outputs)

/** Blanks what the reader may not see, in place: null, or an empty list. */
export function blankHidden<R extends Partial<CustomerRecord> | CustomerRow>(access: Access, record: R): R {
  const values = record as Record<string, unknown>
  for (const name of hiddenOutputs(access)) {
    if (name in values) values[name] = Array.isArray(values[name]) ? [] : null
  }
  return record
}

const refusal = (field: string, what: string) =>
  new AppError('forbidden', 'field.hidden', {
    message: `The field "${field}" is hidden from you, so it cannot be ${what}. Ask an administrator for it.`,
    params: { field },
  })

/** Refuses to write what the writer may not see: it would be overwritten blindly. */
export function demandMayWrite(access: Access, input: object): void {
  for (const [, { inputs }] of hiddenOf(access)) {
    for (const name of inputs)
      if ((input as Record<string, unknown>)[name] !== undefined) throw refusal(name, 'changed')
  }
}

/** Refuses filters and orders that would tell what is hidden. */
export function demandMayAsk(access: Access, filter: CustomerFilter, sort = ''): void {
  for (const [, { filters = [], sorts = [] }] of hiddenOf(access)) {
    for (const name of filters) if (filter[name] !== undefined) throw refusal(name, 'used as a filter')
    if (sorts.includes(sort)) throw refusal(sort, 'sorted by')
  }
}
