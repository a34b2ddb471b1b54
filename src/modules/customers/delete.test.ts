import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Blocker, ModuleDeclaration } from '#capabilities/declaration/define-module.ts'
import { storedPath } from '#platform/files/folder.ts'
import { modules } from '#server/modules.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { sampleUpload } from '#test/support/records.ts'
import { workspaceTables } from '#test/support/snapshot.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp({ work: false })
  admin = app.home.admin
})
afterAll(() => app.close())

const add = async (body: object) => (await admin.post('/customers', body)).body
const archived = async (body: object) => {
  const customer = await add(body)
  await admin.post(`/customers/${customer.id}/archival`)
  return customer
}
const confirmed = ({ number }: { number: number }) => ({ confirm: `C-${number}` })

/** Tables in which a text stands somewhere. Who deleted whom stays in the audit trail. */
async function tablesWith(text: string): Promise<string[]> {
  const found: string[] = []
  for (const table of await workspaceTables(app.app.database.installation)) {
    if (table.startsWith('audit_')) continue
    const [row] = await app.app.database.installation.rows(
      `SELECT 1 FROM ${table} t WHERE workspace_id = $1 AND strpos(to_jsonb(t)::text, $2) > 0 LIMIT 1`,
      [app.home.id, text],
    )
    if (row) found.push(table)
  }
  return found
}

describe('deleting a customer', () => {
  it('leaves nothing of it, in no table and no file', async () => {
    const address = 'vanishing.person@gone.example'
    const customer = await add({
      last_name: 'Vanishing',
      emails: [{ address }],
      phones: [{ number: '+31 20 794 0800' }],
      addresses: [{ city: 'Nowhere' }],
      tags: ['Leaving'],
    })
    const keyed = { 'idempotency-key': 'vanish-1' }
    await admin.patch(`/customers/${customer.id}`, { job_title: 'Ghost' }, keyed)
    await admin.put(`/customers/${customer.id}/photo`, sampleUpload('photo'))
    await admin.post(`/customers/${customer.id}/notes`, { body: `about ${address}` })
    const task = (await admin.post('/tasks', { customer_id: customer.id, title: `mail ${address}` })).body
    await admin.post(`/tasks/${task.id}/completion`)
    await admin.post(`/customers/${customer.id}/archival`)
    const [photo] = await app.app.database.installation.rows<{ id: string }>(
      `SELECT id FROM files WHERE workspace_id = $1 AND purpose = 'photo'`,
      [app.home.id],
    )
    const path = storedPath(app.app.settings.dataDir, app.home.id, photo!.id)
    expect(existsSync(path)).toBe(true)
    expect(await tablesWith(customer.id)).toEqual(
      expect.arrayContaining(['customer_words', 'idempotency_keys', 'notes', 'record_changes', 'tasks']),
    )
    const preview = (await admin.get(`/customers/${customer.id}/deletion`)).body
    expect(preview).toMatchObject({
      confirm: `C-${customer.number}`,
      allowed: true,
      reason: null,
      blockers: [],
    })
    expect(preview.disappears).toEqual(
      expect.arrayContaining([
        { table: 'notes', count: 1 },
        { table: 'tasks', count: 1 },
        { table: 'customer_emails', count: 1 },
      ]),
    )
    expect((await admin.delete(`/customers/${customer.id}`, confirmed(customer))).status).toBe(204)
    expect(await tablesWith(customer.id)).toEqual([])
    expect(await tablesWith(address)).toEqual([])
    expect(await tablesWith('Vanishing')).toEqual([])
    expect(existsSync(path)).toBe(false)
    expect((await admin.get(`/customers/${customer.id}`)).status).toBe(404)
    // The number is not given again, and a repeat of an earlier write does nothing.
    expect((await add({ last_name: 'Next' })).number).not.toBe(customer.number)
    expect((await admin.patch(`/customers/${customer.id}`, { job_title: 'Ghost' }, keyed)).status).toBe(200)
  })

  it('wants the customer archived and its number typed, and says so', async () => {
    const customer = await add({ last_name: 'Staying' })
    const early = await admin.delete(`/customers/${customer.id}`, confirmed(customer))
    expect([early.status, early.body.code]).toEqual([409, 'customer.not_archived'])
    expect((await admin.get(`/customers/${customer.id}/deletion`)).body).toMatchObject({
      allowed: false,
      reason: 'customer.not_archived',
    })
    await admin.post(`/customers/${customer.id}/archival`)
    const wrong = await admin.delete(`/customers/${customer.id}`, { confirm: 'C-1' })
    expect([wrong.status, wrong.body.code, wrong.body.errors[0].pointer]).toEqual([
      422,
      'customer.confirmation_wrong',
      '/confirm',
    ])
    expect((await admin.get(`/customers/${customer.id}`)).status).toBe(200)
    const right = await admin.delete(`/customers/${customer.id}`, { confirm: ` c-${customer.number} ` })
    expect(right.status).toBe(204)
  })

  it('needs a right of its own', async () => {
    const customer = await archived({ last_name: 'Guarded' })
    const full = await app.home.withScopes('customers.read', 'customers.write', 'customers.full')
    expect((await full.delete(`/customers/${customer.id}`, confirmed(customer))).status).toBe(403)
    expect((await full.get(`/customers/${customer.id}`)).body.abilities.delete).toEqual({
      allowed: false,
      reason: 'permission.missing',
    })
  })
})

describe('what stands in the way', () => {
  const tasks = modules.find(({ name }) => name === 'tasks') as {
    -readonly [K in keyof ModuleDeclaration]: ModuleDeclaration[K]
  }
  const blocking: Blocker = {
    code: 'orders.present',
    count: 3,
    words: { en: '3 orders', nl: '3 bestellingen' },
  }
  afterAll(() => {
    delete tasks.blocks
  })

  it('is listed from every module, with what to do instead, and nothing is deleted', async () => {
    const customer = await archived({ last_name: 'Blocked' })
    tasks.blocks = { deletion: async () => [blocking] }
    const listed = { code: 'orders.present', count: 3, text: '3 orders' }
    expect((await admin.get(`/customers/${customer.id}/deletion`)).body).toMatchObject({
      allowed: false,
      reason: 'customer.deletion_blocked',
      blockers: [listed],
    })
    const refused = await admin.delete(`/customers/${customer.id}`, confirmed(customer))
    expect([refused.status, refused.body.code]).toEqual([409, 'customer.deletion_blocked'])
    expect(refused.body.params).toEqual({ blockers: [listed], alternative: 'obfuscation' })
    expect(refused.body.detail).toContain('Obfuscate')
    expect((await admin.get(`/customers/${customer.id}`)).status).toBe(200)
  })
})
