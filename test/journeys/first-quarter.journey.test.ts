import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setupLink } from '#modules/accounts/setup.ts'
import { writeCsv } from '#platform/formats/csv-writer.ts'
import { sampleFile } from '#server/demo/sample-files.ts'
import { startEmptyApp, type TestInstallation } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, openPage } from '#test/support/browser.ts'
import { goodPassword } from '#test/support/people.ts'
import { buildStaffApp } from '#test/support/staff-page.ts'

/** An administrator's first quarter of an hour: the tests are its stages, each goes on where the one before ended. */
let app: TestInstallation
let browser: Browser
let page: Page
let faults: string[]

const rows = 60
const flawEvery = 7
const flawed = Math.floor(rows / flawEvery)
const range = { seed: 3, from: 0, count: rows, until: new Date('2026-06-01') }
const exportFile = (file: Partial<Parameters<typeof sampleFile>[0]> = {}) =>
  Buffer.concat([...sampleFile({ ...range, ...file })])
type Row = Record<string, string>
const rowsOf = (csv: string | Buffer): Row[] => parse(csv, { columns: true, bom: true })

beforeAll(async () => {
  await buildStaffApp()
  app = await startEmptyApp()
  browser = await launchBrowser()
  ;({ page, faults } = await openPage(browser))
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const count = (text: string) => heading('Customers').locator('..').getByText(text, { exact: true }).waitFor()
/** What the API says to the one who is signed in here. */
async function ask(path: string, query: Record<string, string> = {}) {
  const answer = await page.request.get(`${app.url}/api/v1${path}?${new URLSearchParams(query)}`)
  expect(answer.status(), await answer.text()).toBe(200)
  return answer.json()
}
const total = async (query: Record<string, string>) =>
  (await ask('/customers', { ...query, count: 'exact', limit: '1' })).count.value
/** A figure of the import page, by the word above it. */
const figure = async (name: string) =>
  Number(
    await page
      .getByRole('term')
      .filter({ hasText: name })
      .locator('xpath=following-sibling::dd[1]')
      .textContent(),
  )
const figures = async () => ({
  created: await figure('Created'),
  updated: await figure('Updated'),
  skipped: await figure('Skipped'),
  rejected: await figure('Rejected'),
})

test('the printed link makes the workspace and leads to an empty list that says how to begin', async () => {
  const link = new URL((await setupLink(app.app))!)
  await page.goto(`${app.url}/`)
  await page.getByText('This installation has no account yet').waitFor()
  await page.goto(app.url + link.pathname + link.search)
  await heading('Set up Regulars').waitFor()
  await page.getByRole('textbox', { name: 'Name of your organisation' }).fill('Museum aan de Kade')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Anna Visser')
  await page.getByRole('textbox', { name: 'E-mail address' }).fill('anna@kade.example')
  await page.getByLabel('Password', { exact: false }).first().fill('too short')
  await button('Set up and sign in').click()
  await page.getByText('3 more characters are needed').first().waitFor()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await accessibilityFaults(page)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByLabel('Password', { exact: false }).first().fill(goodPassword)
  const country = page.getByRole('combobox', { name: 'Country' })
  await country.fill('Netherl')
  await country.press('ArrowDown')
  await country.press('Enter')
  await button('Set up and sign in').click()

  await heading('Customers').waitFor()
  await page.getByText('No customers yet').waitFor()
  await button('Add a customer').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await setupLink(app.app)).toBe(null)
  // Before there was an account the page asked in vain who is there; from here on nothing may go wrong.
  expect(faults.splice(0).filter((fault) => !fault.includes('401'))).toEqual([])
})

test('a file with errors is checked, imported, mended and imported again; every row is accounted for', async () => {
  await button('Import a file').click()
  await heading('Import customers').waitFor()
  await upload('old-system.csv', exportFile({ flawEvery }))
  await page.getByRole('heading', { name: 'Is the file read right?' }).waitFor()
  await button('Next: Columns').click()
  await page.getByRole('heading', { name: 'Which column goes where?' }).waitFor()
  const fieldOf = (column: string) =>
    page
      .getByRole('combobox', { name: `Field for column ${column}`, exact: true })
      .locator('option:checked')
      .textContent()
  expect(await fieldOf('Customer number')).toBe('Customer number')
  expect(await fieldOf('E-mail')).toBe('E-mail')
  expect(await fieldOf('Company')).toBe('Company name')
  await button('Next: Options').click()
  await button('Check the file').click()
  await page.getByRole('heading', { name: 'This is what the import would do' }).waitFor()
  expect(await figures()).toEqual({ created: rows - flawed, updated: 0, skipped: 0, rejected: flawed })
  await page
    .getByRole('region', { name: `${flawed} rejected rows` })
    .getByText('E-mail', { exact: true })
    .first()
    .waitFor()
  expect(await total({ 'filter[status]': 'all' })).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])

  await button('Next: Import').click()
  await button(`Import ${rows - flawed} rows`).click()
  await page.getByRole('heading', { name: 'The import is done' }).waitFor()
  expect(await figures()).toEqual({ created: rows - flawed, updated: 0, skipped: 0, rejected: flawed })
  expect(await total({ 'filter[status]': 'all' })).toBe(rows - flawed)

  const arriving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download rejected rows' }).click()
  const download = await arriving
  expect(download.suggestedFilename()).toBe('old-system-rejected.csv')
  const rejected = rowsOf(await readFile(await download.path()))
  expect(rejected).toHaveLength(flawed)
  expect(
    rejected.every((row) => Number(row['Regulars line']) % flawEvery === 1 && row['Regulars reason']),
  ).toBe(true)

  await page.getByRole('link', { name: 'Import another file' }).click()
  await upload('mended.csv', await mended(rejected))
  await button('Next: Columns').click()
  await page
    .getByText('A file with these columns was imported before')
    .or(page.getByText(/columns are used/))
    .waitFor()
  await button('Next: Options').click()
  await button('Check the file').click()
  await page.getByRole('heading', { name: 'This is what the import would do' }).waitFor()
  await button('Next: Import').click()
  await button(`Import ${flawed} rows`).click()
  await page.getByRole('heading', { name: 'The import is done' }).waitFor()
  expect(await figures()).toEqual({ created: flawed, updated: 0, skipped: 0, rejected: 0 })
  expect(await total({ 'filter[status]': 'all' })).toBe(rows)
  expect(await accessibilityFaults(page)).toEqual([])
})

