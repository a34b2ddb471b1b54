import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellOf, decimalFrom, readCell } from '#capabilities/custom-fields/cells.ts'
import type { CustomField, FieldType, StoredValue } from '#capabilities/custom-fields/field.ts'
import { readValue } from '#capabilities/custom-fields/read-value.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp({ work: false })
  admin = app.home.admin
})
afterAll(() => app.close())

const field = (type: FieldType, about: Partial<CustomField> = {}): CustomField => ({
  id: '01890000-0000-7000-8000-000000000001',
  target: 'customer',
  key: 'field',
  former_keys: [],
  label: 'Field',
  help: null,
  type,
  required: false,
  default_value: null,
  choices: [],
  currency: null,
  personal: 'text',
  read_level: 'everyone',
  write_level: 'everyone',
  position: 1,
  retired_at: null,
  version: 1,
  full_right: 'customers.full',
  ...about,
})
const choices = ['Red; or so', 'Blue', 'Été'].map((label, i) => ({ id: `c${i}`, label, retired: false }))

/** Values of each type as the API takes them. */
const values: Record<FieldType, { field: CustomField; value: fc.Arbitrary<unknown> }> = {
  text: { field: field('text'), value: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  long_text: { field: field('long_text'), value: fc.string({ unit: 'grapheme', maxLength: 300 }) },
  number: {
    field: field('number'),
    value: fc
      .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 6 }))
      .map(([n, d]) => Number((n / 100 / 10 ** d).toPrecision(15))),
  },
  money: {
    field: field('money', { currency: 'EUR' }),
    value: fc.maxSafeInteger().map((amount) => ({ amount, currency: 'EUR' })),
  },
  date: {
    field: field('date'),
    value: fc
      .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10)),
  },
  choice: { field: field('choice', { choices }), value: fc.constantFrom('c0', 'c1', 'c2') },
  multi_choice: {
    field: field('multi_choice', { choices: choices.slice(1) }),
    value: fc.subarray(['c2', 'c1']),
  },
  yes_no: { field: field('yes_no'), value: fc.boolean() },
  customer: { field: field('customer'), value: fc.uuid() },
}

describe('values', () => {
  for (const [type, { field: of, value: arbitrary }] of Object.entries(values)) {
    it(`of the type ${type} have one form, and come back from a file as they went`, () => {
      fc.assert(
        fc.property(arbitrary, (given) => {
          const read = readValue(given, of)
          if (!read.ok) return expect(type).toBe('number')
          if (read.value === null) return
          expect(readValue(read.value, of)).toEqual(read)
          const cell = cellOf(of, read.value)!
          const back = readCell(of, cell)
          expect(back.ok && readValue(back.value, of), cell).toEqual(read)
        }),
      )
    })
  }

  it('never take what is not theirs', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(values)), fc.jsonValue(), ({ field: of }, junk) => {
        const read = readValue(junk, of)
        if (read.ok && read.value !== null) expect(readValue(read.value, of)).toEqual(read)
      }),
    )
  })

  it('numbers in files are read as people write them', () => {
    const read: Record<string, string | undefined> = {
      '1234': '1234',
      '1.234,50': '1234.50',
      '1,234.50': '1234.50',
      '€ 12,5': '12.5',
      '12.50 EUR': '12.50',
      '1.234.567': '1234567',
      '-3,25': '-3.25',
      '1.2.3': undefined,
      twelve: undefined,
    }
    for (const [text, decimal] of Object.entries(read)) expect(decimalFrom(text), text).toBe(decimal)
  })
})

