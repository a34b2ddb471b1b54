import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { Queryable } from './database.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const write = <T>(work: (tx: Queryable) => Promise<T>, opening?: string) =>
  t.app.database.transaction(t.home.id, work, opening)
const insert = 'INSERT INTO number_sequences (workspace_id, name, next_number) VALUES ($1, $2, $3)'
const rowOf = (name: string, number: unknown = 1) => [t.home.id, name, number]
async function stored(): Promise<string[]> {
  const rows = await t.app.database
    .reader(t.home.id)
    .rows<{ name: string }>(
      `SELECT name FROM number_sequences WHERE workspace_id = $1 AND name LIKE 'test%' ORDER BY name`,
      [t.home.id],
    )
  return rows.map(({ name }) => name)
}

test('what is sent without waiting is seen by what comes next, and stays', async () => {
  const seen = await write(async (tx) => {
    await tx.later(insert, rowOf('test one'))
    await tx.later(insert, rowOf('test two'))
    return tx.rows(`SELECT name FROM number_sequences WHERE name LIKE 'test%' ORDER BY name`)
  })
  expect(seen).toEqual([{ name: 'test one' }, { name: 'test two' }])
  await write(async (tx) => tx.later(insert, rowOf('test three')))
  expect(await stored()).toEqual(['test one', 'test three', 'test two'])
})

test('a statement nobody waited for takes the whole transaction back when it fails, and says why', async () => {
  const before = await stored()
  const failing = write(async (tx) => {
    await tx.rows(insert, rowOf('test four'))
    await tx.later(insert, rowOf('test one'))
    await tx.later(insert, rowOf('test five'))
  })
  await expect(failing).rejects.toMatchObject({ constraint: 'number_sequences_pkey' })
  expect(await stored()).toEqual(before)
})

test('of two failures the first one is told', async () => {
  const failing = write(async (tx) => {
    await tx.later(insert, rowOf('test one'))
    await tx.rows('SELECT 1 / 0')
  })
  await expect(failing).rejects.toMatchObject({ constraint: 'number_sequences_pkey' })
})

test('a failure that somebody swallowed is no commit', async () => {
  const failing = write(async (tx) => {
    await tx.later(insert, rowOf('test six'))
    await tx.rows('SELECT 1 / 0').catch(() => {})
  })
  await expect(failing).rejects.toThrow('nobody heard of it')
  expect(await stored()).not.toContain('test six')
})

test('a refusal of the program after a statement on its way takes that back, and the connection goes on', async () => {
  const failing = write(async (tx) => {
    await tx.later(insert, rowOf('test seven'))
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await stored()).not.toContain('test seven')
})

test('statements asked for in the beginning have answered before the work begins; no statement is no transaction', async () => {
  const found = await t.app.database.transaction(
    t.home.id,
    async (_, opened) => opened.at(-1)?.rows,
    'SELECT 7 AS n',
  )
  expect(found).toEqual([{ n: 7 }])
  expect(await write(async () => 'nothing')).toBe('nothing')
})

test('many at once keep to themselves', async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      write(async (tx) => {
        await tx.later(insert, rowOf(`many ${n}`, n))
        const [row] = await tx.rows<{ next_number: number }>(
          'SELECT next_number FROM number_sequences WHERE workspace_id = $1 AND name = $2',
          [t.home.id, `many ${n}`],
          'many',
        )
        expect(row!.next_number).toBe(n)
        if (n % 3 === 0) await tx.later(insert, rowOf(`many ${n}`))
      }).catch((error) => expect(error.constraint).toBe('number_sequences_pkey')),
    ),
  )
  const [{ n } = { n: 0 }] = await t.app.database.installation.rows<{ n: number }>(
    `SELECT count(*) AS n FROM number_sequences WHERE name LIKE 'many%'`,
  )
  expect(n).toBe(26)
})