async function upload(name: string, buffer: Buffer) {
  await page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'text/csv', buffer })
  await page.getByRole('navigation', { name: 'Steps of the import' }).waitFor()
}

/** The downloaded rows with what was wrong put right, as one would in a spreadsheet; its own columns stay. */
async function mended(rejected: Row[]): Promise<Buffer> {
  const right = new Map(rowsOf(exportFile()).map((row) => [row['Customer number'], row]))
  const columns = Object.keys(rejected[0]!)
  const batch = rejected.map((row) =>
    columns.map((name) => right.get(row['Customer number'])?.[name] ?? row[name] ?? ''),
  )
  let text = ''
  for await (const piece of writeCsv({
    columns,
    rows: (async function* () {
      yield batch
    })(),
  }))
    text += piece
  return Buffer.from(text)
}

/** Active customers of the file in the country that most of them are in. */
function mostCommonCountry(): { code: string; name: string; customers: Row[] } {
  const active = Map.groupBy(
    rowsOf(exportFile()).filter((row) => row['Status'] === 'Active' && row['Country']),
    (row) => row['Country']!,
  )
  const [code, customers] = [...active].sort(([, a], [, b]) => b.length - a.length)[0]!
  return { code, name: new Intl.DisplayNames('en-GB', { type: 'region' }).of(code)!, customers }
}

