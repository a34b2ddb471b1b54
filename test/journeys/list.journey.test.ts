import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { plantCustomers } from '#test/support/customers.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

let app: TestApp
let browser: Browser
let anna: Person

const many = 2_500
const padded = (n: number) => String(n).padStart(4, '0')

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
  const country = (i: number) => (i % 10 === 0 ? 'BE' : 'NL')
  await plantCustomers(
    app.app,
    app.home.id,
    Array.from({ length: many }, (_, i) => ({
      first_name: `Guest${padded(i)}`,
      last_name: 'Visser',
      emails: [`guest${padded(i)}@list.example`],
      addresses: [
        {
          label: 'home',
          street: null,
          extra: null,
          postcode: null,
          city: 'Town',
          region: null,
          country: country(i),
          is_primary: true,
          is_billing: false,
          is_shipping: false,
        },
      ],
    })),
  )
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const open = async (path: string, screen?: Screen) => {
  const staff = await openStaffApp(browser, app, anna, screen)
  await staff.go(path)
  await staff.page.locator('[role=row][data-row="0"] a').waitFor()
  return staff
}
const heading = (page: Page) => page.getByRole('heading', { level: 1, name: 'Customers' }).locator('..')
const counts = async (page: Page, text: string) => heading(page).getByText(text, { exact: true }).waitFor()
const row = (page: Page, index: number) => page.locator(`[role=row][data-row="${index}"]`)

test('filters take effect while one types, stand in the address, and Back takes them back', async () => {
  const { page, faults, close } = await open('/customers')
  await counts(page, '2,500 customers')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Filter' })
  await panel.getByLabel('Name', { exact: true }).pressSequentially('guest001')
  await counts(page, '10 customers')
  expect(decodeURIComponent(new URL(page.url()).search)).toContain('filter[name]=guest001')

  const country = panel.getByRole('combobox', { name: 'Country' })
  await country.fill('belg')
  await country.press('Enter')
  await counts(page, '1 customer')
  expect(decodeURIComponent(new URL(page.url()).search)).toContain('filter[country]=BE')
  await page.getByRole('button', { name: 'Remove filter Country: Belgium' }).waitFor()

  await page.goBack()
  await counts(page, '10 customers')
  await page.goBack()
  await counts(page, '2,500 customers')
  expect(await panel.getByLabel('Name', { exact: true }).inputValue()).toBe('')
  await page.goForward()
  await counts(page, '10 customers')

  await page.getByRole('button', { name: 'Clear all filters' }).click()
  await counts(page, '2,500 customers')
  expect(new URL(page.url()).search).toBe('')

  await panel.getByLabel('E-mail').fill('nobody@nowhere')
  await page.getByText('No customer matches').waitFor()
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await counts(page, '2,500 customers')
  expect(faults).toEqual([])
  await close()
})

test('a view keeps filter, order and columns, and says when it was changed', async () => {
  const { page, faults, close } = await open('/customers?filter[country]=BE')
  await counts(page, '250 customers')
  await page.getByRole('columnheader', { name: 'E-mail' }).click()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'City' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Belgians')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const views = page.getByRole('navigation', { name: 'Views' })
  const belgians = views.getByRole('link', { name: /Belgians/ })
  await belgians.waitFor()

  await views.getByRole('link', { name: 'All customers' }).click()
  await counts(page, '2,500 customers')
  await page.reload()
  await counts(page, '2,500 customers')
  await belgians.click()
  await counts(page, '250 customers')
  await page.getByRole('columnheader', { name: 'City' }).waitFor()
  expect(await page.getByRole('columnheader', { name: 'E-mail' }).getAttribute('aria-sort')).toBe('ascending')
  expect(await page.getByRole('button', { name: 'Save changes' }).count()).toBe(0)

  await page.getByRole('searchbox').fill('guest0100')
  await counts(page, '1 customer')
  await page.getByText('Changed since it was saved').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Undo changes' }).click()
  await counts(page, '250 customers')

  await page.getByRole('button', { name: 'View actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete view' }).click()
  await page.getByRole('button', { name: 'Delete view' }).click()
  await counts(page, '2,500 customers')
  await belgians.waitFor({ state: 'detached' })
  expect(faults).toEqual([])
  await close()
})

