import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, openPage } from '#test/support/browser.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

/** From signing in to a changed customer without ever touching the mouse. */
let app: TestApp
let browser: Browser
let anna: Person

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
  for (const last_name of ['Aalbers', 'Bakker', 'Çelik', 'Dijkstra', 'Évrard'])
    expect((await app.home.admin.post('/customers', { first_name: 'Kim', last_name })).status).toBe(201)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
/** Presses Tab until what has the focus is called `name`: everything must be in reach that way. */
async function tabTo(page: Page, name: RegExp, limit = 40) {
  for (let n = 0; n < limit; n++) {
    await page.keyboard.press('Tab')
    const called = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement | null
      return at?.getAttribute('aria-label') ?? at?.labels?.[0]?.textContent ?? at?.textContent ?? ''
    })
    if (name.test(called)) return
  }
  throw new Error(`${name} cannot be reached with ${limit} presses of Tab`)
}
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('one signs in, finds, opens, edits, adds and signs out by keyboard alone', async () => {
  const { page, context, faults } = await openPage(browser)
  await page.goto(`${app.url}/sign-in`)
  await heading(page, 'Sign in')
  await page.keyboard.type(anna.email)
  await press(page, 'Tab')
  await page.keyboard.type(anna.password)
  await press(page, 'Enter')
  await heading(page, 'Customers')
  await row(page, 'Kim Aalbers').waitFor()

  await press(page, 'Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Skip to/)
  await press(page, 'Enter')
  expect(await page.evaluate(() => document.activeElement?.closest('main, #main') !== null)).toBe(true)

  await press(page, 'Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await palette.locator('input:focus').waitFor()
  await page.keyboard.type('evrard kim')
  const options = palette.getByRole('option')
  await options.filter({ hasText: 'Kim Évrard' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await press(page, 'Escape')
  await palette.waitFor({ state: 'detached' })
  await press(page, 'Control+k')
  await palette.locator('input:focus').waitFor()
  await page.keyboard.type('evrard')
  await options.filter({ hasText: 'Kim Évrard' }).waitFor()
  await press(page, 'Enter')
  await heading(page, 'Kim Évrard')

  await press(page, 'e')
  await page.getByRole('textbox', { name: 'First name' }).waitFor()
  await page.keyboard.type('Kimberley')
  await press(page, 'Enter')
  await heading(page, 'Kimberley Évrard')

  await press(page, 'g', 'c')
  await heading(page, 'Customers')
  await row(page, 'Kim Aalbers').waitFor()
  await tabTo(page, /Kim Aalbers/)
  await press(page, 'ArrowDown', 'ArrowDown', 'Space')
  await page.getByText('1 selected').waitFor()
  expect(await row(page, 'Kim Çelik').getAttribute('aria-selected')).toBe('true')
  await press(page, 'Escape')
  await page.getByText('1 selected').waitFor({ state: 'detached' })
  await press(page, 'ArrowUp', 'Enter')
  await heading(page, 'Kim Bakker')

  await press(page, 'Control+k')
  await palette.locator('input:focus').waitFor()
  await page.keyboard.type('new cust')
  await options.filter({ hasText: 'New customer' }).waitFor()
  await press(page, 'Enter')
  await heading(page, 'New customer')
  await tabTo(page, /^Last name/)
  await page.keyboard.type('Faber')
  await press(page, 'Control+Enter')
  await heading(page, 'Faber')

  await press(page, 'Shift+?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await press(page, 'Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await press(page, 'Control+k')
  await palette.locator('input:focus').waitFor()
  await press(page, 'Escape')
  await tabTo(page, /^Account of Anna Admin/, 80)
  await press(page, 'Enter')
  await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
  await press(page, 'ArrowUp', 'Enter')
  await heading(page, 'Sign in')
  expect(faults).toEqual([])
  await context.close()
})

test('a stranger at the front door is led to the sign-in page without a request in vain', async () => {
  const { page, context, faults } = await openPage(browser)
  await page.goto(app.url)
  await heading(page, 'Sign in')
  expect(faults).toEqual([])
  await context.close()
})

test('Enter before the answer takes the first result once it is there', async () => {
  const { page, go, close } = await openStaffApp(browser, app, anna)
  const { promise: pressed, resolve: answer } = Promise.withResolvers<void>()
  await page.route('**/api/v1/search?*', async (route) => {
    await pressed
    await route.continue()
  })
  await go('/customers')
  await row(page, 'Kim Aalbers').waitFor()
  await press(page, 'Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await palette.locator('input:focus').waitFor()
  const asked = page.waitForRequest('**/api/v1/search?*')
  await page.keyboard.type('dijkstra')
  await press(page, 'Enter')
  await asked
  answer()
  await heading(page, 'Kim Dijkstra')
  await close()
})
