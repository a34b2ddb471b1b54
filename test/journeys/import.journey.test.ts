import { parse } from 'csv-parse/sync'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleFile } from '#server/demo/sample-files.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

let app: TestApp
let browser: Browser
let anna: Person

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp({ settings: { STATEMENT_TIMEOUT_MS: '120000' } })
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const rows = 120
const flawEvery = 10
const flawed = rows / flawEvery
const oldSystem = Buffer.concat([
  ...sampleFile({
    seed: 5,
    count: rows,
    until: new Date('2026-10-01T00:00:00Z'),
    separator: ';',
    encoding: 'windows-1252',
    headers: 'nl',
    flawEvery,
  }),
])

/** A name out of the file that says whether its letters were read right. */
const accented = /\p{L}*[éèëöüßñ]\p{L}*/u.exec(
  oldSystem.toString('latin1').split('\r\n').slice(1, 6).join(),
)![0]

async function open(path = '/imports', screen?: Screen) {
  const staff = await openStaffApp(browser, app, anna, screen)
  await staff.go(path)
  await staff.page.getByRole('heading', { level: 1 }).waitFor()
  return staff
}
const choose = async (page: Page, name: string, buffer: Buffer, mimeType = 'text/csv') =>
  page.getByLabel('Choose a file to import').setInputFiles({ name, mimeType, buffer })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name }).waitFor()
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const field = (page: Page, column: string) => page.getByLabel(`Field for column ${column}`, { exact: true })
const kept = (page: Page) => page.getByText('Kept. You can leave and come back.').waitFor()

/** The four figures as shown: created, updated, skipped, rejected. */
async function figures(page: Page): Promise<number[]> {
  const shown = await page.locator('main dl > div dd:nth-of-type(1)').allInnerTexts()
  return shown.map((text) => Number(text.replaceAll(/\D/g, '')))
}
const total = (numbers: number[]) => numbers.reduce((sum, n) => sum + n, 0)
const customers = async () =>
  (await app.home.admin.get('/customers?limit=1&count=exact&filter[status]=all')).body.count.value as number

async function toCheck(page: Page) {
  await press(page, 'Next: Columns')
  await press(page, 'Next: Options')
  await press(page, 'Check the file')
  await heading(page, 'This is what the import would do')
}
async function textOf(download: Download): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** What somebody does with the file of rejected rows: puts right what its last column says. */
function mended(text: string): string {
  const [header = [], ...records] = parse(text, { bom: true, delimiter: ';' }) as string[][]
  const at = (name: string) => header.indexOf(name)
  for (const [i, record] of records.entries()) {
    const column = record[at('Regulars column')]
    if (column === 'E-mailadres') record[at('E-mailadres')] = `mended-${i}@people.example`
    else if (column === 'Geboortedatum') record[at('Geboortedatum')] = '28-02-1987'
    else if (column === 'Btw-nummer') record[at('Btw-nummer')] = ''
    else Object.assign(record, { [at('Voornaam')]: 'Mended', [at('Bedrijf')]: 'Mended Ltd' })
  }
  return [header, ...records]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';'))
    .join('\r\n')
}

