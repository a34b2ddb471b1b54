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

const ask = async (path: string) => {
  const { status, body } = await app.home.admin.get(path)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const make = async (path: string, about: object) => {
  const { status, body } = await app.home.admin.post(path, about)
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}
const person = (first_name: string, last_name: string): Promise<{ id: string }> =>
  make('/customers', { first_name, last_name })
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function open(path: string, screen?: Screen) {
  const staff = await openStaffApp(browser, app, anna, screen)
  await staff.go(path)
  await staff.page.getByRole('heading', { level: 1 }).waitFor()
  return staff
}
const choose = async (page: Page, menu: string, entry: string) => {
  await page.getByRole('button', { name: menu, exact: true }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}
const position = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('a committee is made, filled, renewed and looked at as of another day, by keyboard where it counts', async () => {
  await person('Eva', 'Visser')
  await person('Frits', 'Mol')
  const { page, faults, close } = await open('/committees')
  await page.getByText('No committees here').waitFor()

  // By keyboard alone: a committee with three positions.
  await page.getByRole('button', { name: 'Add committee' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).waitFor()
  await expect
    .poll(() => dialog.getByRole('textbox', { name: 'Name' }).evaluate((at) => at === document.activeElement))
    .toBe(true)
  await page.keyboard.type('Programme committee')
  await dialog.getByRole('button', { name: 'Add position' }).focus()
  await page.keyboard.press('Enter')
  await dialog.getByRole('textbox', { name: 'Position' }).nth(2).focus()
  await page.keyboard.type('Treasurer')
  await dialog.getByRole('spinbutton', { name: 'Seats' }).nth(1).fill('2')
  await dialog.getByRole('spinbutton', { name: 'Months' }).nth(0).fill('24')
  expect(await accessibilityFaults(page, '[role=dialog]')).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Programme committee' }).waitFor()
  await expect.poll(() => page.title()).toBe('Programme committee · Regulars')
  await position(page, 'Member').getByText('Vacant').nth(1).waitFor()

  // The type-ahead finds individuals; the end goes by the usual length.
  await position(page, 'Chair').getByRole('button', { name: 'Appoint: Chair' }).focus()
  await page.keyboard.press('Enter')
  await dialog.getByRole('combobox', { name: 'Person' }).waitFor()
  await dialog.getByRole('combobox', { name: 'Person' }).focus()
  await page.keyboard.type('eva')
  await page.getByRole('option', { name: /Eva Visser/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('First day').fill('2025-01-01')
  expect(await dialog.getByLabel('Last day').inputValue()).toBe('2026-12-31')
  await dialog.getByRole('button', { name: 'Appoint', exact: true }).focus()
  await page.keyboard.press('Enter')
  await position(page, 'Chair').getByRole('link', { name: 'Eva Visser' }).waitFor()
  await position(page, 'Chair').getByText('1 of 1 held').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])

  // The seat is taken: beyond it only after a word of warning.
  await position(page, 'Chair').getByRole('button', { name: 'Appoint: Chair' }).click()
  await dialog.getByRole('combobox', { name: 'Person' }).fill('frits')
  await page.getByRole('option', { name: /Frits Mol/ }).click()
  await dialog.getByLabel('First day').fill('2026-01-01')
  await dialog.getByRole('button', { name: 'Appoint', exact: true }).click()
  await dialog.getByText('All seats of this position are taken').waitFor()
  await dialog.getByRole('checkbox', { name: /Appoint beyond the seats/ }).waitFor()
  await page.keyboard.press('Escape')

  await choose(page, 'More for Eva Visser, Chair', 'Renew')
  await dialog.getByRole('button', { name: 'Renew', exact: true }).click()
  await position(page, 'Chair').getByText(/Next:/).waitFor()
  await position(page, 'Chair').getByText('Eva Visser from 1 Jan 2027').waitFor()

  await page.getByLabel('Roster as of').fill('2024-06-01')
  await page.getByText('As it was on 1 Jun 2024').waitFor()
  await position(page, 'Chair').getByText('Vacant').waitFor()
  await expect.poll(() => new URL(page.url()).searchParams.get('on')).toBe('2024-06-01')
  await page.getByRole('button', { name: 'Today' }).click()
  await position(page, 'Chair').getByRole('link', { name: 'Eva Visser' }).waitFor()

  await page.getByRole('tab', { name: 'Over the years' }).click()
  await page.getByText('1 Jan 2027 – 31 Dec 2028, To come').waitFor({ state: 'attached' })
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('tab', { name: 'All terms' }).click()
  await position(page, 'Chair').getByText('To come').waitFor()
  expect(faults.filter((fault) => !fault.includes('409'))).toEqual([])
  await close()
}, 90_000)

test('a term ended early leaves a vacancy that is listed, and the end is taken back', async () => {
  const { id: customer_id } = await person('Gerda', 'Bos')
  const { id } = await make('/committees', { name: 'Jury', positions: [{ name: 'Judge', seats: 1 }] })
  const { positions } = await ask(`/committees/${id}/roster`)
  const about = { position_id: positions[0].id, customer_id, from_on: day(-100), until_on: day(300) }
  const term = await make('/committee-terms', about)
  const { page, faults, close } = await open(`/committees/${id}`)
  await choose(page, 'More for Gerda Bos, Judge', 'End early')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Last day').fill(day(-1))
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Moved away')
  await dialog.getByRole('button', { name: 'End early' }).click()
  await position(page, 'Judge').getByText('Vacant').waitFor()

  await page.getByRole('button', { name: 'Undo' }).click()
  await position(page, 'Judge').getByRole('link', { name: 'Gerda Bos' }).waitFor()
  expect((await ask(`/committee-terms/${term.id}`)).end_reason).toBeNull()

  await page.goto(`${app.url}/committees/vacancies`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('combobox', { name: 'Ends within' }).selectOption('366')
  await page.getByText(/Gerda Bos, free from/).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])

  await page.goto(`${app.url}/customers/${customer_id}?tab=committees`)
  await page.getByRole('link', { name: 'Judge, Jury' }).waitFor()
  await page.getByText('No roles').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await close()
}, 90_000)

test('prospects are given to a solicitor, moved on, and several handed to another at once', async () => {
  const [lotte, mark] = [await person('Lotte', 'Smit'), await person('Mark', 'Kok')]
  const since_on = '2024-01-01'
  const { id } = await make('/solicitors', { customer_id: lotte.id, since_on })
  await make('/solicitors', { customer_id: mark.id, since_on })
  for (const name of ['Nora', 'Otto']) {
    const customer = await person(name, 'Prins')
    const target = { amount: 250_000, currency: 'EUR' }
    await make('/prospects', { customer_id: customer.id, solicitor_id: lotte.id, from_on: day(-20), target })
  }
  const { page, faults, close } = await open(`/committees/solicitors/${id}`, { width: 390, height: 844 })
  await page.getByText('€5,000.00').waitFor()
  await choose(page, 'More for Nora Prins', 'Set to: Asked')
  await page.getByText('Nora Prins: Asked').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])

  for (const name of ['Nora', 'Otto'])
    await page.getByRole('checkbox', { name: `Select ${name} Prins` }).check()
  await page.getByRole('button', { name: 'Reassign' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'New solicitor' }).waitFor()
  await dialog.getByRole('button', { name: 'Reassign' }).click()
  await page.getByText('No prospects here').waitFor()
  const { items } = await ask(`/prospects?filter[solicitor]=${mark.id}`)
  expect(items.map((one: { stage: string }) => one.stage).sort()).toEqual(['asked', 'identified'])

  await page.goto(`${app.url}/customers/${items[0].customer.id}?tab=solicitation`)
  await page.getByRole('link', { name: 'Mark Kok' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await close()
}, 90_000)
