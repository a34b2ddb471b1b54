import type { Registry } from './registry.ts'

export type CustomerTable = { table: string; column: string; derived: boolean }

/**
 * Every table with rows that belong to a customer, from the declarations. Left out is what the law or the audit trail
 * keeps as it is.
 */
export const customerTables = (registry: Registry): CustomerTable[] =>
  registry
    .columns()
    .flatMap(([table, column, meaning]) =>
      meaning.means === 'reference' && meaning.to === 'customers' && meaning.merge?.onMerge !== 'leave'
        ? [{ table, column, derived: meaning.merge?.onMerge === 'rebuild' }]
        : [],
    )
