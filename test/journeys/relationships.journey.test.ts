import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

let app: TestApp
let browser: Browser
let admin: Person

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  admin = await addPerson(app, app.home, { name: 'Ada Admin' })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const person = async (first_name: string, about: object = {}): Promise<string> =>
  (await app.home.admin.post('/customers', { first_name, last_name: 'de Vries', ...about })).body.id
const home = { street: 'Dam 1', postcode: '1012 JS', city: 'Amsterdam', country: 'NL' }

async function open(id: string, screen?: Screen) {
  const staff = await openStaffApp(browser, app, admin, screen)
  await staff.go(`/customers/${id}?tab=relationships`)
  await staff.page.getByRole('tabpanel').waitFor()
  return staff
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const row = (page: Page, name: string) =>
  page.getByRole('tabpanel').getByRole('listitem').filter({ hasText: name })
const saved = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' })

test('a family of three and a company: related, drawn, ended, and brought back', async () => {
  const anna = await person('Anna', { addresses: [home] })
  await person('Bram')
  const { page, faults, close } = await open(anna)
  await page.getByText('Anna de Vries is not related to anybody yet').waitFor()

  await button(page, 'Add relationship').click()
  await page.getByLabel('What Anna de Vries is').selectOption({ label: '… is spouse or partner of …' })
  await page.getByRole('combobox', { name: 'Of whom' }).fill('bram')
  await page.getByRole('option', { name: /Bram de Vries/ }).click()
  await page.getByText('Anna de Vries is spouse or partner of Bram de Vries').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await button(page, 'Save').click()
  await saved(page)
  await row(page, 'Bram de Vries').getByText('spouse or partner').waitFor()

  await button(page, 'Add relationship').click()
  await page.getByLabel('What Anna de Vries is').selectOption({ label: '… is parent of …' })
  await page.getByRole('combobox', { name: 'Of whom' }).fill('Cato de Vries')
  await page.getByRole('option', { name: /Add “Cato de Vries”/ }).click()
  expect(await page.getByLabel('First name').inputValue()).toBe('Cato')
  await button(page, 'Save').click()
  await saved(page)
  await row(page, 'Cato de Vries').getByText('May manage and buy for Cato de Vries').waitFor()

  await button(page, 'Add relationship').click()
  await page.getByLabel('What Anna de Vries is').selectOption({ label: '… is employee of …' })
  await button(page, 'Somebody new').click()
  await page.getByLabel('Name of the organisation').fill('Zaal BV')
  await page.getByRole('textbox', { name: 'Title' }).fill('Head of sales')
  await button(page, 'Save').click()
  await saved(page)
  await page.getByRole('heading', { name: 'Organisations 1' }).waitFor()

  await button(page, 'Start a household').click()
  await page.getByRole('combobox', { name: 'Together with' }).fill('bram')
  await page.getByRole('option', { name: /Bram de Vries/ }).click()
  await button(page, 'Save').click()
  await saved(page)
  await button(page, 'Take this address over for Bram de Vries').click()
  await button(page, 'Take this address over for Bram de Vries').waitFor({ state: 'detached' })

  const picture = page.getByRole('region', { name: 'Family and company around Anna de Vries' })
  await expect.poll(() => picture.getByRole('link').count()).toBe(4)
  expect(await accessibilityFaults(page)).toEqual([])
  await picture.getByRole('link', { name: 'Zaal BV employer, Head of sales' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Zaal BV' }).waitFor()
  await row(page, 'Anna de Vries').getByText('Head of sales').waitFor()

  await button(page, 'More for Anna de Vries').click()
  await page.getByRole('menuitem', { name: 'End today' }).click()
  await page.getByText('Past 1').click()
  await row(page, 'Anna de Vries').getByText(/until/).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByRole('heading', { name: 'People 1' }).waitFor()
  expect(faults).toEqual([])
  await close()
}, 120_000)

test('an organisation with many people shows them page by page, and finds one', async () => {
  const { admin: api } = app.home
  const { body: company } = await api.post('/customers', { kind: 'organisation', company_name: 'Groot BV' })
  const { body: types } = await api.get('/relationship-types')
  const employee = types.items.find((one: { builtin: string }) => one.builtin === 'employee').id
  for (let i = 0; i < 30; i++) {
    const from_id = await person(`Piet${String(i).padStart(2, '0')}`)
    await api.post('/relationships', { type_id: employee, from_id, to_id: company.id })
  }
  for (const screen of [
    { width: 1440, scheme: 'light' },
    { width: 390, height: 844, scheme: 'dark' },
  ] as const) {
    const { page, faults, close } = await open(company.id, screen)
    await page.getByRole('heading', { name: 'People 30' }).waitFor()
    await expect.poll(() => row(page, 'Piet').count()).toBe(25)
    await button(page, 'Show more').click()
    await expect.poll(() => row(page, 'Piet').count()).toBe(30)
    await page.getByRole('textbox', { name: 'Find in People' }).fill('piet17')
    await expect.poll(() => row(page, 'Piet').count()).toBe(1)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  }
}, 120_000)

test('types are renamed, moved and retired in the settings', async () => {
  const staff = await openStaffApp(browser, app, admin)
  const { page } = staff
  await staff.go('/settings/relationship-types')
  await button(page, 'Move parent – child up').click()
  await expect
    .poll(() => page.getByRole('main').locator('ul strong').first().textContent())
    .toBe('parent – child')
  await button(page, 'More for friend').click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('good friend')
  expect(await accessibilityFaults(page)).toEqual([])
  await button(page, 'Save').click()
  await saved(page)
  await button(page, 'More for good friend').click()
  await page.getByRole('menuitem', { name: 'Retire', exact: true }).click()
  await page.getByText('Retired', { exact: true }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await staff.close()
}, 60_000)
