import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registryOf } from '#capabilities/timeline/record.ts'
import { type Ctx, inTransaction, systemPrincipal } from '#platform/context.ts'
import { insertTogether } from '#platform/database/insert-rows.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { RecordKind } from '../declaration/record-kind.ts'
import { forgetRecordWords, recordWordsPart } from './record-words.ts'
import { searchWords } from './words.ts'

let app: TestApp
/** What the records of two invented kinds are called. */
const titles = new Map<string, { customerId: string | null; text: string }>()
beforeAll(async () => {
  app = await startTestApp({ work: false })
  const kind = (en: string, permission: string): RecordKind => ({
    words: { en, nl: `${en} (nl)` },
    permission,
    describe: async (_, ids) =>
      ids.flatMap((id) => {
        const { customerId, text } = titles.get(id) ?? { customerId: null, text: '' }
        return text ? [{ id, customerId, title: text, detail: null }] : []
      }),
    path: ({ id }) => `/boats/${id}`,
  })
  const kinds = registryOf(app.app.events).kinds as Map<string, RecordKind>
  kinds.set('boat', kind('Boats', 'customers.read')).set('berth', kind('Berths', 'tasks.read'))
})
afterAll(() => app.close())

const within = <T>(verb: (ctx: Ctx) => Promise<T>, workspaceId = app.home.id): Promise<T> =>
  inTransaction(app.app, systemPrincipal(workspaceId), 'test', verb)

async function write(
  kind: string,
  records: { id: string; customerId?: string | null; text: string }[],
  workspaceId?: string,
) {
  const all = records.map((record) => ({ customerId: null, ...record }))
  for (const record of all) titles.set(record.id, record)
  await within((ctx) => insertTogether(ctx, [recordWordsPart(ctx, kind, all)]), workspaceId)
}

const find = async (q: string, client = app.home.admin): Promise<{ id: string; kind_label: string }[]> => {
  const answer = await client.get(`/search?q=${encodeURIComponent(q)}`)
  expect(answer.status, q).toBe(200)
  return answer.body.records
}
const idsOf = async (q: string, client = app.home.admin) => (await find(q, client)).map(({ id }) => id)

describe('records', () => {
  it('are found by the beginnings of their words in any order, without accents, whole words first', async () => {
    const [a, b, c] = [uuidv7(), uuidv7(), uuidv7()]
    await write('boat', [
      { id: a, text: 'Zeemeeuw, jacht van Müller' },
      { id: b, text: 'Zee' },
      { id: c, text: 'Anna Annabel' },
    ])
    expect(await idsOf('zee')).toEqual([b, a])
    expect(await idsOf('muller zeem')).toEqual([a])
    expect(await idsOf('VAN mü')).toEqual([a])
    expect(await idsOf('ann')).toEqual([c])
    expect(await idsOf('zeemeeuw klipper')).toEqual([])
    expect(await idsOf('%')).toEqual([])
    expect(await find('annabel')).toEqual([
      {
        ...{ kind: 'boat', kind_label: 'Boats', id: c, customer_id: null },
        ...{ title: 'Anna Annabel', detail: null, path: `/boats/${c}` },
      },
    ])
  })

  it('are found by what they are called now, whatever they were called before', async () => {
    const word = fc.constantFrom('aak', 'bark', 'brik', 'botter', 'galjoen', 'kof', 'schouw', 'tjalk')
    const text = fc.array(word, { maxLength: 7 }).map((list) => list.join(' '))
    const ids = [uuidv7(), uuidv7(), uuidv7()]
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ at: fc.nat(2), text }), { maxLength: 4 }), async (renamed) => {
        for (const { at, text } of renamed) await write('boat', [{ id: ids[at]!, text }])
        for (const q of ['galjoen', 'botter', 'b', 'kof tjalk']) {
          const fits = (id: string) => {
            const has = searchWords(titles.get(id)?.text ?? '')
            return q.split(' ').every((typed) => has.some((one) => one.startsWith(typed)))
          }
          expect(new Set(await idsOf(q)), q).toEqual(new Set(ids.filter(fits)))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('are found only by those who may see their kind, and only in their workspace', async () => {
    const other = await app.addWorkspace('Elsewhere')
    await write('berth', [{ id: uuidv7(), text: 'Steiger negen' }])
    await write('boat', [{ id: uuidv7(), text: 'Steiger tien' }], other.id)
    const clerk = await app.home.withScopes('customers.read')
    expect((await find('steiger')).map((found) => found.kind_label)).toEqual(['Berths'])
    expect(await find('steiger', clerk)).toEqual([])
    expect((await find('steiger', other.admin)).map((found) => found.kind_label)).toEqual(['Boats'])
  })

  it('are found no more once they are deleted, or their customer is', async () => {
    const { body: customer } = await app.home.admin.post('/customers', { last_name: 'Schipper' })
    const [gone, owned] = [uuidv7(), uuidv7()]
    await write('boat', [
      { id: gone, text: 'Snik' },
      { id: owned, customerId: customer.id, text: 'Snik twee' },
    ])
    expect(await idsOf('snik')).toEqual([gone, owned])
    await within((ctx) => forgetRecordWords(ctx, 'berth', [gone]))
    expect(await idsOf('snik')).toEqual([gone, owned])
    await within((ctx) => forgetRecordWords(ctx, 'boat', [gone]))
    expect(await idsOf('snik')).toEqual([owned])
    await app.home.admin.post(`/customers/${customer.id}/archival`)
    const confirm = `C-${customer.number}`
    const deleted = await app.home.admin.delete(`/customers/${customer.id}`, { confirm })
    expect(deleted.status).toBeLessThan(300)
    const [left] = await app.app.database.installation.rows(
      'SELECT 1 FROM record_words WHERE workspace_id = $1 AND record_id = $2',
      [app.home.id, owned],
    )
    expect(left).toBeUndefined()
  })
})
