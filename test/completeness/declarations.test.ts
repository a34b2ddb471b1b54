import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { languages } from '#capabilities/declaration/define-module.ts'
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

const meaningOf = (table: string, column: string) =>
  registry.columns().find(([t, c]) => t === table && c === column)?.[2]

describe('tables', () => {
  test('each belongs to exactly one module', () => {
    const owners = modules.flatMap((m) => Object.keys(m.tables).map((table) => [table, m.name] as const))
    const tables = [...new Set(catalogue.columns.map((c) => c.table))]
    for (const table of tables) {
      const own = owners.filter(([t]) => t === table).map(([, name]) => name)
      expect(
        own,
        `Declare the table ${table} in the module.ts of the one module that writes it`,
      ).toHaveLength(1)
    }
    expect(owners.map(([table]) => table).sort()).toEqual(tables.sort())
  })

  test('each column has a meaning', () => {
    const missing = catalogue.columns.filter(
      ({ table, column }) => column !== 'workspace_id' && !meaningOf(table, column),
    )
    expect(missing, 'Say in module.ts what these columns are: plain, personal(kind), ref(table, …)').toEqual(
      [],
    )
  })

  test('each declared column is there', () => {
    const there = new Set(catalogue.columns.map((c) => `${c.table}.${c.column}`))
    expect(registry.columns().filter(([table, column]) => !there.has(`${table}.${column}`))).toEqual([])
  })
})

describe('references', () => {
  test('each foreign key is declared as one, and each declared one that is enforced has its foreign key', () => {
    const keys = catalogue.constraints.filter((c) => c.type === 'f')
    const inDatabase = keys.map((key) => `${key.table}.${key.columns.at(-1)} -> ${key.target}`)
    const declared = registry
      .columns()
      .flatMap(([table, column, m]) =>
        m.means === 'reference' && m.enforced ? [`${table}.${column} -> ${m.to}`] : [],
      )
    expect(declared.sort()).toEqual(inDatabase.sort())
  })

  test('each reference to a customer says what a merge does with it', () => {
    const toCustomers = registry
      .columns()
      .filter(
        ([, column, m]) => column === 'customer_id' || (m.means === 'reference' && m.to === 'customers'),
      )
    expect(toCustomers.length).toBeGreaterThan(5)
    const silent = toCustomers.filter(
      ([, , m]) => m.means !== 'reference' || m.to !== 'customers' || !m.merge,
    )
    expect(silent, "Declare them as ref('customers', { onMerge: … })").toEqual([])
  })

  test('inside a unique key it also says which row stays on a collision', () => {
    const unique = [
      ...catalogue.constraints.filter((c) => c.type !== 'f'),
      ...catalogue.indexes.filter((i) => i.unique),
    ]
    for (const [table, column, m] of registry.columns()) {
      if (m.means !== 'reference' || m.merge?.onMerge !== 'repoint') continue
      const collides = unique.some((key) => {
        const rest = key.columns.filter((c) => c !== 'workspace_id' && c !== column && c !== 'id')
        return (
          key.table === table &&
          key.columns.includes(column) &&
          !key.columns.includes('id') &&
          rest.length > 0
        )
      })
      if (collides)
        expect(
          m.merge.onCollision,
          `${table}.${column} is inside a unique key: add onCollision`,
        ).toBeDefined()
    }
  })

  test('that may not be to one customer twice say what a merge does with such a row', async () => {
    const checks = await database.installation.rows<{ table: string; rule: string }>(
      `SELECT conrelid::regclass::text AS table, pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE contype = 'c'`,
    )
    const forbidding = registry.columns().filter(([table, column, m]) => {
      const rule = new RegExp(`\\((${column} <> \\w+_id|\\w+_id <> ${column})\\)`)
      const known = m.means === 'reference' && m.to === 'customers'
      return known && checks.some((check) => check.table === table && rule.test(check.rule))
    })
    expect(forbidding.length).toBeGreaterThan(1)
    for (const [table, column, m] of forbidding) {
      const rule = m.means === 'reference' && m.merge?.onMerge === 'repoint' ? m.merge.onSelf : undefined
      expect(rule, `${table}.${column}: add onSelf`).toBe('remove')
    }
  })

  test('what has no foreign key says why', () => {
    for (const [table, column, m] of registry.columns()) {
      if (m.means === 'reference' && !m.enforced)
        expect(m.because?.length, `${table}.${column}`).toBeGreaterThan(10)
    }
  })
})

describe('rules that keep many machines possible', () => {
  test('workspace_id leads every key and index', () => {
    const all = [...catalogue.constraints, ...catalogue.indexes]
    expect(all.length).toBeGreaterThan(50)
    expect(all.filter((one) => one.columns[0] !== 'workspace_id')).toEqual([])
  })

  test('foreign keys do nothing or cascade, and nothing has a trigger', () => {
    const odd = catalogue.constraints.filter((c) => c.type === 'f' && !['a', 'c'].includes(c.on_delete))
    expect(odd).toEqual([])
    expect(catalogue.triggers).toEqual([])
  })
})

describe('events', () => {
  test('each has words in every language', () => {
    const events = modules.flatMap((m) => Object.entries(m.events))
    expect(events.length).toBeGreaterThan(5)
    for (const [name, { words, payload }] of events) {
      const sample = Object.fromEntries(Object.keys(payload).map((field) => [field, `<${field}>`]))
      for (const language of languages)
        expect(words[language](sample), `${name} in ${language}`).toMatch(/\S/)
    }
  })

  test('each is declared once, and each that a module listens to exists', () => {
    const names = modules.flatMap((m) => Object.keys(m.events))
    expect(new Set(names).size).toBe(names.length)
    for (const wanted of modules.flatMap((m) => Object.keys(m.on ?? {}))) expect(names).toContain(wanted)
  })
})

describe('modules', () => {
  test('use only what stands before them, so the graph has no cycle', () => {
    modules.forEach((m, place) => {
      const before = modules.slice(0, place).map((earlier) => earlier.name)
      for (const used of m.uses) expect(before, `${m.name} uses ${used}`).toContain(used)
    })
  })
})
