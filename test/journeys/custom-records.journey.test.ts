import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { made } from '#test/support/making.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

let app: TestApp
let browser: Browser
let anna: Person
let eva: { id: string; number: number }

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
  eva = made(await app.home.admin.post('/customers', { first_name: 'Eva', last_name: 'Visser' }))
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
const sound = async (page: Page) => expect(await accessibilityFaults(page)).toEqual([])
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
const boats = async (query = '') =>
  made(await app.home.admin.get(`/custom-record-types/boats/records?sort=title&${query}`)).items as {
    id: string
    title: string
    custom: Record<string, unknown>
  }[]

async function addField(page: Page, label: string, type: string, choices: string[] = []) {
  await press(page, 'Add a field')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Label', exact: true }).fill(label)
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption({ label: type })
  for (const [place, choice] of choices.entries()) {
    if (place > 0) await dialog.getByRole('button', { name: 'Add a choice' }).click()
    await dialog.getByRole('textbox', { name: `Choice ${place + 1}` }).fill(choice)
  }
  await dialog.getByRole('button', { name: 'Add a field' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('list', { name: 'Fields in their order' }).getByText(label, { exact: true }).waitFor()
}

test('a type is defined from an example, with four fields and a title', async () => {
  const { page, faults, close } = await open('/records')
  await page.getByRole('heading', { name: 'No types of records yet' }).waitFor()
  await sound(page)
  await page.getByRole('link', { name: 'Define types' }).click()
  await press(page, 'Boats')
  const dialog = page.getByRole('dialog', { name: 'Add type' })
  expect(await dialog.getByRole('textbox', { name: 'Key' }).inputValue()).toBe('boats')
  await sound(page)
  await dialog.getByRole('button', { name: 'Add, then define fields' }).click()
  await page.getByRole('heading', { level: 2, name: 'Boats' }).waitFor()
  await addField(page, 'Name', 'Text')
  await addField(page, 'Kind', 'Choice', ['Sloop', 'Yacht'])
  await addField(page, 'Length', 'Number')
  await addField(page, 'Built on', 'Date')
  await page.getByRole('combobox', { name: 'Title' }).selectOption({ label: 'Name' })
  await page.getByRole('region', { name: 'Name and title' }).getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(async () => made(await app.home.admin.get('/custom-record-types/boats')).title_field_id)
    .not.toBeNull()
  await sound(page)
  expect(faults).toEqual([])
  await close()
})

test('a record is added on a customer, edited where it stands, and what was changed is set back', async () => {
  const { page, faults, close } = await open(`/customers/${eva.id}`)
  await page.getByRole('tab', { name: 'Boats' }).click()
  await page.getByRole('heading', { name: 'No Boats yet' }).waitFor()
  await sound(page)
  await press(page, 'Add Boat')
  const dialog = page.getByRole('dialog', { name: 'Add Boat' })
  await dialog.getByLabel('Length').fill('a lot')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog
    .getByText(/number/i)
    .last()
    .waitFor()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Stella')
  await dialog.getByLabel('Length').fill('7.5')
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Sloop' })
  await sound(page)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('heading', { level: 2, name: 'Stella' }).waitFor()
  await page.getByText('7.5', { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Edit Length' }).click()
  await page.getByRole('textbox', { name: 'Length' }).fill('8.25')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await boats())[0]?.custom['length']).toBe(8.25)
  await page.getByText('History', { exact: true }).last().click()
  await press(page, 'Revert Length')
  await expect.poll(async () => (await boats())[0]?.custom['length']).toBe(7.5)
  await sound(page)
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([])
  await close()
})

test('records come from a file', async () => {
  const file = [
    'Customer,Name,Kind,Length,Built on',
    `C-${eva.number},Albatros,Yacht,"12,5",31-05-1999`,
    `C-${eva.number},Zeepaard,Sloop,6,`,
    `C-${eva.number},Broken,Raft,long,`,
  ].join('\n')
  const { page, faults, close } = await open('/records/boats')
  await page.getByRole('button', { name: 'Import and export Boats' }).click()
  await page.getByRole('menuitem', { name: 'Import from a file' }).click()
  await page.getByRole('heading', { level: 1, name: 'Import: Boats' }).waitFor()
  await page
    .getByLabel('Choose a file to import')
    .setInputFiles({ name: 'boats.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  await page.getByRole('heading', { level: 2, name: 'Is the file read right?' }).waitFor()
  await press(page, 'Next: Columns')
  await press(page, 'Next: Options')
  await press(page, 'Check the file')
  await page.getByRole('heading', { level: 2, name: 'This is what the import would do' }).waitFor()
  await page.getByText(/Raft.*is not one of/).waitFor()
  await press(page, 'Next: Import')
  await press(page, 'Import 2 rows')
  await page.getByRole('heading', { level: 2, name: 'The import is done' }).waitFor()
  await expect
    .poll(async () => (await boats()).map(({ title }) => title))
    .toEqual(['Albatros', 'Stella', 'Zeepaard'])
  expect((await boats())[0]!.custom).toEqual({
    name: 'Albatros',
    kind: 'yacht',
    length: 12.5,
    built_on: '1999-05-31',
  })
  expect(faults).toEqual([])
  await close()
})

test('the list is searched, filtered and sorted; a record is deleted and brought back', async () => {
  const { page, faults, close } = await open('/records/boats')
  const grid = page.getByRole('grid', { name: 'Boats' })
  await grid.getByText('Zeepaard').waitFor()
  await sound(page)
  await page.getByRole('searchbox', { name: 'Find in this list' }).fill('zee')
  await expect.poll(() => grid.getByText('Albatros').count()).toBe(0)
  await page.getByRole('searchbox', { name: 'Find in this list' }).fill('')
  await grid.getByText('Albatros').waitFor()
  await press(page, 'Filter')
  await page.getByRole('textbox', { name: 'Length: From' }).fill('7')
  await expect.poll(() => grid.getByText('Zeepaard').count()).toBe(0)
  expect(new URL(page.url()).search).toContain('filter[custom.length]=7..')
  await sound(page)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('button', { name: 'Close filters' }).click()
  await grid.getByText('Zeepaard').waitFor()
  await grid.getByRole('columnheader', { name: 'Length' }).click()
  await expect.poll(() => new URL(page.url()).search).toContain('sort=custom.length')
  await expect.poll(() => grid.getByRole('row').nth(1).textContent()).toContain('Zeepaard')

  await grid.getByText('Stella').click()
  const panel = page.getByRole('complementary', { name: 'Stella' })
  await panel.getByText('Eva Visser').waitFor()
  await sound(page)
  await panel.getByRole('button', { name: 'More for Stella' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect.poll(async () => (await boats()).length).toBe(2)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await grid.getByText('Stella').waitFor()
  expect((await boats()).length).toBe(3)
  expect(faults).toEqual([])
  await close()
})

test('on a phone the list is cards, and a type is kept from all but some', async () => {
  const { page, faults, close } = await open('/records/boats', { width: 390, height: 844 })
  await page.getByText('Zeepaard').waitFor()
  await sound(page)
  await page.goto(`${app.url}/settings/record-types/boats`)
  await page.getByRole('radio', { name: /Some security groups only/ }).check()
  await page.getByRole('combobox', { name: 'Read only' }).selectOption('Everything')
  await page.getByText(/^Counts as/).waitFor()
  await sound(page)
  await page.getByRole('region', { name: 'Who may see it' }).getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(async () => made(await app.home.admin.get('/custom-record-types/boats')).restricted)
    .toBe(true)
  expect(faults).toEqual([])
  await close()
})
