import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { searchWords } from '#capabilities/search/words.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { plantCustomers } from '#test/support/customers.ts'

let app: TestApp
let home: TestWorkspace
beforeAll(async () => {
  app = await startTestApp({ work: false })
  home = app.home
})
afterAll(() => app.close())

type Hit = { id: string; name: string; matched: string; status: string }
const find = async (q: string, workspace = home): Promise<Hit[]> => {
  const answer = await workspace.admin.get(`/search?q=${encodeURIComponent(q)}&limit=50`)
  expect(answer.status, q).toBe(200)
  return answer.body.customers
}

describe('search', () => {
  it('finds a customer by everything that it is known by', async () => {
    const add = async (body: object) => (await home.admin.post('/customers', body)).body
    const jan = await add({
      first_name: 'Jan',
      last_name: 'de Vries',
      emails: [{ address: 'jan.devries@bakker-co.example' }],
      phones: [{ number: '+31 6 12345678' }],
    })
    const firm = await add({
      kind: 'organisation',
      company_name: "L'Oréal Nederland",
      vat_number: 'NL004495445B01',
    })
    const angelo = await add({ first_name: 'María', last_name: "D'Angelo-Müller" })
    const by = async (q: string) => (await find(q)).map((hit) => [hit.id, hit.matched])
    const ways: [string, string, string][] = [
      ['jan', jan.id, 'name'],
      ['JAN DE VRIES', jan.id, 'name'],
      ['vries jan', jan.id, 'name'],
      ['jan vries', jan.id, 'name'],
      ['de vr', jan.id, 'name'],
      ['jan.dev', jan.id, 'email'],
      ['devries', jan.id, 'email'],
      ['bakker', jan.id, 'email'],
      ['0612345', jan.id, 'phone'],
      ['06-1234 5678', jan.id, 'phone'],
      ['+31612', jan.id, 'phone'],
      ['0031 6 123', jan.id, 'phone'],
      [`C-${jan.number}`, jan.id, 'number'],
      [String(jan.number), jan.id, 'number'],
      ['loreal', firm.id, 'company'],
      ['oreal ned', firm.id, 'company'],
      ['NL0044.95.445', firm.id, 'vat_number'],
      ['004495445B', firm.id, 'vat_number'],
      ['maria', angelo.id, 'name'],
      ['dangelo', angelo.id, 'name'],
      ["d'ang", angelo.id, 'name'],
      ['angelo', angelo.id, 'name'],
      ['muller maria', angelo.id, 'name'],
      ['ngelo', angelo.id, 'name'],
      ['muller', angelo.id, 'name'],
      ['mullr', angelo.id, 'similar-name'],
      ['mulelr', angelo.id, 'similar-name'],
      ['mria muller', angelo.id, 'similar-name'],
      ['nederlnd', firm.id, 'similar-name'],
    ]
    for (const [q, id, matched] of ways) expect(await by(q), q).toContainEqual([id, matched])
    expect(await find('zzzqqq')).toEqual([])
    expect(await find('  ')).toEqual([])
    expect(await find('%_\\')).toEqual([])
  })

  it('puts whole words before beginnings before parts, and active before inactive before archived', async () => {
    const own = await app.addWorkspace('Ranked')
    await plantCustomers(app.app, own.id, [
      { last_name: 'Anninga' },
      { last_name: 'Ann', status: 'archived' },
      { last_name: 'Ann', status: 'inactive' },
      { last_name: 'Ann' },
      { last_name: 'Johanna' },
    ])
    const hits = await find('ann', own)
    expect(hits.map((hit) => `${hit.name} ${hit.status}`)).toEqual([
      'Ann active',
      'Ann inactive',
      'Ann archived',
      'Anninga active',
      'Johanna active',
    ])
  })

  it('finds every name by the beginning of any of its words, in any order, without accents', async () => {
    const word = fc.stringMatching(/^[A-Za-zàéîöüñçøßšžłŁ]{2,12}$/)
    const person = fc.record({
      first_name: word,
      last_name: fc.array(word, { minLength: 1, maxLength: 3 }).map((list) => list.join(' ')),
    })
    const own = await app.addWorkspace('Anybody')
    const people = fc.sample(
      fc.uniqueArray(person, { minLength: 40, maxLength: 40, selector: (p) => p.first_name }),
      { numRuns: 1, seed: 3 },
    )[0]!
    const planted = await plantCustomers(app.app, own.id, people)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(planted.length - 1),
        fc.nat(),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        async (at, pick, length, reversed) => {
          const customer = planted[at]!
          const all = searchWords(`${customer.first_name} ${customer.last_name}`)
          const one = all[pick % all.length]!
          const two = [customer.first_name!, customer.last_name!]
          for (const q of [
            one.slice(0, length),
            (reversed ? two.reverse() : two).join(' '),
            `${all.at(-1)} ${all[0]}`,
          ]) {
            const hits = await find(q, own)
            // More than fit: then the hits themselves must all match.
            if (hits.length < 50)
              expect(
                hits.map((hit) => hit.id),
                q,
              ).toContain(customer.id)
          }
        },
      ),
      { numRuns: 80, seed: 7 },
    )
  })

  it('forgives one typing error in a name: a letter changed, left out, added, or two swapped', async () => {
    const own = await app.addWorkspace('Typists')
    const names = ['Kowalski', 'Andersson', 'Papadakis', 'Oliveira', 'Bakker', 'Ferrari']
    const planted = await plantCustomers(
      app.app,
      own.id,
      names.map((last_name) => ({ first_name: 'Test', last_name })),
    )
    const slips: ((name: string, at: number) => string)[] = [
      (n, i) => n.slice(0, i) + n.slice(i + 1),
      (n, i) => `${n.slice(0, i)}x${n.slice(i)}`,
      (n, i) => `${n.slice(0, i)}x${n.slice(i + 1)}`,
      (n, i) => n.slice(0, i) + (n[i + 1] ?? '') + n[i] + n.slice(i + 2),
    ]
    for (const [index, name] of names.entries()) {
      for (let at = 0; at < name.length; at++) {
        for (const slip of slips) {
          const q = slip(name.toLowerCase(), at)
          expect(
            (await find(q, own)).map((hit) => hit.id),
            `${name} as ${q}`,
          ).toContain(planted[index]!.id)
        }
      }
    }
  })
})

