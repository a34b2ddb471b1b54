import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { addPerson, signedIn } from '#test/support/people.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp({ work: false })
  admin = app.home.admin
})
afterAll(() => app.close())

let count = 0
const define = async (about: object = {}) => {
  const label = `Field ${++count}`
  const answer = await admin.post('/custom-fields', { target: 'customer', type: 'text', label, ...about })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const add = async (body: object) => {
  const answer = await admin.post('/customers', { last_name: 'Fielded', ...body })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const read = async (id: string) => (await admin.get(`/customers/${id}`)).body
const codes = (answer: { body: { errors?: { pointer: string; code: string }[] } }) =>
  answer.body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)

describe('defining fields', () => {
  it('names them by their label, keeps their order, and tells what they are', async () => {
    const size = await define({
      label: 'T-shirt size',
      help: 'As on the label',
      type: 'choice',
      choices: [{ label: 'S' }, { label: 'Extra large' }],
    })
    expect(size).toMatchObject({
      target: 'customer',
      key: 't_shirt_size',
      type: 'choice',
      help: 'As on the label',
      personal: 'text',
      required: false,
      default_value: null,
      choices: [
        { id: 's', label: 'S', retired: false },
        { id: 'extra_large', label: 'Extra large', retired: false },
      ],
      sortable: true,
      writable: true,
      retired_at: null,
      version: 1,
    })
    const again = await define({ label: 'T-shirt size' })
    expect(again.key).toBe('t_shirt_size_2')
    const { items } = (await admin.get('/custom-fields?target=customer')).body
    const ids = items.map(({ id }: { id: string }) => id)
    expect(ids.slice(-2)).toEqual([size.id, again.id])
    const turned = await admin.put('/custom-fields/order', { target: 'customer', ids: ids.toReversed() })
    expect(turned.body.items.map(({ id }: { id: string }) => id)).toEqual(ids.toReversed())
    const short = await admin.put('/custom-fields/order', { target: 'customer', ids: ids.slice(1) })
    expect(short).toMatchObject({ status: 422, body: { code: 'field.order' } })
    const targets = (await admin.get('/custom-field-targets')).body.items
    expect(targets).toContainEqual({ target: 'customer', label: 'Customers', fields: ids.length })
  })

  it('refuses what does not go together, all at once and with the remedy', async () => {
    const refused = await admin.post('/custom-fields', {
      target: 'customer',
      type: 'choice',
      label: 'Empty',
      currency: 'EUR',
    })
    expect(refused.status).toBe(422)
    expect(codes(refused)).toEqual(['/choices choices.needed', '/currency currency'])
    const money = await admin.post('/custom-fields', { target: 'customer', type: 'money', label: 'Gift' })
    expect(codes(money)).toEqual(['/currency currency'])
    const nowhere = await admin.post('/custom-fields', { target: 'boat', type: 'text', label: 'Sail' })
    expect(codes(nowhere)).toEqual(['/target target.missing'])
    const fallback = await admin.post('/custom-fields', {
      target: 'customer',
      type: 'number',
      label: 'N',
      default_value: 'x',
    })
    expect(codes(fallback)).toEqual(['/default_value custom.number'])
    const twice = await admin.post('/custom-fields', {
      target: 'customer',
      type: 'choice',
      label: 'Twice',
      choices: [{ label: 'Red' }, { label: 'red' }],
    })
    expect(codes(twice)).toContain('/choices/1/label choice.twice')
  })

  it('keeps a key for itself, also one that it had before', async () => {
    const field = await define({ key: 'own_key' })
    expect(
      await admin.post('/custom-fields', { target: 'customer', type: 'text', label: 'X', key: 'own_key' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'field.key.taken', errors: [{ pointer: '/key' }] },
    })
    await admin.patch(`/custom-fields/${field.id}`, { key: 'new_key' })
    expect(
      (await admin.post('/custom-fields', { target: 'customer', type: 'text', label: 'X', key: 'own_key' }))
        .status,
    ).toBe(409)
    expect((await admin.patch(`/custom-fields/${field.id}`, { key: 'own_key' })).body.key).toBe('own_key')
  })

  it('changes only on the version that was seen', async () => {
    const field = await define()
    const stale = await admin.patch(`/custom-fields/${field.id}`, { label: 'Late' }, { 'if-match': '"7"' })
    expect(stale).toMatchObject({ status: 412, body: { params: { current: { id: field.id, version: 1 } } } })
    const fine = await admin.patch(`/custom-fields/${field.id}`, { label: 'Soon' }, { 'if-match': '"1"' })
    expect(fine.body).toMatchObject({ label: 'Soon', version: 2 })
  })

  it('stands in the audit trail with what was changed', async () => {
    const field = await define({ label: 'Audited' })
    await admin.patch(`/custom-fields/${field.id}`, { label: 'Audited twice' })
    await app.settle()
    const { items } = (await admin.get('/audit?limit=50')).body
    const own = items.filter((entry: { subject_id: string }) => entry.subject_id === field.id)
    expect(own.length).toBeGreaterThanOrEqual(2)
    expect(own[0].payload).toMatchObject({ changes: { label: ['Audited', 'Audited twice'] } })
  })
})

describe('renaming and retiring', () => {
  it('another key or label loses no value, and old names go on meaning the field', async () => {
    const field = await define({ key: 'shoe', label: 'Shoe' })
    const customer = await add({ custom: { shoe: 'Forty two' } })
    const segment = await admin.post('/segments', { name: 'Shod', filter: { 'custom.shoe': 'forty' } })
    expect(segment.body.count).toEqual({ value: 1, exact: true })
    await admin.patch(`/custom-fields/${field.id}`, { key: 'boot', label: 'Boot' })
    expect((await read(customer.id)).custom).toEqual({ boot: 'Forty two' })
    for (const key of ['boot', 'shoe']) {
      const found = await admin.get(`/customers?filter[custom.${key}]=forty`)
      expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([customer.id])
      await admin.patch(`/customers/${customer.id}`, { custom: { [key]: `Forty ${key}` } })
      expect((await read(customer.id)).custom).toEqual({ boot: `Forty ${key}` })
    }
    const listed = (await admin.get('/segments')).body.items
    expect(listed.find(({ name }: { name: string }) => name === 'Shod').count.value).toBe(1)
  })

  it('a retired field vanishes with its values, and comes back with them', async () => {
    const field = await define({ key: 'passing', required: true })
    const customer = await add({ custom: { passing: 'kept' } })
    expect((await admin.post(`/custom-fields/${field.id}/retirement`)).body.retired_at).not.toBeNull()
    expect((await read(customer.id)).custom).toEqual({})
    const listed = (await admin.get('/custom-fields?target=customer&retired=false')).body.items
    expect(listed.some(({ id }: { id: string }) => id === field.id)).toBe(false)
    const refused = await admin.patch(`/customers/${customer.id}`, { custom: { passing: 'new' } })
    expect(codes(refused)).toEqual(['/custom/passing custom.retired'])
    await add({})
    await admin.patch(`/customers/${customer.id}`, { last_name: 'Changed meanwhile' })
    expect((await admin.delete(`/custom-fields/${field.id}/retirement`)).body.retired_at).toBeNull()
    expect((await read(customer.id)).custom).toEqual({ passing: 'kept' })
    await admin.post(`/custom-fields/${field.id}/retirement`)
  })

  it('only a field without values is deleted, and its key is free again', async () => {
    const field = await define({ key: 'brief', type: 'number' })
    const customer = await add({ custom: { brief: 3 } })
    expect((await admin.get(`/custom-fields/${field.id}/usage`)).body).toEqual({
      values: 1,
      deletable: false,
    })
    expect(await admin.delete(`/custom-fields/${field.id}`)).toMatchObject({
      status: 409,
      body: { code: 'field.in_use', params: { values: 1 } },
    })
    await admin.patch(`/customers/${customer.id}`, { custom: { brief: null } })
    expect((await admin.delete(`/custom-fields/${field.id}`)).status).toBe(204)
    expect((await admin.get(`/custom-fields/${field.id}`)).status).toBe(404)
    await define({ key: 'brief', type: 'text' })
    expect((await read(customer.id)).custom).toEqual({})
  })

  it('a choice that records have is retired, not taken away', async () => {
    const field = await define({
      key: 'colour',
      type: 'choice',
      choices: [{ label: 'Red' }, { label: 'Blue' }],
    })
    const customer = await add({ custom: { colour: 'red' } })
    const [red, blue] = field.choices
    const refused = await admin.patch(`/custom-fields/${field.id}`, { choices: [blue] })
    expect(codes(refused)).toEqual(['/choices choice.in_use'])
    const turned = await admin.patch(`/custom-fields/${field.id}`, {
      choices: [
        { ...blue, label: 'Navy' },
        { ...red, retired: true },
      ],
    })
    expect(turned.body.choices.map(({ id }: { id: string }) => id)).toEqual(['blue', 'red'])
    expect((await read(customer.id)).custom.colour).toBe('red')
    expect(codes(await admin.post('/customers', { last_name: 'N', custom: { colour: 'red' } }))).toEqual([
      '/custom/colour custom.choice',
    ])
    expect((await admin.patch(`/customers/${customer.id}`, { custom: { colour: 'red' } })).status).toBe(200)
  })
})

describe('who may see and change a field', () => {
  it('full level: only those with full rights on customers; a hidden field: nobody of the group', async () => {
    const secret = await define({ key: 'secret', label: 'Secret', read_level: 'full' })
    const guarded = await define({ key: 'guarded', label: 'Guarded', write_level: 'full' })
    const hidden = await define({ key: 'hidden', label: 'Hidden' })
    const group = await admin.post('/security-groups', {
      name: 'Clerks',
      audience: 'staff',
      areas: { customers: 'write' },
      hidden_fields: [`customers.custom.${hidden.id}`],
    })
    expect(group.status, JSON.stringify(group.body)).toBe(201)
    const clerk = await signedIn(
      app,
      await addPerson(app, app.home, { name: 'Clara Clerk', group: 'Clerks' }),
    )
    const customer = await add({ custom: { secret: 'a', guarded: 'b', hidden: 'c' } })
    expect((await clerk.get(`/customers/${customer.id}`)).body.custom).toEqual({ guarded: 'b' })
    const listed = (await clerk.get('/customers?q=Fielded&limit=200')).body.items
    expect(listed.find(({ id }: { id: string }) => id === customer.id).custom).toEqual({ guarded: 'b' })
    const known = (await clerk.get('/custom-fields?target=customer')).body.items
    expect(known.some(({ id }: { id: string }) => [secret.id, hidden.id].includes(id))).toBe(false)
    expect(known.find(({ id }: { id: string }) => id === guarded.id).writable).toBe(false)
    for (const key of ['secret', 'hidden', 'guarded'])
      expect((await clerk.patch(`/customers/${customer.id}`, { custom: { [key]: 'x' } })).body.code).toBe(
        'field.hidden',
      )
    for (const key of ['secret', 'hidden']) {
      expect((await clerk.get(`/customers?filter[custom.${key}]=any`)).status).toBe(403)
      expect((await clerk.get(`/customers?sort=custom.${key}`)).status).toBe(403)
    }
    await admin.patch(`/customers/${customer.id}`, { custom: { secret: 'A', guarded: 'B', hidden: 'C' } })
    const [entry] = (await clerk.get(`/customers/${customer.id}/history`)).body.items
    expect(entry.changes.map(({ label }: { label: string }) => label)).toEqual(['Guarded'])
    expect(
      (await clerk.post('/custom-fields', { target: 'customer', type: 'text', label: 'No' })).status,
    ).toBe(403)
    // Deleted, it stays hidden in the history of those who had it.
    await admin.patch(`/customers/${customer.id}`, { custom: { hidden: null } })
    await admin.delete(`/custom-fields/${hidden.id}`)
    const entries = (await clerk.get(`/customers/${customer.id}/history`)).body.items
    expect(JSON.stringify(entries)).not.toContain(hidden.id)
  })

  it("another workspace's fields and customers are not there", async () => {
    const other = await app.addWorkspace('Elsewhere')
    const mine = await define({ key: 'link', type: 'customer' })
    const theirs = (await other.admin.post('/customers', { last_name: 'Foreign' })).body
    const refused = await admin.post('/customers', { last_name: 'N', custom: { link: theirs.id } })
    expect(codes(refused)).toEqual(['/custom/link customer.missing'])
    expect((await other.admin.get(`/custom-fields/${mine.id}`)).status).toBe(404)
    expect((await other.admin.get('/custom-fields?target=customer')).body.items).toEqual([])
    expect((await other.admin.patch(`/custom-fields/${mine.id}`, { label: 'x' })).status).toBe(404)
  })
})