test('all that match are changed at once, after their number was shown', async () => {
  const { page, faults, close } = await open('/customers?filter[country]=BE')
  await counts(page, '250 customers')
  await row(page, 1).locator('[data-cell="0"]').click()
  await row(page, 3)
    .locator('[data-cell="0"]')
    .click({ modifiers: ['Shift'] })
  await page.getByText('3 selected').waitFor()
  await page.getByRole('button', { name: 'Select all 250 matching' }).click()
  await row(page, 2).locator('[data-cell="0"]').click()
  await page.getByText('249 selected').waitFor()
  await page.getByRole('button', { name: 'Add tags' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Tags' }).fill('Waffles')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Change 249 customers' }).click()
  await page.getByText(/249/).first().waitFor()
  await app.settle()
  await expect
    .poll(async () => (await app.home.admin.get('/tags?q=waffles')).body.items)
    .toMatchObject([{ name: 'Waffles', customers: 249 }])
  await page.getByRole('region', { name: 'Actions for the selection' }).waitFor({ state: 'detached' })
  expect(faults).toEqual([])
  await close()
})

test('the list can be worked by keyboard alone, and the preview follows', async () => {
  const { page, faults, close } = await open('/customers')
  await row(page, 0).locator('[tabindex="0"]').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.getByText('1 selected').waitFor()
  await page.keyboard.press('x')
  await page.getByText('1 selected').waitFor({ state: 'detached' })
  await page.keyboard.press('Shift+Enter')
  const preview = page.getByRole('complementary')
  await preview.getByRole('heading', { name: 'Guest0001 Visser' }).waitFor()
  await preview.getByText('guest0001@list.example').waitFor()
  await page.keyboard.press('ArrowDown')
  await preview.getByRole('heading', { name: 'Guest0002 Visser' }).waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('preview')).toBeTruthy()
  await page.keyboard.press('p')
  await preview.waitFor({ state: 'detached' })

  await page.keyboard.press('f')
  const panel = page.getByRole('region', { name: 'Filter' })
  await panel.waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Filter')

  await row(page, 2).locator('[tabindex="0"]').focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Archive…' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/)
  await page.goBack()
  await row(page, 2).locator('a').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row')))
    .toBe('2')
  expect(faults).toEqual([])
  await close()
})

test('the far end of a long list is reached at once, and a record leads back to it', async () => {
  const { page, faults, close } = await open('/customers')
  await counts(page, '2,500 customers')
  await row(page, 0).locator('[tabindex="0"]').focus()
  await page.keyboard.press('Control+End')
  await row(page, many - 1)
    .getByText(`Guest${padded(many - 1)} Visser`)
    .waitFor()
  await page.keyboard.press('ArrowUp')
  await row(page, many - 2)
    .locator('a')
    .click()
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/)
  await page.goBack()
  await row(page, many - 2)
    .getByText(`Guest${padded(many - 2)} Visser`)
    .waitFor()
  expect(faults).toEqual([])
  await close()
})

test('a customer is archived from the three dots, found as archived, and restored', async () => {
  const { page, faults, close } = await open('/customers?filter[name]=guest2400')
  await counts(page, '1 customer')
  await row(page, 0).locator('[data-menu]').click()
  await page.getByRole('menuitem', { name: 'Archive…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
  await page.getByText('No customer matches').waitFor()
  await page.getByRole('button', { name: /^Filter \S*1/ }).click()
  const status = page.getByRole('combobox', { name: 'Status' })
  await status.fill('arch')
  await status.press('Enter')
  await row(page, 0).getByText('Archived').waitFor()
  await row(page, 0).locator('[data-menu]').click()
  await page.getByRole('menuitem', { name: 'Restore…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await page.getByText('No customer matches').waitFor()
  await page.getByRole('button', { name: /Remove filter Status/ }).click()
  await counts(page, '1 customer')
  expect(faults).toEqual([])
  await close()
})

const screens: [string, Screen][] = [
  ['wide and light', { scheme: 'light' }],
  ['wide and dark', { scheme: 'dark' }],
  ['a phone, light', { width: 390, height: 844, scheme: 'light' }],
  ['a phone, dark', { width: 390, height: 844, scheme: 'dark' }],
]
test.each(screens)('axe finds nothing: %s', async (_, screen) => {
  const { page, close } = await open('/customers?filter[country]=NL', screen)
  expect(await accessibilityFaults(page)).toEqual([])
  await row(page, 1).locator('[data-cell="0"]').click()
  await page.getByText('1 selected').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: /^Filter/ }).click()
  await page.getByRole('region', { name: 'Filter' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await close()
})
