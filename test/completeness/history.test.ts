import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { customerTables } from '#capabilities/declaration/customer-tables.ts'
import type { HistoryField } from '#capabilities/declaration/record-history.ts'
import { fieldClasses } from '#capabilities/history/field-classes.ts'
import { directTables } from '#modules/customers/delete-customers.ts'
import { type Database, openDatabase } from '#platform/database/database.ts'
import { modules, registry } from '#server/modules.ts'
import { type Catalogue, readCatalogue } from '../support/catalogue.ts'
import { createDatabase } from '../support/database.ts'

let catalogue: Catalogue
let database: Database
let drop: () => Promise<void>
beforeAll(async () => {
  const made = await createDatabase(inject('postgres'))
  drop = made.drop
  database = openDatabase({ connection: made.connection, poolSize: 1, statementTimeout: 10_000 })
  catalogue = await readCatalogue(database.installation)
})
afterAll(async () => {
  await database.close()
  await drop()
})

const columnsOf = (field: string, { columns, table }: HistoryField) => (table ? [] : (columns ?? [field]))

describe('kinds of records with a history', () => {
  test('are named once', () => {
    const kinds = modules.flatMap((m) => Object.keys(m.history ?? {}))
    expect(new Set(kinds).size).toBe(kinds.length)
    expect(kinds).toEqual(expect.arrayContaining(['customer', 'note', 'task']))
  })

  test('account for every column of their table: a field of the history, or left out with a reason', () => {
    for (const [kind, { table, fields, leftOut }] of registry.records) {
      const held = Object.entries(fields).flatMap(([field, about]) => columnsOf(field, about))
      const there = catalogue.columns.flatMap((c) =>
        c.table === table && c.column !== 'workspace_id' ? [c.column] : [],
      )
      expect([...held, ...Object.keys(leftOut)].sort(), `${kind}: see its history in module.ts`).toEqual(
        there.sort(),
      )
      for (const reason of Object.values(leftOut))
        expect(reason.length, `${kind}: ${reason}`).toBeGreaterThan(10)
    }
  })

  test('take along the tables that hold lists of theirs', () => {
    const { fields } = registry.records.get('customer')!
    const lists = Object.values(fields).flatMap(({ table }) => (table ? [table] : []))
    const own = modules.find(({ name }) => name === 'customers')!
    const hanging = Object.keys(own.tables).filter((table) => table.startsWith('customer_'))
    const apart = ['customer_groups']
    expect([...lists, ...apart].sort()).toEqual(hanging.sort())
  })

  test('know what kind of personal data each field holds, so that it can be erased', () => {
    for (const [kind, history] of registry.records) {
      const classes = fieldClasses(registry, history)
      for (const [field, about] of Object.entries(history.fields)) {
        const personal = registry.columns().filter(([table, column, m]) => {
          const here = about.table
            ? table === about.table
            : table === history.table && columnsOf(field, about).includes(column)
          return here && m.means === 'personal' && m.kind !== 'derived'
        })
        if (personal.length > 0) expect(classes.get(field), `${kind}.${field}`).not.toBe('plain')
      }
    }
    const customer = fieldClasses(registry, registry.records.get('customer')!)
    expect(Object.fromEntries(customer)).toMatchObject({
      emails: 'email',
      phones: 'phone',
      addresses: 'address',
      tags: 'plain',
      last_name: 'name',
    })
  })

  test('ask for rights that there are', () => {
    const known = new Set([
      ...registry.areas.flatMap((area) => [`${area}.read`, `${area}.write`, `${area}.full`]),
      ...registry.rights,
    ])
    for (const { permissions, fields } of registry.records.values()) {
      for (const right of Object.values(permissions)) expect(known).toContain(right)
      for (const { permission } of Object.values(fields)) if (permission) expect(known).toContain(permission)
    }
  })
})

describe('deleting a customer', () => {
  test('finds the rows of every table by an index, or the module says how', () => {
    for (const { table, column } of directTables(registry)) {
      const found = [...catalogue.constraints, ...catalogue.indexes].some(
        (key) => key.table === table && key.columns[0] === 'workspace_id' && key.columns[1] === column,
      )
      expect(found, `${table}.${column}: add an index, or "removes" to module.ts`).toBe(true)
    }
    expect(customerTables(registry).length).toBeGreaterThan(10)
  })
})
