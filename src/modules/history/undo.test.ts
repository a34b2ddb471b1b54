import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestAnswer, TestClient } from '#test/support/client.ts'
import { plantCustomers } from '#test/support/customers.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp()
  admin = app.home.admin
})
afterAll(() => app.close())

const add = async (body: object = { last_name: 'Undone' }) => (await admin.post('/customers', body)).body
const read = async (id: string) => (await admin.get(`/customers/${id}`)).body
const operationOf = (answer: TestAnswer) => answer.headers.get('operation-id')
const undo = async (operation: string | null, client = admin) => {
  const answer = await client.post('/undos', { operation_id: operation })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const kept = async (id: string) => (await admin.get(`/undos/${id}/kept`)).body.items

/** What a person sees of a customer, but for version and time of the last change. */
const seen = async (id: string) => {
  const { version: _v, updated_at: _u, abilities: _a, ...rest } = await read(id)
  return rest
}

const text = fc.constantFrom(null, 'Anna', 'Bo', 'Ćevap 🍲')
const edit = fc.oneof(
  fc.record(
    {
      last_name: fc.constantFrom('Stays', 'Šime', 'X Æ'),
      first_name: text,
      job_title: text,
      birthday: fc.constantFrom(null, '1980-05-31', '--02-29'),
      tags: fc.subarray(['red', 'Green', 'blåå']),
      emails: fc
        .subarray(['One@x.example', 'two@x.example', 'three@x.example'])
        .map((list) => list.map((address) => ({ address }))),
      phones: fc.subarray(['+31207940800', '+31207940801']).map((list) => list.map((number) => ({ number }))),
      addresses: fc.subarray(['Delft', 'Gent']).map((list) => list.map((city) => ({ city, country: 'NL' }))),
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom('archival', 'restoration', 'deactivation', 'activation'),
)
const perform = (id: string, step: object | string) =>
  typeof step === 'string' ? admin.post(`/customers/${id}/${step}`) : admin.patch(`/customers/${id}`, step)

describe('any sequence of edits', () => {
  it('undone from the last to the first gives the customer as it was, and as it was at each moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { id } = await add({
          last_name: 'Stays',
          tags: ['red'],
          emails: [{ address: 'one@x.example' }],
        })
        const states = [await seen(id)]
        const operations: string[] = []
        const moments = [new Date().toISOString()]
        for (const step of steps) {
          await new Promise((passed) => setTimeout(passed, 3))
          const operation = operationOf(await perform(id, step))
          if (!operation) continue
          operations.push(operation)
          states.push(await seen(id))
          moments.push(new Date().toISOString())
        }
        for (const [i, at] of moments.entries()) {
          const { values } = (await admin.get(`/customers/${id}/as-of?at=${at}`)).body
          const { last_name, status, emails, phones, addresses, tags } = states[i]
          expect(values).toMatchObject({ last_name, status, emails, phones, addresses, tags })
        }
        for (const operation of operations.reverse()) {
          const undone = await undo(operation)
          expect(undone, JSON.stringify(await kept(undone.id))).toMatchObject({ undone: 1, kept: 0 })
          states.pop()
          expect(await seen(id)).toEqual(states.at(-1))
        }
        expect(
          (await admin.get('/search?q=one@x.example&limit=50')).body.customers.map(
            (c: { id: string }) => c.id,
          ),
        ).toContain(id)
      }),
      { numRuns: 6 },
    )
  }, 120_000)
})

