import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

/** Nobody has to fear a wrong click or a wrong file. */
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

type Body = Record<string, unknown>

async function addCustomer(about: Body = {}): Promise<{ id: string; number: number; version: number }> {
  const { status, body } = await app.home.admin.post('/customers', {
    first_name: 'Eva',
    last_name: 'Visser',
    ...about,
  })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}
const stored = async (id: string) => (await app.home.admin.get(`/customers/${id}`)).body
const tagNames = async (id: string): Promise<string[]> =>
  (await stored(id)).tags.map(({ name }: { name: string }) => name)

async function open(path: string, screen?: Screen) {
  const staff = await openStaffApp(browser, app, anna, screen)
  await staff.go(path)
  await staff.page.getByRole('heading', { level: 1 }).waitFor()
  return staff
}
const sound = async (page: Page) => expect(await accessibilityFaults(page)).toEqual([])
const message = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Messages' }).locator(':scope > div', { hasText: text })
const undo = (page: Page, text: string) => message(page, text).getByRole('button', { name: 'Undo' }).click()
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click()
const card = (page: Page, text: string) =>
  page.getByRole('tabpanel').locator('ol > li').filter({ hasText: text })

test('a slip is seen in the history, set back, and that is taken back from its message', async () => {
  const { id } = await addCustomer({ first_name: 'Sanne', job_title: 'Director' })
  const { page, faults, close } = await open(`/customers/${id}`)
  await page.getByRole('button', { name: 'Edit First name', exact: true }).click()
  await page.keyboard.type('Susanne')
  await page.keyboard.press('Enter')
  await message(page, 'First name changed.').waitFor()

  await page.getByRole('button', { name: 'History of First name' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('field')).toBe('first_name')
  const edit = card(page, 'Edit')
  await edit.getByText('was Sanne').waitFor()
  await edit.getByText('became Susanne').waitFor()
  await edit.getByText('Anna Admin').waitFor()
  await sound(page)

  await edit.getByRole('button', { name: 'Revert First name' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sanne Visser' }).waitFor()
  await expect.poll(async () => (await stored(id)).first_name).toBe('Sanne')
  await card(page, 'Revert').first().waitFor()
  await undo(page, 'First name set back.')
  await page.getByRole('heading', { level: 1, name: 'Susanne Visser' }).waitFor()
  expect((await stored(id)).first_name).toBe('Susanne')
  await message(page, 'Undone: First name set back.').waitFor()

  await page.getByLabel('Why').selectOption('Undo')
  await expect.poll(() => card(page, 'Edit').count()).toBe(0)
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await expect.poll(() => card(page, 'Edit').count()).toBe(1)
  expect(faults).toEqual([])
  await close()
})

test('Ctrl+Z takes the latest change back, unless somebody is typing', async () => {
  const { id } = await addCustomer({ tags: ['vip'] })
  const { page, close } = await open(`/customers/${id}`)
  await page.getByRole('button', { name: 'Edit Job title', exact: true }).click()
  await page.keyboard.type('Singer')
  await page.keyboard.press('Enter')
  await message(page, 'Job title changed.').waitFor()
  await page.getByRole('button', { name: 'Edit Company', exact: true }).click()
  await page.keyboard.type('Opera')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Escape')
  expect((await stored(id)).job_title).toBe('Singer')
  await page.keyboard.press('F8')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Undo')
  await page.keyboard.press('Control+z')
  await message(page, 'Undone: Job title changed.').waitFor()
  expect((await stored(id)).job_title).toBe(null)
  await message(page, 'Undone: Job title changed.').getByRole('button', { name: 'Redo' }).click()
  await expect.poll(async () => (await stored(id)).job_title).toBe('Singer')
  await close()
})

test('what was changed again since is kept, and the message says why', async () => {
  const { id } = await addCustomer()
  const { page, close } = await open(`/customers/${id}`)
  await page.getByRole('button', { name: 'Edit Last name', exact: true }).click()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await message(page, 'Last name changed.').waitFor()
  await message(page, 'Last name changed.').hover()
  expect((await app.home.admin.patch(`/customers/${id}`, { last_name: 'Theirs' })).status).toBe(200)
  await page.getByRole('heading', { level: 1, name: 'Eva Theirs' }).waitFor()
  await undo(page, 'Last name changed.')
  await message(page, 'It was changed again since, and the later change stays.').waitFor()
  expect((await stored(id)).last_name).toBe('Theirs')
  await close()
})

test('the record is shown as it was, with what differs, and set back from there', async () => {
  const { id } = await addCustomer({ company_name: 'Visser & Zonen', tags: ['vip'] })
  await app.home.admin.patch(`/customers/${id}`, { company_name: 'Visser BV', tags: ['press'] })
  const { page, faults, close } = await open(`/customers/${id}?tab=history`, { width: 390, height: 844 })
  await card(page, 'Visser BV')
    .getByRole('button', { name: /More about the change/ })
    .click()
  await page.getByRole('menuitem', { name: 'The record before this' }).click()
  await page.getByText('2 fields were different then.').waitFor()
  await sound(page)
  await page.getByRole('button', { name: 'Set back Company' }).click()
  await page.getByText('1 field was different then.').waitFor()
  expect((await stored(id)).company_name).toBe('Visser & Zonen')
  await page.getByRole('checkbox', { name: 'Show all fields' }).check()
  await page.getByRole('button', { name: 'Set back Tags' }).click()
  await page.getByText('It was then as it is now.').waitFor()
  expect(await tagNames(id)).toEqual(['vip'])
  await page.getByLabel('The record as it was on').fill('2020-01-01')
  await page.getByText('This customer was not here yet').waitFor()
  await sound(page)
  await page.getByRole('button', { name: 'Back to the changes' }).click()
  await card(page, 'Visser BV').first().waitFor()
  expect(faults.filter((fault) => !fault.includes('409'))).toEqual([])
  await close()
})

test('a bulk change is taken back where it ended', async () => {
  const made = []
  for (const n of [1, 2, 3]) made.push(await addCustomer({ first_name: `Bulk${n}`, last_name: 'Wrongly' }))
  const { page, faults, close } = await open('/customers?filter[name]=wrongly')
  await page.getByRole('checkbox', { name: 'Select all loaded rows' }).waitFor()
  for (const n of [0, 1, 2]) await page.locator(`[role=row][data-row="${n}"] [data-cell="0"]`).click()
  await page.getByText('3 selected').waitFor()
  await page.getByRole('button', { name: 'Add tags' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Tags' }).fill('Oops')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Change 3 customers' }).click()
  await message(page, '3 changed.').waitFor()
  expect(await tagNames(made[0]!.id)).toEqual(['Oops'])
  await sound(page)
  // Somebody has taken it off one of them already; the others follow.
  await app.home.admin.patch(`/customers/${made[1]!.id}`, { tags: [] })
  await undo(page, '3 changed.')
  await message(page, 'Undone:').waitFor()
  for (const { id } of made) expect(await tagNames(id)).toEqual([])
  expect(faults).toEqual([])
  await close()
})

test('an import is taken back; what was edited since stays and is listed', async () => {
  const known = await addCustomer({ first_name: 'Kees', last_name: 'Known', job_title: 'Baker' })
  const other = await addCustomer({ first_name: 'Olga', last_name: 'Other', job_title: 'Cook' })
  const file = [
    'Number;First name;Last name;Job title',
    `${known.number};Kees;Known;Butcher`,
    `${other.number};Olga;Other;Waiter`,
    ';Nina;Newly;Clerk',
    ';Piet;Newly;Porter',
  ].join('\n')
  const { page, faults, close } = await open('/imports')
  await page
    .getByLabel('Choose a file to import')
    .setInputFiles({ name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  for (const name of ['Next: Columns', 'Next: Options', 'Check the file'])
    await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('button', { name: /^Next/ }).click()
  await page.getByText('An import can be taken back.').waitFor()
  await page.getByRole('button', { name: /^Import 4 rows/ }).click()
  await page.getByRole('heading', { name: 'The import is done' }).waitFor()
  expect((await stored(known.id)).job_title).toBe('Butcher')
  await app.home.admin.patch(`/customers/${other.id}`, { job_title: 'Chef' })

  await page.getByRole('button', { name: 'Undo this import…' }).click()
  await page.getByText('2 customers that it created are deleted for good.').waitFor()
  await sound(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click()
  await page.getByText('This import has been undone', { exact: true }).waitFor()
  await page.reload()
  await page.getByText('This import has been undone', { exact: true }).waitFor()
  expect((await stored(known.id)).job_title).toBe('Baker')
  expect((await stored(other.id)).job_title).toBe('Chef')
  expect((await app.home.admin.get('/customers?q=newly')).body.items).toEqual([])
  await sound(page)

  await page.getByRole('button', { name: 'See what was kept, and why' }).click()
  const list = page.getByRole('dialog')
  await list.getByText('It was changed again since').waitFor()
  await list.getByText('Job title').waitFor()
  await sound(page)
  await list.getByRole('link', { name: 'Olga Other' }).click()
  await page.getByRole('heading', { level: 1, name: 'Olga Other' }).waitFor()
  expect(faults).toEqual([])
  await close()
})

test('only an archived customer can be deleted, after its number was typed', async () => {
  const { id, number } = await addCustomer({ first_name: 'Gone', last_name: 'Forever' })
  const { page, faults, close } = await open(`/customers/${id}`)
  const actions = () => page.getByRole('button', { name: 'Actions for this customer' }).click()
  await actions()
  await page.getByRole('menuitem', { name: 'Delete…' }).getByText('Archive it first').waitFor()
  await page.getByRole('menuitem', { name: 'Archive…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByText('This customer is archived.').first().waitFor()
  await actions()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('This cannot be undone.').waitFor()
  await sound(page)
  const button = dialog.getByRole('button', { name: 'Delete for good' })
  await dialog.getByLabel(`Type C-${number} to confirm`).fill(`C-${number + 1}`)
  expect(await button.isDisabled()).toBe(true)
  await dialog.getByLabel(`Type C-${number} to confirm`).fill(`C-${number}`)
  await page.keyboard.press('Enter')
  await message(page, `Gone Forever (C-${number}) is deleted.`).waitFor()
  expect(new URL(page.url()).pathname).toBe('/customers')
  expect((await app.home.admin.get(`/customers/${id}`)).status).toBe(404)
  await page.goto(`${app.url}/customers/${id}`)
  await page.getByRole('heading', { name: 'There is no such customer' }).waitFor()
  expect(faults.filter((fault) => !fault.includes('404'))).toEqual([])
  await close()
})

test('a task that was done or deleted by mistake comes back', async () => {
  const { id } = await addCustomer({ first_name: 'Tess', last_name: 'Tasks' })
  await app.home.admin.post('/tasks', { customer_id: id, title: 'Water the plants' })
  const { page, faults, close } = await open(`/customers/${id}?tab=tasks`)
  await page.getByRole('checkbox', { name: 'Mark “Water the plants” as done' }).click()
  await undo(page, 'Done: Water the plants')
  await page.getByRole('checkbox', { name: 'Mark “Water the plants” as done' }).waitFor()
  await page.getByRole('button', { name: 'More for “Water the plants”' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('No open tasks').waitFor()
  await undo(page, 'Deleted: Water the plants')
  await page.getByRole('checkbox', { name: 'Mark “Water the plants” as done' }).waitFor()

  await page.getByRole('button', { name: 'Water the plants', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What has to be done').fill('Water the roof')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Water the roof', exact: true }).click()
  await dialog.getByText('History').click()
  const revert = dialog.getByRole('button', { name: 'Revert Title' })
  await revert.waitFor()
  await sound(page)
  await revert.click()
  await message(page, 'Title set back.').waitFor()
  await page.getByRole('button', { name: 'Water the plants', exact: true }).waitFor()
  await tab(page, 'History')
  await card(page, 'Task deleted').waitFor()
  await sound(page)
  expect(faults).toEqual([])
  await close()
})