const define = async (about: object) => {
  const answer = await admin.post('/custom-fields', { target: 'customer', ...about })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
type Custom = Record<string, StoredValue | null>
const add = async (custom: Custom, about: object = {}) => {
  const answer = await admin.post('/customers', { last_name: 'Valued', custom, ...about })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const change = (id: string, custom: Custom, headers = {}) =>
  admin.patch(`/customers/${id}`, { custom }, headers)
const codes = (answer: { body: { errors?: { pointer: string; code: string }[] } }) =>
  answer.body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)

describe('a customer with custom fields', () => {
  it('is refused with every fault named, and how to mend it', async () => {
    await define({ type: 'number', label: 'Height' })
    await define({ type: 'money', label: 'Sponsorship', currency: 'EUR' })
    await define({ type: 'date', label: 'Since' })
    await define({ type: 'choice', label: 'Diet', choices: [{ label: 'Vegan' }] })
    await define({ type: 'yes_no', label: 'Newsletter', default_value: true })
    await define({ type: 'text', label: 'Motto' })
    const custom = {
      height: 'tall',
      sponsorship: { amount: 5, currency: 'USD' },
      since: '2026-02-30',
      diet: 'meat',
      newsletter: 'yes',
      unheard: 1,
    }
    const refused = await admin.post('/customers', { custom })
    expect(codes(refused)).toEqual([
      '/last_name name.required',
      '/custom/height custom.number',
      '/custom/sponsorship custom.currency',
      '/custom/since custom.date',
      '/custom/diet custom.choice',
      '/custom/newsletter custom.yes_no',
      '/custom/unheard custom.unknown',
    ])
    expect(refused.body.errors.at(-1).message).toContain('There are: height, sponsorship, since')
  })

  it('keeps what is not given, clears what is null, and gets defaults only when it is new', async () => {
    const made = await add({ height: 1.85, motto: ' Ever  on ' })
    expect(made.custom).toEqual({ height: 1.85, newsletter: true, motto: 'Ever on' })
    expect((await change(made.id, { motto: null, diet: 'vegan' })).body.custom).toEqual({
      height: 1.85,
      newsletter: true,
      diet: 'vegan',
    })
    const cleared = await change(made.id, { newsletter: null })
    expect(cleared.body.custom).toEqual({ height: 1.85, diet: 'vegan' })
    expect((await change(made.id, { diet: 'vegan' })).body.version).toBe(cleared.body.version)
    const stale = await change(made.id, { height: 2 }, { 'if-match': '"1"' })
    expect(stale).toMatchObject({
      status: 412,
      body: { params: { current: { custom: { height: 1.85, diet: 'vegan' } } } },
    })
  })

  it('required: asked of new ones and when it is cleared, not of older ones', async () => {
    const older = await add({})
    const needed = await define({ type: 'text', label: 'Badge', required: true })
    expect(codes(await admin.post('/customers', { last_name: 'N' }))).toEqual([
      '/custom/badge custom.required',
    ])
    expect((await admin.patch(`/customers/${older.id}`, { last_name: 'Older' })).status).toBe(200)
    expect((await change(older.id, { height: 1 })).status).toBe(200)
    expect(codes(await change(older.id, { badge: null }))).toEqual(['/custom/badge custom.required'])
    await admin.patch(`/custom-fields/${needed.id}`, { required: false })
  })

  it('has a history of each field, can be set back, undone, and seen as it was', async () => {
    const friend = await add({})
    await define({ type: 'customer', label: 'Friend' })
    await define({
      type: 'multi_choice',
      label: 'Skills',
      choices: [{ label: 'Sawing' }, { label: 'Baking' }],
    })
    const made = await add({ height: 1 })
    const first = await change(made.id, {
      height: 2,
      diet: 'vegan',
      friend: friend.id,
      skills: ['sawing', 'baking'],
    })
    const history = async () => (await admin.get(`/customers/${made.id}/history`)).body.items
    const [entry] = await history()
    const byLabel = Object.fromEntries(entry.changes.map((one: { label: string }) => [one.label, one]))
    expect(byLabel).toMatchObject({
      Height: { old: 1, new: 2 },
      Diet: { old: null, new: { id: 'vegan', name: 'Vegan' } },
      Friend: { new: { id: friend.id, name: `C-${friend.number}` } },
      Skills: { new: [{ name: 'Baking' }, { name: 'Sawing' }] },
    })
    const before = new Date()
    await change(made.id, { height: 3, skills: ['baking'] })
    const asOf = (await admin.get(`/customers/${made.id}/as-of?at=${before.toISOString()}`)).body
    expect(asOf.values[byLabel.Height.field]).toBe(2)
    expect(asOf.labels[byLabel.Height.field]).toBe('Height')
    const version = (await admin.get(`/customers/${made.id}`)).body.version
    const reverted = await admin.post(
      `/customers/${made.id}/reversions`,
      { change_id: entry.id, field: byLabel.Diet.field },
      { 'if-match': `"${version}"` },
    )
    expect(reverted.status, JSON.stringify(reverted.body)).toBe(200)
    expect((await admin.get(`/customers/${made.id}`)).body.custom).toEqual({
      newsletter: true,
      height: 3,
      friend: friend.id,
      skills: ['baking'],
    })
    const undo = await admin.post('/undos', { operation_id: first.headers.get('operation-id') })
    // Changed again since: height and skills stay; the diet is already as it was.
    expect(undo.body).toMatchObject({ state: 'done', kept: 3 })
    expect((await admin.get(`/customers/${made.id}`)).body.custom).toEqual({
      newsletter: true,
      height: 3,
      skills: ['baking'],
    })
    const listed = await admin.get('/customers?filter[custom.friend]=any')
    expect(listed.body.items).toEqual([])
  })
})