describe('undo', () => {
  it('leaves what was changed since, and says why', async () => {
    const { id } = await add({ last_name: 'A', job_title: 'one', tags: ['x'] })
    const first = operationOf(
      await admin.patch(`/customers/${id}`, { last_name: 'B', job_title: 'two', tags: ['x', 'y'] }),
    )
    await admin.patch(`/customers/${id}`, { last_name: 'C', tags: ['y', 'z'] })
    const undone = await undo(first)
    expect(undone).toMatchObject({ undone: 1, kept: 1 })
    expect(await kept(undone.id)).toMatchObject([
      { field: 'last_name', reason: 'changed_since', kind: 'customer' },
    ])
    expect(await read(id)).toMatchObject({ last_name: 'C', job_title: 'one', tags: [{ name: 'z' }] })
    // The undo is an operation too.
    expect(await undo(undone.id)).toMatchObject({ undone: 1, kept: 0 })
    expect(await read(id)).toMatchObject({ job_title: 'two', tags: [{ name: 'y' }, { name: 'z' }] })
  })

  it('does not change an archived customer', async () => {
    const { id } = await add({ last_name: 'A' })
    const operation = operationOf(await admin.patch(`/customers/${id}`, { last_name: 'B' }))
    const put = operationOf(await admin.post(`/customers/${id}/archival`))
    const refused = await undo(operation)
    expect(refused).toMatchObject({ undone: 0, kept: 1 })
    expect(await kept(refused.id)).toMatchObject([{ field: 'last_name', reason: 'customer.archived' }])
    await undo(put)
    expect(await undo(operation)).toMatchObject({ undone: 1, kept: 0 })
    expect(await read(id)).toMatchObject({ last_name: 'A', status: 'active' })
  })

  it('brings deleted notes and tasks back, and takes new ones away', async () => {
    const { id } = await add()
    const added = await admin.post(`/customers/${id}/notes`, { body: 'words', pinned: true })
    const gone = await admin.delete(`/notes/${added.body.id}`)
    expect(await undo(operationOf(gone))).toMatchObject({ undone: 1, kept: 0 })
    expect((await admin.get(`/customers/${id}/notes`)).body.items).toMatchObject([
      { id: added.body.id, body: 'words', pinned: true, created_at: added.body.created_at },
    ])
    const late = await undo(operationOf(added))
    expect(await kept(late.id)).toMatchObject([{ reason: 'changed_since', field: null }])
    const task = {
      customer_id: id,
      title: 'again',
      due_on: '2030-01-31',
      repeat: { unit: 'month', every: 1 },
    }
    const made = await admin.post('/tasks', task)
    const done = await admin.post(`/tasks/${made.body.id}/completion`)
    expect(done.body.next).not.toBeNull()
    expect(await undo(operationOf(done))).toMatchObject({ undone: 1, deleted: 1, kept: 0 })
    const open = (await admin.get(`/tasks?filter[customer]=${id}&filter[state]=all`)).body.items
    expect(open).toMatchObject([{ id: made.body.id, done_at: null, due_on: '2030-01-31' }])
    const removed = await admin.delete(`/tasks/${made.body.id}`)
    await undo(operationOf(removed))
    const { version: _v, ...before } = made.body
    expect((await admin.get(`/tasks/${made.body.id}`)).body).toMatchObject(before)
    const fresh = await admin.post('/tasks', { customer_id: id, title: 'mistake' })
    expect(await undo(operationOf(fresh))).toMatchObject({ deleted: 1 })
    expect((await admin.get(`/tasks/${fresh.body.id}`)).status).toBe(404)
  })

  it('takes the right to write the record, and is seen by who asked for it', async () => {
    const { id } = await add()
    const operation = operationOf(await admin.patch(`/customers/${id}`, { last_name: 'Other' }))
    const reader = await app.home.withScopes('customers.read', 'tasks.full')
    expect((await reader.post('/undos', { operation_id: operation })).status).toBe(403)
    const { id: undone } = await undo(operation)
    expect((await reader.get(`/undos/${undone}`)).status).toBe(404)
    const clerk = await app.home.withScopes('tasks.write')
    const task = await admin.post('/tasks', { customer_id: id, title: 'of somebody else' })
    const refused = await undo(operationOf(task), clerk)
    expect(refused).toMatchObject({ deleted: 0, kept: 1 })
  })

  it('gives a deleted tag back to everybody who had it', async () => {
    const one = await add({ last_name: 'One', tags: ['Doomed'] })
    const two = await add({ last_name: 'Two', tags: ['Doomed', 'Stays'] })
    const { id: tag } = one.tags[0]
    const gone = await admin.delete(`/tags/${tag}`)
    expect((await read(two.id)).tags).toMatchObject([{ name: 'Stays' }])
    expect(await undo(operationOf(gone))).toMatchObject({ undone: 2, kept: 0 })
    expect((await read(one.id)).tags).toMatchObject([{ name: 'Doomed' }])
    expect((await read(two.id)).tags).toMatchObject([{ name: 'Doomed' }, { name: 'Stays' }])
  })
})

describe('a bulk action', () => {
  it('is undone in the background, without what was done since', async () => {
    const workspace = await app.addWorkspace('Bulk')
    const planted = await plantCustomers(
      app.app,
      workspace.id,
      Array.from({ length: 2300 }, (_, i) => ({ last_name: `Many ${i}` })),
    )
    const [first, second] = [planted[0]!, planted[1]!]
    await workspace.admin.patch(`/customers/${first.id}`, { tags: ['Had it'] })
    const action = { type: 'add-tags', tags: ['had it', 'new'] }
    const started = await workspace.admin.post('/customers/bulk-actions', {
      selection: { filter: {} },
      action,
    })
    await app.settle()
    await workspace.admin.patch(`/customers/${second.id}`, { tags: ['had it', 'new', 'later'] })
    const running = (await workspace.admin.post('/undos', { operation_id: started.body.job_id })).body
    expect(['queued', 'running', 'done']).toContain(running.state)
    await app.settle()
    const done = (await workspace.admin.get(`/undos/${running.id}`)).body
    expect(done).toMatchObject({ state: 'done', undone: 2300, kept: 0 })
    expect((await workspace.admin.get(`/jobs/${running.job_id}`)).body).toMatchObject({
      total: 2300,
      done: 2300,
      result: { undone: 2300 },
    })
    const tagsOf = async (id: string) =>
      (await workspace.admin.get(`/customers/${id}`)).body.tags.map((tag: { name: string }) => tag.name)
    expect(await tagsOf(first.id)).toEqual(['Had it'])
    expect(await tagsOf(second.id)).toEqual(['later'])
    expect(await tagsOf(planted[2200]!.id)).toEqual([])
    const [told] = (await workspace.admin.get(`/customers/${first.id}/history?limit=1`)).body.items
    expect(told).toMatchObject({ reason: 'undo', operation_id: running.id })
  })
})