test('an export of an old system is checked, imported, mended and imported again; no row is lost', async () => {
  const { page, faults, close } = await open()
  const sound = async () => expect(await accessibilityFaults(page)).toEqual([])
  await page.getByText('No imports yet').waitFor()
  await sound()
  await choose(page, 'oude-klanten.csv', oldSystem)

  await heading(page, 'Is the file read right?')
  expect(await page.getByLabel('Encoding').inputValue()).toBe('windows-1252')
  expect(await page.getByLabel('Separator').inputValue()).toBe(';')
  await page.getByRole('cell', { name: accented }).first().waitFor()
  await page.getByLabel('Separator').selectOption(',')
  await page.getByText('Chosen by you').waitFor()
  await page.getByLabel('Separator').selectOption('Find it again')
  await page.getByRole('columnheader', { name: 'Achternaam', exact: true }).waitFor()
  await sound()

  await press(page, 'Next: Columns')
  await field(page, 'Functie').selectOption('E-mail')
  await page.getByText('“E-mail” is also filled from column “E-mailadres”.').waitFor()
  expect(await page.getByRole('button', { name: 'Next: Options' }).isDisabled()).toBe(true)
  await press(page, 'To mend 2')
  expect(await page.getByRole('combobox').count()).toBe(2)
  await sound()
  await field(page, 'Functie').selectOption('Job title')
  await page.getByText('No column fits.').waitFor()
  await press(page, 'All 28')
  await field(page, 'Website').selectOption('Leave out')
  await press(page, 'Left out 1')
  await kept(page)
  await page.reload()
  expect(await field(page, 'Website').inputValue()).toBe('ignore')

  await press(page, 'Next: Options')
  await page.getByRole('combobox', { name: 'Tags' }).fill('old system')
  await page.keyboard.press('Enter')
  await sound()
  await press(page, 'Check the file')
  await heading(page, 'This is what the import would do')
  const before = await figures(page)
  expect(before).toEqual([rows - flawed, 0, 0, flawed])
  await page
    .getByRole('cell', { name: '“front desk at example”: An e-mail address has an @ in it.' })
    .first()
    .waitFor()
  await press(page, 'Show more')
  await expect
    .poll(() =>
      page
        .getByRole('table', { name: `${flawed} rejected rows` })
        .getByRole('row')
        .count(),
    )
    .toBe(flawed + 1)
  await sound()
  expect(await customers()).toBe(0)

  await press(page, 'Next: Import')
  await page.getByText('An import can be taken back.').waitFor()
  await press(page, `Import ${rows - flawed} rows`)
  await heading(page, 'The import is done')
  expect(await figures(page)).toEqual(before)
  expect(total(await figures(page))).toBe(rows)
  expect(await customers()).toBe(rows - flawed)
  await sound()
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download rejected rows' }).click()
  const rejected = await textOf(await waiting)
  await page.getByRole('link', { name: 'See the imported customers' }).click()
  await page
    .getByText(`${rows - flawed} customers`, { exact: true })
    .first()
    .waitFor()

  await page.goto(`${app.url}/imports`)
  await page.getByRole('link', { name: 'oude-klanten.csv' }).waitFor()
  await choose(page, 'mended.csv', Buffer.from(mended(rejected)))
  await heading(page, 'Is the file read right?')
  await toCheck(page)
  expect(await figures(page)).toEqual([flawed, 0, 0, 0])
  await press(page, 'Next: Import')
  await press(page, `Import ${flawed} rows`)
  await heading(page, 'The import is done')
  expect(await customers()).toBe(rows)

  // The same export once more: its columns are known, and nobody comes twice.
  await page.getByRole('link', { name: 'Import another file' }).click()
  await choose(page, 'oude-klanten.csv', oldSystem)
  await press(page, 'Next: Columns')
  await page.getByText('A file with these columns was imported before.').waitFor()
  expect(await field(page, 'Website').inputValue()).toBe('ignore')
  await press(page, 'Next: Options')
  await press(page, 'Check the file')
  await heading(page, 'This is what the import would do')
  const [created, updated = 0, skipped = 0, refused] = await figures(page)
  expect(created).toBe(0)
  expect(refused).toBeLessThanOrEqual(flawed)
  expect(updated + skipped + (refused ?? 0)).toBe(rows)
  expect(faults).toEqual([])
  await close()
})

test('a file that is none is refused in words, and a file may be dropped anywhere', async () => {
  const { page, close } = await open()
  await choose(page, 'report.pdf', Buffer.from('%PDF-1.7 and so on'), 'application/pdf')
  await page.getByRole('alert').getByText('This is a PDF document.').waitFor()
  await choose(page, 'nothing.csv', Buffer.alloc(0))
  await page.getByRole('alert').getByText('The file holds no rows.').waitFor()
  await page.evaluate(() => {
    const carried = new DataTransfer()
    carried.items.add(new File(['Name,E-mail\r\nEva Visser,eva@visser.example\r\n'], 'dropped.csv'))
    const at = document.querySelector('h1')!
    for (const type of ['dragenter', 'dragover', 'drop'])
      at.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }))
  })
  await page.getByRole('heading', { level: 1, name: 'dropped.csv' }).waitFor()
  await press(page, 'Discard')
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('heading', { level: 1, name: 'Import customers' }).waitFor()
  expect(await page.getByRole('link', { name: 'dropped.csv' }).count()).toBe(0)
  await close()
})