describe('matches', () => {
  it('name who may be meant, best first, with the reasons', async () => {
    const own = await app.addWorkspace('Matching')
    const [jan, other, firm] = await plantCustomers(app.app, own.id, [
      {
        first_name: 'Jan',
        last_name: 'Jansen',
        emails: ['jan@jansen.example'],
        phones: ['+31612345678'],
        birthday: '1980-01-02',
        addresses: [
          {
            label: 'home',
            street: 'A 1',
            extra: null,
            postcode: '1012 AB',
            city: 'A',
            region: null,
            country: 'NL',
            is_primary: true,
            is_billing: false,
            is_shipping: false,
          },
        ],
      },
      { first_name: 'Jannie', last_name: 'Janssen' },
      { kind: 'organisation', company_name: 'Bakkerij Jansen', vat_number: 'NL004495445B01' },
    ])
    const match = async (entered: object): Promise<[string, string[]][]> =>
      (await own.admin.post('/customers/matches', entered)).body.matches.map(
        (m: { customer: Hit; reasons: string[] }) => [m.customer.id, m.reasons],
      )
    expect(await match({ email: 'JAN@jansen.example' })).toEqual([[jan!.id, ['email']]])
    expect(await match({ phone: '06 1234 5678' })).toEqual([[jan!.id, ['phone']]])
    expect(await match({ vat_number: '0044 9544 5B01' })).toEqual([[firm!.id, ['vat_number']]])
    expect(
      await match({ last_name: 'Jánsen', first_name: 'Jan', birthday: '1980-01-02', postcode: '1012ab' }),
    ).toEqual([
      [jan!.id, ['name', 'birthday', 'postcode']],
      [other!.id, ['similar-name']],
    ])
    expect(await match({ last_name: 'Janssen' })).toEqual([
      [other!.id, ['name']],
      [jan!.id, ['similar-name']],
    ])
    expect(await match({ name: 'jansen' })).toEqual(
      expect.arrayContaining([
        [firm!.id, ['company']],
        [jan!.id, ['name']],
      ]),
    )
    expect(await match({ birthday: '1980-01-02' })).toEqual([])
    expect(await match({})).toEqual([])
  })
})
