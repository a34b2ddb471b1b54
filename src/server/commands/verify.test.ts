import { execFile } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { eraseAuditPayloads } from '#capabilities/audit/erase.ts'
import { sealAll } from '#capabilities/audit/sealer.ts'
import { audit } from '#platform/audit.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { storedPath } from '#platform/files/folder.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { sampleUpload } from '#test/support/records.ts'
import { checkExported } from './verify/exported.ts'
import { type Fault, makeReport } from './verify/report.ts'
import { expectedHashes, verifyDatabase } from './verify/verify.ts'

vi.setConfig({ testTimeout: 60_000 })

let t: TestApp
let customer: string
beforeAll(async () => {
  t = await startTestApp({ settings: { DATABASE_POOL: '18' } })
  for (let i = 0; i < 8; i++) {
    const emails = [{ address: `p${i}@people.example` }]
    const { body } = await t.home.admin.post('/customers', {
      first_name: `Pat ${i}`,
      last_name: 'Verified',
      emails,
    })
    customer = body.id
    await t.home.admin.get(`/customers/${customer}`)
  }
  await t.home.admin.put(`/customers/${customer}/photo`, sampleUpload('photo'))
  await t.home.admin.post(`/customers/${customer}/notes`, { body: 'A note' })
  await t.settle()
})
afterAll(() => t.close())

const owner = (text: string, values: unknown[] = []) => t.app.database.installation.rows(text, values)

type Found = { faults: Fault[]; lines: string[] }

async function verified(more: { expected?: string[] } = {}): Promise<Found> {
  const lines: string[] = []
  const faults: Fault[] = []
  const report = makeReport({ log: (line) => lines.push(line) })
  const own = { ...report, fault: (fault: Fault) => faults.push(fault) }
  await verifyDatabase({ connection: t.app.database.connection, files: t.app.files, ...more }, own)
  return { faults, lines }
}

const anchorOf = ({ lines }: Found) => expectedHashes(lines.find((line) => line.startsWith('anchor'))!)

