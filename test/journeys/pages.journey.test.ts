import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemPrincipal } from '#platform/context.ts'
import { loadDemo } from '#server/demo/load.ts'
import { sampleFile } from '#server/demo/sample-files.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, colourRules, launchBrowser, openPage } from '#test/support/browser.ts'
import { finish, upload } from '#test/support/imports.ts'
import { addPerson, type Person, signedIn } from '#test/support/people.ts'
import { sampleAddresses } from '#test/support/records.ts'
import { watchRest } from '#test/support/settled.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'
import { steps } from '#ui/staff/imports/steps.ts'
import { modules } from '#ui/staff/modules.ts'

/** Every page of the staff app, in the states that differ, with the demo world in it. */
let app: TestApp
let browser: Browser
let anna: Person
let places: Awaited<ReturnType<typeof findPlaces>>

const pages = modules.flatMap((module) => module.pages ?? [])
const tabs = modules.flatMap((module) => module.customerTabs ?? [])

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
  await loadDemo(app.app, systemPrincipal(app.home.id), { customers: 300, seed: 1, timeline: 6 })
  places = await findPlaces()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function ask(path: string) {
  const { status, body } = await app.home.admin.get(path)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** The addresses of each page by its path; a page that is not named here is visited at its path alone. */
async function findPlaces(): Promise<Record<string, string[]>> {
  const one = async (query: string) => (await ask(`/customers?limit=1&${query}`)).items[0].id as string
  const [person, organisation, archived] = [
    await one('filter[kind]=individual&sort=-created_at'),
    await one('filter[kind]=organisation'),
    await one('filter[status]=archived'),
  ]
  const csv = Buffer.concat([
    ...sampleFile({ seed: 2, from: 0, count: 40, until: new Date('2026-06-01'), flawEvery: 6 }),
  ])
  // Few columns: each brings a list of all fields, which axe goes through one by one.
  const few = 'Name;E-mail;Country;Remarks;Name of dog\nEva Visser;eva@visser.example;NL;Comes in May;Bo\n'
  const fresh = await upload(app.home.admin, 'fresh.csv', few)
  const checked = await upload(app.home.admin, 'checked.csv', csv)
  await finish(app, app.home.admin, checked.id, 'check')
  const done = await upload(app.home.admin, 'done.csv', csv)
  await finish(app, app.home.admin, done.id, 'run')
  await furnish()
  return {
    ...(await sampleAddresses(ask)),
    '/customers': [
      '/customers',
      `/customers?filter[status]=all&filter[name]=an&preview=${person}`,
      '/customers?q=zzzz',
    ],
    '/customers/$id': [
      ...tabs.map(({ id }) => `/customers/${person}?tab=${id}`),
      `/customers/${organisation}`,
      `/customers/${archived}`,
    ],
    '/imports/$id': [
      ...['file', 'columns', 'options'].map((step) => `/imports/${fresh.id}?step=${step}`),
      ...['check', 'import'].map((step) => `/imports/${checked.id}?step=${step}`),
      `/imports/${done.id}?step=import`,
    ],
    '/tasks': ['/tasks', '/tasks?assignee=all', '/tasks?assignee=all&state=done'],
    '/invitation/$token': [`/invitation/${await invite()}`],
    '/reset-password': ['/reset-password', `/reset-password?token=${'x'.repeat(43)}`],
    '/setup': ['/setup'],
  }
}

/** What the demo world does not bring: settings of every kind, and news for the one who looks. */
async function furnish() {
  const { admin } = app.home
  const person = await signedIn(app, anna)
  const answers = [
    await admin.post('/segments', { name: 'Dutch people', filter: { country: 'NL', kind: 'individual' } }),
    await admin.post('/security-groups', { name: 'Portal guests', audience: 'customer' }),
    await admin.post('/security-groups', {
      name: 'Desk',
      areas: { customers: 'read' },
      hidden_fields: ['customers.birthday'],
    }),
    await person.post('/api-keys', { name: 'Ticket shop', scopes: ['customers.read'] }),
    await person.post('/views', {
      list: 'customers',
      name: 'Dutch people',
      shared: true,
      filter: { country: 'NL' },
      columns: [{ id: 'name' }, { id: 'city' }],
    }),
  ]
  for (const { status, body } of answers) expect(status, JSON.stringify(body)).toBe(201)
}

async function invite(): Promise<string> {
  const about = { name: 'Nina New', email: 'nina@people.example', group_ids: [app.home.groups['Read only']] }
  expect((await app.home.admin.post('/staff', about)).status).toBe(201)
  const { items } = await ask('/outbox')
  return /\/invitation\/([\w-]+)/.exec(items[0].body_text)![1]!
}

/** All addresses to look at, those before sign-in apart. */
function addresses(frame: 'app' | 'bare'): string[] {
  return pages
    .filter((page) => (page.frame ?? 'app') === frame)
    .flatMap(({ path }) => {
      const known = places[path]
      if (!known && path.includes('$'))
        throw new Error(
          `Say in the addresses of the module's samples with which records ${path} is looked at.`,
        )
      return known ?? [path]
    })
}

test('the ways of an import are all among the places', () => {
  for (const step of steps)
    expect(
      places['/imports/$id']!.some((address) => address.endsWith(`step=${step}`)),
      step,
    ).toBe(true)
})

const screens = [
  { name: 'a desk', width: 1440, height: 900 },
  { name: 'a phone', width: 390, height: 844 },
]

test.concurrent.each(screens)(
  'every page on $name passes axe in both schemes, has a title and one heading, and logs no error',
  async ({ width, height }) => {
    const staff = await openStaffApp(browser, app, anna, { width, height })
    const stranger = await openPage(browser, { width, height })
    const faults: string[] = []
    for (const [{ page, faults: logged }, list] of [
      [staff, [...addresses('app'), '/no-such-page']],
      [stranger, addresses('bare')],
    ] as const) {
      const { settled } = watchRest(page)
      for (const address of list) {
        const say = (fault: string) => faults.push(`${address}: ${fault}`)
        /** What is wrong with one row is wrong with all of them. */
        const sayAll = (found: string[], scheme = '') => {
          for (const [rule, [first, ...others]] of Map.groupBy(found, (fault) => fault.split(':')[0]))
            say(`${scheme}${first}${others.length > 0 ? ` (${rule} at ${others.length} more)` : ''}`)
        }
        await page.emulateMedia({ colorScheme: 'light' })
        await page.goto(app.url + address)
        const headings = page.getByRole('heading', { level: 1 })
        await headings
          .first()
          .waitFor({ timeout: 20_000 })
          .catch(() => say('no heading appears'))
        await settled()
        sayAll(await accessibilityFaults(page))
        // In the dark nothing but the colours is different.
        await page.emulateMedia({ colorScheme: 'dark' })
        await page.locator('[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' })
        sayAll(await accessibilityFaults(page, undefined, colourRules), 'dark: ')
        const count = await headings.count()
        if (count !== 1) say(`${count} headings of level 1`)
        const title = await page.title()
        if (!/^\S.* · Regulars$/.test(title)) say(`the document is titled “${title}”`)
        const scrolls = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (scrolls > 0) say(`the document is ${scrolls} pixels wider than the screen`)
        for (const fault of logged.splice(0)) say(fault)
      }
    }
    await staff.close()
    await stranger.context.close()
    expect(faults).toEqual([])
  },
  240_000,
)