/** Goes on with Tab until something with this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const at = document.activeElement as HTMLElement
      return at.getAttribute('aria-label') ?? at.textContent ?? ''
    })
    if (name.test(here)) return
  }
  throw new Error(`${name} cannot be reached with Tab`)
}

test('an import needs nothing but the keyboard', async () => {
  const { page, close } = await open('/customers')
  const before = await customers()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.getByRole('heading', { level: 1, name: 'Import customers' }).waitFor()
  const choosing = page.waitForEvent('filechooser')
  await tabTo(page, /^Choose a file to import/)
  await page.keyboard.press('Enter')
  const content = 'Naam,Post,Ding\r\nMila Smit,mila@smit.example,x\r\nNoor Bos,noor@bos.example,y\r\n'
  await (await choosing).setFiles({ name: 'two.csv', mimeType: 'text/csv', buffer: Buffer.from(content) })
  await heading(page, 'Is the file read right?')
  await tabTo(page, /^Next: Columns/)
  await page.keyboard.press('Enter')
  await heading(page, 'Which column goes where?')
  await tabTo(page, /^Field for column Ding/)
  await page.keyboard.type('Note')
  expect(await field(page, 'Ding').inputValue()).toBe('note')
  await tabTo(page, /^Next: Options/)
  await page.keyboard.press('Enter')
  await heading(page, 'What should happen to the rows?')
  await tabTo(page, /^Check the file/)
  await page.keyboard.press('Enter')
  await heading(page, 'This is what the import would do')
  await tabTo(page, /^Next: Import/)
  await page.keyboard.press('Enter')
  await heading(page, 'Ready to import')
  await tabTo(page, /^Import 2 rows/)
  await page.keyboard.press('Enter')
  await heading(page, 'The import is done')
  expect(await customers()).toBe(before + 2)
  await close()
})

/** Lets nobody write customers while something is done, so that an import stands still in its midst. */
const whileNothingIsWritten = (work: () => Promise<void>) =>
  app.app.database.installation.transaction(async (tx) => {
    await tx.rows('LOCK TABLE customers IN SHARE MODE')
    await work()
  })

test('a long import goes on behind other pages and a reload, and stops where one asks it to', async () => {
  const { page, close } = await open()
  const until = new Date('2026-10-01T00:00:00Z')
  const long = Buffer.concat([...sampleFile({ seed: 8, from: 1_000, count: 5_000, until })])
  await choose(page, 'long.csv', long)
  await heading(page, 'Is the file read right?')
  await toCheck(page)
  const before = await customers()
  await press(page, 'Next: Import')
  const tray = page.getByRole('dialog', { name: 'Work in the background' })
  await whileNothingIsWritten(async () => {
    await page.getByRole('button', { name: /^Import [\d,]+ rows$/ }).click()
    await page.getByRole('button', { name: 'Stop the import' }).waitFor()
    await page.reload()
    await page.getByText('0 of 5,000 rows').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByRole('link', { name: 'Customers', exact: true }).click()
    await page.getByRole('button', { name: /In the background: Importing long.csv/ }).click()
    await tray.getByRole('progressbar', { name: 'Importing long.csv' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const asked = page.waitForResponse((answer) => answer.url().endsWith('/cancellation'))
    await tray.getByRole('button', { name: 'Stop: Importing long.csv' }).click()
    expect((await asked).status()).toBe(200)
  })
  await tray.getByText('Stopped', { exact: true }).waitFor()
  await tray.getByRole('link', { name: 'Open' }).click()
  await page.getByText('What was imported stays.').waitFor()
  const [created = 0, ...others] = await figures(page)
  expect(created).toBeGreaterThan(0)
  expect(created + total(others)).toBe(1_000)
  expect(await customers()).toBe(before + created)
  await close()
})

test('two hundred columns and a file of refused rows stay readable on a phone, in the dark', async () => {
  const names = Array.from({ length: 200 }, (_, i) => (i === 60 ? 'E-mail' : `Old field ${i + 1}`))
  const bad = Array.from({ length: 150 }, (_, row) =>
    names.map((_, i) => (i === 60 ? `no address ${row}` : `${i}`)),
  )
  const { page, close } = await open('/imports', { width: 390, height: 844, scheme: 'dark' })
  await choose(page, 'wide.csv', Buffer.from([names, ...bad].map((cells) => cells.join(',')).join('\r\n')))
  await heading(page, 'Is the file read right?')
  expect(await accessibilityFaults(page)).toEqual([])
  await press(page, 'Next: Columns')
  await page.getByText('No column is used yet').waitFor()
  await field(page, 'E-mail').selectOption('E-mail')
  await page.getByText('No column holds a name').waitFor()
  await page.getByLabel('Find a column').fill('old field 2')
  await field(page, 'Old field 2').selectOption('Last name')
  await page.getByLabel('Find a column').fill('')
  await press(page, 'Used 2')
  expect(await page.getByRole('combobox').count()).toBe(2)
  await page.mouse.move(0, 0)
  expect(await accessibilityFaults(page)).toEqual([])
  await press(page, 'Next: Options')
  await press(page, 'Check the file')
  await heading(page, 'This is what the import would do')
  expect(await figures(page)).toEqual([0, 0, 0, 150])
  await press(page, 'Show more')
  await page.getByRole('cell', { name: /no address 109/ }).waitFor()
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(wide).toBe(seen)
  await close()
})
