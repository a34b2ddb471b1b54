import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storedPath } from '#platform/files/folder.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { sampleBytes } from '#test/support/sample-bytes.ts'
import { purgeAll } from './removal.ts'

let t: TestApp
let customer: { id: string; number: number }
beforeAll(async () => {
  t = await startTestApp()
  customer = (await t.home.admin.post('/customers', { last_name: 'Holder' })).body
})
afterAll(() => t.close())

const formOf = (bytes: Buffer, name: string) => {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(bytes)], name))
  return form
}
const add = async (customerId = customer.id, bytes: Buffer = sampleBytes.text, name = 'note.txt') =>
  t.home.admin.post(`/customers/${customerId}/documents`, formOf(bytes, name))
const undo = (operation: string | null) => t.home.admin.post('/undos', { operation_id: operation })
const owner = <Row>(text: string, values: unknown[] = []) =>
  t.app.database.installation.rows<Row>(text, values)

/** Where the bytes of each version of a document lie. */
async function paths(id: string): Promise<string[]> {
  const rows = await owner<{ file_id: string }>(
    'SELECT file_id FROM document_versions WHERE document_id = $1 ORDER BY number',
    [id],
  )
  return rows.map(({ file_id }) => storedPath(t.app.settings.dataDir, t.home.id, file_id))
}
const daysLater = (days: number) =>
  owner(
    `UPDATE documents SET deleted_at = deleted_at - make_interval(days => $1);
     UPDATE document_versions SET withdrawn_at = withdrawn_at - make_interval(days => $1)`.replaceAll(
      '$1',
      String(days),
    ),
  )

test('bytes of a deleted document are kept for 30 days, and then no undo brings it back', async () => {
  const { body } = await add()
  const [path] = await paths(body.id)
  const operation = (await t.home.admin.delete(`/documents/${body.id}`)).headers.get('operation-id')
  await daysLater(29)
  await purgeAll(t.app)
  expect(existsSync(path!)).toBe(true)
  const back = await undo(operation)
  expect(back.body).toMatchObject({ undone: 1 })
  // The undo taken back is a deletion like the first.
  const again = await undo(back.body.id)
  expect(again.body).toMatchObject({ deleted: 1 })
  await daysLater(31)
  await purgeAll(t.app)
  expect(existsSync(path!)).toBe(false)
  expect((await undo(again.body.id)).body).toMatchObject({ undone: 0, kept: 1 })
  expect(await owner('SELECT 1 FROM documents WHERE id = $1', [body.id])).toEqual([])
})

test('adding is undone by who added, and a version that was taken back goes later', async () => {
  const added = await add()
  const operation = added.headers.get('operation-id')
  expect((await undo(operation)).body).toMatchObject({ deleted: 1 })
  expect((await t.home.admin.get(`/documents/${added.body.id}`)).status).toBe(404)

  const { body } = await add()
  const second = await t.home.admin.post(`/documents/${body.id}/versions`, formOf(sampleBytes.pdf, 'new.pdf'))
  await undo(second.headers.get('operation-id'))
  const [first, newer] = await paths(body.id)
  expect((await t.home.admin.get(`/documents/${body.id}`)).body).toMatchObject({
    versions: 1,
    file: { number: 1 },
  })
  await daysLater(31)
  await purgeAll(t.app)
  expect([existsSync(first!), existsSync(newer!)]).toEqual([true, false])
})

test('a version that was brought back shares its bytes, and they stay as long as one of the two', async () => {
  const { body } = await add()
  await t.home.admin.post(`/documents/${body.id}/versions`, formOf(sampleBytes.pdf, 'new.pdf'))
  const back = await t.home.admin.post(`/documents/${body.id}/reinstatement`, { number: 1 })
  await undo(back.headers.get('operation-id'))
  await daysLater(31)
  await purgeAll(t.app)
  expect((await paths(body.id)).map((path) => existsSync(path))).toEqual([true, true])
})

test('a customer that is deleted takes all its documents along, also those that could come back', async () => {
  const other = (await t.home.admin.post('/customers', { last_name: 'Leaving' })).body
  const one = (await add(other.id)).body
  const two = (await add(other.id)).body
  await t.home.admin.post(`/documents/${one.id}/versions`, formOf(sampleBytes.pdf, 'new.pdf'))
  const all = [...(await paths(one.id)), ...(await paths(two.id))]
  await t.home.admin.delete(`/documents/${two.id}`)
  await t.home.admin.post(`/customers/${other.id}/archival`)
  const deleted = await t.home.admin.delete(`/customers/${other.id}`, { confirm: `C-${other.number}` })
  expect([deleted.status, deleted.body]).toEqual([204, undefined])
  await expect.poll(() => all.filter((path) => existsSync(path))).toEqual([])
  expect(await owner('SELECT 1 FROM documents WHERE customer_id = $1', [other.id])).toEqual([])
})

test('a document is found, listed in a file, and takes tasks', async () => {
  const { body } = await add(customer.id, sampleBytes.pdf, 'Huurovereenkomst.pdf')
  const { body: found } = await t.home.admin.get('/search?q=huurover')
  expect(JSON.stringify(found)).toContain(body.id)
  const { body: list } = await t.home.admin.get('/exports/records?target=documents&format=csv')
  expect(String(list)).toContain(
    `C-${customer.number},general,Huurovereenkomst,,Huurovereenkomst.pdf,application/pdf`,
  )
  const targets = (await t.home.admin.get('/imports/targets')).body.items.map(
    ({ name }: { name: string }) => name,
  )
  expect(targets).not.toContain('documents')
  const subject = { kind: 'document', id: body.id }
  const task = await t.home.admin.post('/tasks', { customer_id: customer.id, title: 'Read it', subject })
  expect(task.body).toMatchObject({ subject: { id: body.id, title: 'Huurovereenkomst' } })
  await t.home.admin.delete(`/documents/${body.id}`)
  expect(JSON.stringify((await t.home.admin.get('/search?q=huurover')).body)).not.toContain(body.id)
})