describe('what was tampered with is found', () => {
  beforeAll(async () => {
    expect((await verified()).faults).toEqual([])
    for (const table of ['audit_entries', 'audit_heads', 'customers', 'customer_words', 'number_sequences'])
      await owner(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`)
  })
  afterEach(async () => {
    // Foreign keys are left out of the way: what is put back is what was there.
    for (const table of ['audit_entries', 'audit_heads', 'customer_words', 'number_sequences']) {
      await owner(`DELETE FROM ${table}`)
      await owner(`INSERT INTO ${table} SELECT * FROM kept_${table}`)
    }
    const derived = ['email', 'phone', 'city', 'country', 'sort_name', 'sort_company', 'sort_email']
    const sets = derived.map((name) => `${name} = k.${name}`).join(', ')
    await owner(`UPDATE customers c SET ${sets} FROM kept_customers k WHERE k.id = c.id`)
  })
  afterAll(async () => {
    for (const table of ['audit_entries', 'audit_heads', 'customers', 'customer_words', 'number_sequences'])
      await owner(`DROP TABLE kept_${table}`)
  })

  const cases: [what: string, sql: string, part: string, expected: string | RegExp][] = [
    [
      'a byte of a payload',
      `UPDATE audit_entries SET payload = overlay(payload placing '[' from 1 for 1) WHERE seq = 3`,
      'audit trail',
      'payload changed',
    ],
    [
      'a salt',
      `UPDATE audit_entries SET salt = set_byte(salt, 0, get_byte(salt, 0) # 1) WHERE seq = 3`,
      'audit trail',
      'payload changed',
    ],
    [
      'a payload without its salt',
      `UPDATE audit_entries SET payload = NULL WHERE seq = 3`,
      'audit trail',
      'payload changed',
    ],
    [
      'who did it',
      `UPDATE audit_entries SET actor_id = gen_random_uuid() WHERE seq = 4`,
      'audit trail',
      'entry changed',
    ],
    [
      'when',
      `UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE seq = 4`,
      'audit trail',
      'entry changed',
    ],
    [
      'the outcome',
      `UPDATE audit_entries SET outcome = 'refused' WHERE seq = 4`,
      'audit trail',
      'entry changed',
    ],
    [
      'whom a list showed',
      `UPDATE audit_entries SET customer_ids = ARRAY[id] WHERE seq = 4`,
      'audit trail',
      'entry changed',
    ],
    [
      'the hash of an erased payload',
      `UPDATE audit_entries SET payload = NULL, salt = NULL, payload_hash = sha256('x') WHERE seq = 4`,
      'audit trail',
      'entry changed',
    ],
    [
      'an entry in the middle taken out',
      `DELETE FROM audit_entries WHERE seq = 5`,
      'audit trail',
      'entries missing: 1 before it',
    ],
    [
      'the first one taken out',
      `DELETE FROM audit_entries WHERE seq = 1`,
      'audit trail',
      'entries missing: 1 before it',
    ],
    [
      'the end cut off',
      `DELETE FROM audit_entries WHERE seq > 9`,
      'audit trail',
      /^end does not fit: total \d+, counted 9/,
    ],
    ['a wrong total', `UPDATE audit_heads SET total = total + 1`, 'audit trail', /^end does not fit: total/],
    ['no head', `DELETE FROM audit_heads`, 'audit trail', 'end does not fit: no head'],
    [
      'a derived e-mail address',
      `UPDATE customers SET email = 'x@people.example' WHERE first_name = 'Pat 1'`,
      'customers',
      /^email: not what follows/,
    ],
    [
      'a sort key',
      `UPDATE customers SET sort_name = 'zzz' WHERE first_name = 'Pat 1'`,
      'customers',
      /^sort_name: not what/,
    ],
    [
      'a missing search word',
      `DELETE FROM customer_words WHERE word = 'pat 1 verified'`,
      'customer_words',
      /^1 of its search words are missing, 0/,
    ],
    [
      'a strange search word',
      `UPDATE customer_words SET word = 'bob' WHERE word = 'pat 1 verified'`,
      'customer_words',
      /^1 of its search words are missing, 1/,
    ],
    [
      'words of nobody',
      `INSERT INTO customer_words SELECT workspace_id, 'ghost', 'n', gen_random_uuid() FROM customers LIMIT 1`,
      'customer_words',
      /^1 search words of a customer that is not there/,
    ],
    [
      'a next number that was given',
      `UPDATE number_sequences SET next_number = 10001 WHERE name = 'customer'`,
      'number_sequences',
      /^the next number/,
    ],
  ]
  test.each(cases)('%s', async (_what, sql, part, expected) => {
    await owner(sql)
    const { faults } = await verified()
    // Where entries are missing, the total beside the chain tells it a second time.
    expect(faults).toHaveLength(expected === 'entries missing: 1 before it' ? 2 : 1)
    expect(faults[0]).toMatchObject({ workspace: 'home', part })
    if (typeof expected === 'string') expect(faults[0]!.what).toBe(expected)
    else expect(faults[0]!.what).toMatch(expected)
  })

  test('a tail that was cut off together with its head is found by a hash kept elsewhere', async () => {
    const anchor = anchorOf(await verified())
    await owner('DELETE FROM audit_entries WHERE seq > 9')
    await owner(
      `UPDATE audit_heads SET total = 9, last_seq = 9, last_hash = (SELECT hash FROM audit_entries WHERE seq = 9)`,
    )
    expect((await verified()).faults).toEqual([])
    const { faults } = await verified({ expected: anchor })
    expect(faults).toMatchObject([{ row: anchor[0], what: expect.stringContaining('cut off') }])
  })

  test('a wrong total of an import', async () => {
    const { body } = await t.home.admin.post('/imports', sampleUpload('imports'))
    await owner('UPDATE imports SET rows_read = 3, created = 2 WHERE id = $1', [body.id])
    expect((await verified()).faults).toMatchObject([{ part: 'imports', row: body.id }])
    await owner('UPDATE imports SET rows_read = 0, created = 0 WHERE id = $1', [body.id])
  })

  test('a file that is missing, or is not what was stored', async () => {
    const [photo] = (await owner(`SELECT id FROM files WHERE purpose = 'photo'`)) as { id: string }[]
    const path = storedPath(t.app.settings.dataDir, t.home.id, photo!.id)
    writeFileSync(path, 'short')
    expect((await verified()).faults).toMatchObject([
      { part: 'files', row: photo!.id, what: /bytes long instead/ },
    ])
    rmSync(path)
    expect((await verified()).faults).toMatchObject([{ part: 'files', what: 'is missing' }])
    expect(readdirSync(join(t.app.settings.dataDir, 'files')).length).toBeGreaterThan(0)
    await t.home.admin.delete(`/customers/${customer}/photo`)
  })

  test('any tampering with the core or the order of any entries', async () => {
    const [{ n }] = (await owner('SELECT max(seq) AS n FROM audit_entries')) as [{ n: number }]
    const seq = fc.integer({ min: 1, max: n })
    const told = (await owner('SELECT seq FROM audit_entries WHERE payload IS NOT NULL ORDER BY seq')) as {
      seq: number
    }[]
    const blow = fc.oneof(
      fc.record({ sql: fc.constant('DELETE FROM audit_entries WHERE seq = $1'), seq }),
      fc.record({ sql: fc.constant(`UPDATE audit_entries SET action = action || 'x' WHERE seq = $1`), seq }),
      fc.record({ sql: fc.constant('UPDATE audit_entries SET hash = sha256(hash) WHERE seq = $1'), seq }),
      fc.record({
        sql: fc.constant(
          `UPDATE audit_entries SET payload = payload || ' ' WHERE seq = $1 AND payload IS NOT NULL`,
        ),
        seq: fc.constantFrom(...told.map((entry) => entry.seq)),
      }),
      fc.record({
        sql: fc.constant(
          `UPDATE audit_entries e SET action = o.action, id = o.id FROM audit_entries o WHERE o.seq = 1 + ($1::int % ${n}) AND e.seq = $1`,
        ),
        seq,
      }),
    )
    await fc.assert(
      fc
        .asyncProperty(fc.array(blow, { minLength: 1, maxLength: 4 }), async (blows) => {
          for (const { sql, seq: at } of blows) await owner(sql, [at])
          expect((await verified()).faults.some(({ part }) => part === 'audit trail')).toBe(true)
        })
        .afterEach(async () => {
          await owner('DELETE FROM audit_entries')
          await owner('INSERT INTO audit_entries SELECT * FROM kept_audit_entries')
        }),
      { numRuns: 25 },
    )
  })
})

describe('erasing', () => {
  test('what is erased keeps the chain, is told as erased, and leaves the rest', async () => {
    const { body } = await t.home.admin.post('/customers', { last_name: 'Forgettable' })
    await t.home.admin.get('/customers?q=forgettable')
    await t.settle()
    await inTransaction(t.app, systemPrincipal(t.home.id), 'test', (ctx) => eraseAuditPayloads(ctx, body.id))
    await t.settle()
    const kept = await owner(
      'SELECT payload, salt FROM audit_entries WHERE customer_id = $1 OR $1 = ANY (customer_ids)',
      [body.id],
    )
    expect(kept).toEqual([
      { payload: null, salt: null },
      { payload: null, salt: null },
    ])
    const { faults, lines } = await verified()
    expect(faults).toEqual([])
    expect(lines.find((line) => line.includes('audit trail'))).toContain('2 of them erased')
    const { items } = (await t.home.admin.get(`/audit?filter[customer]=${body.id}`)).body
    expect(items).toMatchObject([{ action: 'customers.create', payload: null }])
    await inTransaction(t.app, systemPrincipal(t.home.id), 'test', async (ctx) => {
      await audit(ctx, { action: 'customers.update', customerId: body.id, payload: { fields: ['x'] } })
      await eraseAuditPayloads(ctx, body.id)
    })
    await t.settle()
    expect((await verified()).faults).toEqual([])
  })
})

describe('sealing', () => {
  test('sixteen writers wait for nobody, two sealers make one chain, and every entry is in it once', async () => {
    const principal = systemPrincipal(t.home.id)
    const write = (action: string) => inTransaction(t.app, principal, 'test', (ctx) => audit(ctx, { action }))
    let open: () => void = () => {}
    const held = new Promise<void>((done) => {
      open = done
    })
    // One writer stays in its transaction all along: nobody else needs what it holds.
    const slow = inTransaction(t.app, principal, 'test', async (ctx) => {
      await audit(ctx, { action: 'slow.write' })
      await held
    })
    const writers = Array.from({ length: 16 }, async (_, w) => {
      for (let i = 0; i < 20; i++) await write(`writer.${10 + w}`)
    })
    const sealers = [0, 1].map(async () => {
      for (let i = 0; i < 20; i++) await sealAll(t.app.database)
    })
    await Promise.all([...writers, ...sealers])
    open()
    await slow
    await t.settle()
    const counts = await owner(
      `SELECT action, count(*) AS n, count(DISTINCT id) AS ids FROM audit_entries WHERE action LIKE 'writer.%' OR action = 'slow.write' GROUP BY 1 ORDER BY 1`,
    )
    expect(counts).toEqual([
      { action: 'slow.write', n: 1, ids: 1 },
      ...Array.from({ length: 16 }, (_, w) => ({ action: `writer.${10 + w}`, n: 20, ids: 20 })),
    ])
    expect((await verified()).faults).toEqual([])
  })
})

describe('an exported audit trail', () => {
  let path: string
  let content: string
  beforeEach(async () => {
    const { body } = await t.home.admin.get('/audit/export')
    content = body
    path = join(t.app.settings.dataDir, 'audit.jsonl')
  })
  const checked = async (text: string, expected: string[] = []) => {
    writeFileSync(path, text)
    const faults: string[] = []
    const report = makeReport({ log: () => {} })
    await checkExported(path, expected, { ...report, fault: ({ what }) => faults.push(what) })
    return faults
  }

  test('is checked without a database', async () => {
    const lines = content.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(20)
    expect(await checked(content)).toEqual([])
    expect(await checked(content.replace('customers.create', 'customers.delete'))).toEqual(['entry changed'])
    expect(await checked(lines.filter((_, i) => i !== 4).join('\n'))).toHaveLength(2)
    expect(await checked(lines.slice(0, -1).join('\n'))).toEqual(['the end is missing: the file was cut off'])
    expect(await checked(content, ['f'.repeat(64)])).toEqual(['expected, but not in this file'])
    expect(await checked('nonsense')).toEqual(['cannot be read', 'the end is missing: the file was cut off'])
  })

  test('by the command, which says what is wrong by its exit code', async () => {
    const command = fileURLToPath(new URL('../../../bin/regulars.js', import.meta.url))
    const run = (text: string) => {
      writeFileSync(path, text)
      return new Promise<{ code: number; out: string }>((done) =>
        execFile(process.execPath, [command, 'verify', '--file', path], (error, out) =>
          done({ code: error ? 1 : 0, out }),
        ),
      )
    }
    expect(await run(content)).toMatchObject({ code: 0, out: expect.stringMatching(/anchor .*[0-9a-f]{64}/) })
    const damaged = await run(content.replace('customers.create', 'customers.delete'))
    expect(damaged).toMatchObject({ code: 1, out: expect.stringContaining('entry changed') })
  })
})
