import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

let app: TestApp
let browser: Browser
let anna: Person

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function open(path: string, screen?: Screen) {
  const staff = await openStaffApp(browser, app, anna, screen)
  await staff.go(path)
  await staff.page.getByRole('heading', { level: 1 }).waitFor()
  return staff
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name }).waitFor()
const field = (page: Page, column: string) => page.getByLabel(`Field for column ${column}`, { exact: true })
const figures = async (page: Page): Promise<number[]> => {
  const shown = await page.locator('main dl > div dd:nth-of-type(1)').allInnerTexts()
  return shown.map((text) => Number(text.replaceAll(/\D/g, '')))
}
const sound = async (page: Page) => expect(await accessibilityFaults(page)).toEqual([])
const tasks = async () => (await app.home.admin.get('/tasks?filter[state]=all')).body.items

test('tasks from another system: said what they are, columns mended, tried, imported, taken back', async () => {
  const { body: jan } = await app.home.admin.post('/customers', {
    ...{ first_name: 'Jan', last_name: 'de Vries', emails: [{ address: 'jan@vries.example' }] },
  })
  const file = [
    'Client,What,Deadline,Remark on it',
    `C-${jan.number},Send the quote,2026-12-31,by post`,
    'jan@vries.example,Call back,,',
    'Jan de Vries,Order keys,2027-01-15,two',
    'Nobody Known,Lost,,',
  ].join('\n')
  const { page, faults, close } = await open('/imports')
  await page.getByRole('heading', { level: 1, name: 'Import customers' }).waitFor()
  await page.getByLabel('What is in the file?').selectOption({ label: 'Tasks' })
  await page.getByRole('heading', { level: 1, name: 'Import: Tasks' }).waitFor()
  expect(new URL(page.url()).search).toBe('?what=tasks')
  await page.getByText('Columns: Customer*, Task*').waitFor()
  await sound(page)
  await page
    .getByLabel('Choose a file to import')
    .setInputFiles({ name: 'todo.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  await heading(page, 'Is the file read right?')
  await press(page, 'Next: Columns')
  expect(await field(page, 'Client').inputValue()).toBe('customer')
  expect(await field(page, 'What').inputValue()).toBe('title')
  expect(await field(page, 'Deadline').inputValue()).toBe('due_on')
  expect(await field(page, 'Remark on it').inputValue()).toBe('ignore')
  await field(page, 'Client').selectOption('ignore')
  await page.getByText('A column is still needed').waitFor()
  await sound(page)
  await field(page, 'Client').selectOption('customer')
  await field(page, 'Remark on it').selectOption({ label: 'Description' })
  await page.getByText('Kept. You can leave and come back.').waitFor()
  await press(page, 'Next: Options')
  await page.getByText('Records that are already there').waitFor()
  expect(await page.getByText('How is an existing customer recognised?').count()).toBe(0)
  await press(page, 'Check the file')
  await heading(page, 'This is what the import would do')
  expect(await figures(page)).toEqual([3, 0, 0, 1])
  await page.getByText('No customer has this number, e-mail address or name.').waitFor()
  await sound(page)
  expect(await tasks()).toEqual([])
  await press(page, 'Next: Import')
  await page.getByText('3 records are created.').waitFor()
  await press(page, 'Import 3 rows')
  await heading(page, 'The import is done')
  expect(await figures(page)).toEqual([3, 0, 0, 1])
  expect((await tasks()).map(({ title }: { title: string }) => title).sort()).toEqual([
    'Call back',
    'Order keys',
    'Send the quote',
  ])
  await press(page, 'Undo this import…')
  await page.getByText('3 records that it created are deleted.').waitFor()
  await press(page, 'Undo the import')
  await page.getByText('3 records deleted.', { exact: true }).waitFor()
  expect(await tasks()).toEqual([])
  await page.getByRole('link', { name: 'All imports' }).click()
  await page.getByRole('listitem').filter({ hasText: 'todo.csv' }).getByText('Tasks').waitFor()
  expect(faults).toEqual([])
  await close()
}, 120_000)

test.each<[string, Screen]>([
  ['wide', { width: 1440, height: 900 }],
  ['narrow', { width: 390, height: 844 }],
])(
  'everything of one kind goes out as a file, %s',
  async (_, screen) => {
    const { body } = await app.home.admin.post('/customers', { last_name: 'Jansen' })
    await app.home.admin.post('/tasks', { customer_id: body.id, title: '=1+1' })
    const { page, faults, close } = await open('/imports', screen)
    await page.getByRole('link', { name: 'Export data' }).click()
    await page.getByRole('heading', { level: 1, name: 'Export' }).waitFor()
    await page.getByRole('link', { name: 'Notes as Excel' }).waitFor()
    await sound(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tasks as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^tasks-\d{4}-\d\d-\d\d\.csv$/)
    const text = (await download.createReadStream()).setEncoding('utf8')
    let content = ''
    for await (const piece of text) content += piece
    expect(content).toContain('Customer,Task,Description')
    expect(content).toContain(`C-${body.number},'=1+1`)
    expect(faults).toEqual([])
    await close()
  },
  60_000,
)