test('the list is filtered while typing, the address holds it, and a view brings it back', async () => {
  const { code, name, customers } = mostCommonCountry()
  await page.getByRole('link', { name: 'Customers', exact: true }).first().click()
  const everybody = await total({})
  await count(`${everybody} customers`)
  await button('Filter').click()
  const panel = page.getByRole('region', { name: 'Filter' })
  const country = panel.getByRole('combobox', { name: 'Country' })
  await country.fill(name.slice(0, 5))
  await page.getByRole('option', { name, exact: true }).waitFor()
  await country.press('Enter')
  await count(`${customers.length} customers`)
  expect(decodeURIComponent(new URL(page.url()).search)).toBe(`?filter[country]=${code}`)
  const [first] = customers
  const typed = (first!['Last name'] || first!['Company'])!.slice(0, 3)
  await panel.getByLabel('Name', { exact: true }).pressSequentially(typed)
  await expect.poll(() => decodeURIComponent(page.url())).toContain(`filter[name]=${typed}`)
  const narrower = await total({ 'filter[country]': code, 'filter[name]': typed })
  expect(narrower).toBeLessThan(customers.length)
  await count(narrower === 1 ? '1 customer' : `${narrower} customers`)
  await page.goBack()
  await count(`${customers.length} customers`)

  await button('Save view').click()
  const dialog = page.getByRole('dialog', { name: 'Save view' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Our country')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const views = page.getByRole('navigation', { name: 'Views' })
  await views.getByRole('link', { name: /Our country/ }).waitFor()
  await views.getByRole('link', { name: 'All customers' }).click()
  await count(`${everybody} customers`)
  await page.reload()
  await views.getByRole('link', { name: /Our country/ }).click()
  await count(`${customers.length} customers`)
  await button(`Remove filter Country: ${name}`).waitFor()
})

test('a record is opened, edited, tagged, written about and given a task', async () => {
  const { customers } = mostCommonCountry()
  const chosen = customers.find(
    (row) => row['Kind'] === 'Individual' && row['First name'] && row['Last name'],
  )!
  const was = `${chosen['First name']} ${chosen['Last name']}`
  await page.getByRole('row').filter({ hasText: was }).first().getByText(was).click()
  await heading(new RegExp(chosen['Last name']!)).waitFor()

  await page.getByRole('button', { name: 'Edit Job title', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Lighthouse keeper')
  await page.keyboard.press('Enter')
  await page.getByText('Lighthouse keeper').first().waitFor()

  await page.keyboard.press('t')
  await page
    .getByRole('combobox', { name: 'Tags' })
    .or(page.getByRole('textbox', { name: 'Tags' }))
    .first()
    .waitFor()
  await page.keyboard.type('First friends')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('First friends').first().waitFor()

  await page.getByRole('tab', { name: 'Notes' }).click()
  await page.getByRole('textbox', { name: 'Write a note' }).fill('Brought the first export along.')
  await button('Add note').click()
  await page.getByRole('listitem').filter({ hasText: 'Brought the first export along.' }).waitFor()

  await page.getByRole('tab', { name: 'Tasks' }).click()
  await button('Add task').click()
  await page.getByRole('textbox', { name: 'What has to be done' }).fill('Send the welcome leaflet')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('checkbox', { name: 'Mark “Send the welcome leaflet” as done' }).click()
  await page.getByText('Done: Send the welcome leaflet').waitFor()
  await page.getByText('No open tasks').waitFor()

  const id = new URL(page.url()).pathname.split('/').at(-1)!
  const stored = await ask(`/customers/${id}`)
  expect(stored.job_title).toBe('Lighthouse keeper')
  expect(stored.tags.map((tag: { name: string }) => tag.name)).toContain('First friends')
  expect((await ask('/tasks', { 'filter[customer]': id, 'filter[state]': 'done' })).items).toMatchObject([
    { title: 'Send the welcome leaflet' },
  ])
})

test('it is archived, found as archived, and restored', async () => {
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  const before = await total({})
  await button('Actions for this customer').click()
  await page.getByRole('menuitem', { name: 'Archive…' }).click()
  const question = page.getByRole('dialog')
  await question.getByText('Archive').first().waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
  expect((await ask(`/customers/${id}`)).status).toBe('active')
  await button('Actions for this customer').click()
  await page.getByRole('menuitem', { name: 'Archive…' }).click()
  await question.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByText('This customer is archived.').first().waitFor()
  expect(await total({})).toBe(before - 1)

  await page.getByRole('navigation').getByRole('link', { name: 'Customers', exact: true }).first().click()
  await heading('Customers').waitFor()
  await page.getByRole('button', { name: /^Filter/ }).click()
  const panel = page.getByRole('region', { name: 'Filter' })
  const status = panel.getByRole('combobox', { name: 'Status' })
  await status.fill('Arch')
  await status.press('Enter')
  await panel.getByLabel('Tag').fill('First fr')
  await panel.getByLabel('Tag').press('Enter')
  await count('1 customer')
  const found = page.getByRole('row').nth(1)
  await found.getByText('Archived').waitFor()
  await found.getByRole('link').first().click()
  await button('Restore').first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByText('This customer is archived.').first().waitFor({ state: 'detached' })
  expect((await ask(`/customers/${id}`)).status).toBe('active')
  expect(await total({})).toBe(before)
  expect(faults).toEqual([])
})
