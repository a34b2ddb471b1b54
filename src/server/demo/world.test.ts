import parsePhoneNumber from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { parseEmail } from '#lib/identifiers/email.ts'
import { parseVat } from '#lib/identifiers/vat.ts'
import { brand, freeMailbox } from './hosts.ts'
import {
  type DemoCustomer,
  demoCustomer,
  demoCustomers,
  demoGroups,
  demoStaff,
  demoTags,
  demoTasks,
} from './world.ts'

const until = new Date('2026-06-01T00:00:00Z')
const COUNT = 30_000
const world = [...demoCustomers({ seed: 7, count: COUNT, until })]

const share = (test: (customer: DemoCustomer) => unknown, of = world): number =>
  of.filter(test).length / of.length

test('the same seed gives the same customers, another seed others', () => {
  const first = [...demoCustomers({ seed: 1, count: 500, until })]
  expect([...demoCustomers({ seed: 1, count: 500, until })]).toEqual(first)
  const other = [...demoCustomers({ seed: 2, count: 500, until })]
  const same = other.filter((customer, i) => customer.lastName === first[i]!.lastName)
  expect(same.length).toBeLessThan(50)
})

test('a world once shown stays what it was', () => {
  // A change of the generator changes every demo and every measurement: change these lines knowingly.
  const { firstName, lastName, emails } = demoCustomer(1, 6, until)
  expect([firstName, lastName, emails[0]?.address]).toEqual([
    'Mohamed',
    'Martens',
    'mohamed_martens142@post.example',
  ])
})

test('a range does not depend on what was made before it', () => {
  const range = [...demoCustomers({ seed: 7, from: 12_345, count: 200, until })]
  expect(range).toEqual(world.slice(12_345, 12_545))
  expect(demoCustomer(7, 20_000, until)).toEqual(world[20_000])
  const tasks = [...demoTasks({ seed: 7, count: 2_000, until })]
  const later = [...demoTasks({ seed: 7, from: 1_000, count: 1_000, until })]
  expect(tasks.filter(({ customerIndex }) => customerIndex >= 1_000)).toEqual(later)
})

test('every phone number is one that its country has in use', () => {
  const wrong = world
    .flatMap(({ phones }) => phones)
    .filter(({ number }) => {
      const parsed = parsePhoneNumber(number)
      return !parsed?.isValid() || parsed.number !== number
    })
  expect(wrong).toEqual([])
})

test('every VAT number has the right check digits', () => {
  const numbers = world.flatMap(({ vatNumber }) => vatNumber ?? [])
  const prefixes = new Set(numbers.map((number) => number.slice(0, 2)))
  expect(prefixes.size).toBe(13)
  const wrong = numbers.filter((number) => {
    const parsed = parseVat(number)
    return !parsed.ok || !parsed.checked || parsed.value !== number
  })
  expect(wrong).toEqual([])
})

describe('e-mail addresses', () => {
  const RESERVED = /@(?:[a-z0-9-]+\.)*(?:[a-z0-9-]+\.(?:example|test)|example\.(?:com|org|net))$/

  test('are well formed and under names reserved for examples', () => {
    const addresses = [...world.flatMap(({ emails }) => emails), ...demoStaff].map((entry) =>
      'address' in entry ? entry.address : entry.email,
    )
    expect(addresses.filter((address) => !RESERVED.test(address))).toEqual([])
    expect(addresses.filter((address) => !parseEmail(address).ok)).toEqual([])
    const sites = world.flatMap(({ website }) => website ?? [])
    expect(sites.filter((site) => !RESERVED.test(site.replace('https://', '@')))).toEqual([])
  })

  test('are shared by households only, in about one customer in fifty', () => {
    const owner = new Map<string, number>()
    let shared = 0
    for (const { index, emails } of world) {
      for (const { address } of emails) {
        const first = owner.get(address)
        if (first === undefined) owner.set(address, index)
        else {
          expect(index - first).toBe(1)
          expect(world[index]!.lastName).toBe(world[first]!.lastName)
          shared++
        }
      }
    }
    expect(shared / COUNT).toBeGreaterThan(0.012)
    expect(shared / COUNT).toBeLessThan(0.03)
  })

  test('and brands stay unique over several hundred thousand customers', () => {
    const brands = new Set<string>()
    const boxes = new Set<string>()
    for (let index = 0; index < 300_000; index++) {
      brands.add(brand(7, index))
      const { host, number } = freeMailbox(7, index)
      boxes.add(`${number}@${host}`)
    }
    expect(brands.size).toBe(300_000)
    expect(boxes.size).toBe(300_000)
  })
})

test('the world has the proportions of a real one', () => {
  expect(share(({ kind }) => kind === 'organisation')).toBeCloseTo(0.12, 1)
  expect(share(({ status }) => status === 'active')).toBeCloseTo(0.92, 1)
  expect(share(({ status }) => status === 'archived')).toBeCloseTo(0.03, 1)
  const several = share(({ emails, phones }) => emails.length > 1 || phones.length > 1)
  expect(several).toBeGreaterThan(0.12)
  expect(several).toBeLessThan(0.18)
  const posted = share(({ addresses }) => addresses.length)
  expect(posted).toBeGreaterThan(0.72)
  expect(posted).toBeLessThan(0.79)
  const bare = share((c) => !c.emails.length && !c.phones.length && !c.addresses.length)
  expect(bare).toBeGreaterThan(0.06)
  expect(bare).toBeLessThan(0.1)
  const british = world.filter((c) => c.kind === 'individual' && c.addresses[0]?.country === 'GB')
  expect(share(({ lastName }) => lastName === 'Smith', british)).toBeGreaterThan(0.02)
  expect(new Set(world.map(({ lastName }) => lastName)).size).toBeGreaterThan(4_000)
})

test('every customer can be saved: named, with one primary of each, nothing later than the present', () => {
  for (const customer of world) {
    const { kind, emails, phones, addresses, createdAt, birthday, group } = customer
    expect(
      kind === 'organisation' ? customer.companyName : customer.lastName && customer.firstName,
    ).toBeTruthy()
    for (const contacts of [emails, phones, addresses]) {
      expect(contacts.filter(({ primary }) => primary).length).toBe(contacts.length ? 1 : 0)
    }
    expect(createdAt.getTime()).toBeLessThanOrEqual(until.getTime())
    if (birthday) expect(new Date(birthday).toISOString().slice(0, 10)).toBe(birthday)
    if (group) expect(demoGroups).toContain(group)
    expect(customer.tags.every((tag) => (demoTags as readonly string[]).includes(tag))).toBe(true)
    expect(JSON.stringify(customer)).not.toMatch(/undefined|NaN| {2}/)
  }
})

test('tasks hang on customers of the range and are done in the past', () => {
  const tasks = [...demoTasks({ seed: 7, count: 5_000, until })]
  expect(tasks.length).toBeGreaterThan(200)
  expect(tasks.filter(({ customerIndex }) => customerIndex >= 5_000)).toEqual([])
  expect(tasks.filter(({ doneAt }) => doneAt && doneAt > until)).toEqual([])
  expect(tasks.filter(({ done, doneAt }) => done !== (doneAt !== null))).toEqual([])
})
