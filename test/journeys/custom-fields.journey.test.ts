import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

/** What a workspace asks of its customers beyond what everybody does. */
let app: TestApp
let browser: Browser
/** Each test has a workspace of its own, and somebody in it: what one asks of new customers must not stop the next. */
let at: TestWorkspace
let anna: Person
let places = 0

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
}, 180_000)
beforeEach(async () => {
  at = await app.addWorkspace('Theatre')
  anna = await addPerson(app, at, { name: `Anna ${++places}` })
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

type Body = Record<string, unknown>

async function post(path: string, about: Body) {
  const { status, body } = await at.admin.post(path, about)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const addCustomer = (name: string, custom: Body = {}) => post('/customers', { last_name: name, custom })
const addField = (about: Body) => post('/custom-fields', { target: 'customer', ...about })
const stored = async (id: string) => (await at.admin.get(`/customers/${id}`)).body

async function open(path: string, screen?: Screen) {
  const staff = await openStaffApp(browser, app, anna, screen)
  await staff.go(path)
  await staff.page.getByRole('heading', { level: 1 }).waitFor()
  return staff
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const sound = async (page: Page) => expect(await accessibilityFaults(page)).toEqual([])
const message = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Messages' }).locator(':scope > div', { hasText: text })
const list = (page: Page) => page.getByRole('list', { name: 'Fields in their order' })
const named = (page: Page, label: string) => list(page).getByRole('button', { name: label, exact: true })

test('fields are defined, filled in where they stand, and lists ask about them', async () => {
  const eva = await addCustomer('Visser')
  const bram = await addCustomer('Bakker')
  const { page, faults, close } = await open('/settings/custom-fields')

  await page.getByText('No custom fields yet').waitFor()
  await button(page, 'Add a field').click()
  const dialog = page.getByRole('dialog', { name: 'Add a field' })
  await dialog.getByRole('textbox', { name: 'Label' }).fill('Séat in the hall')
  expect(await dialog.getByRole('textbox', { name: 'Key' }).inputValue()).toBe('seat_in_the_hall')
  await dialog.getByRole('textbox', { name: 'Label' }).fill('Seat')
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('Choice')
  await dialog.getByRole('textbox', { name: 'Choice 1' }).fill('Gallery')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Stalls')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Balcony')
  await dialog.getByRole('button', { name: 'Move Gallery down' }).press('Enter')
  await page.keyboard.press('Enter')
  await sound(page)
  await dialog.getByRole('button', { name: 'Add a field' }).click()
  await named(page, 'Seat').waitFor()

  await button(page, 'Add a field').click()
  await dialog.getByRole('textbox', { name: 'Label' }).fill('Shoe size')
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('Number')
  await dialog.getByRole('checkbox', { name: 'Required' }).check()
  await dialog.getByRole('button', { name: 'Add a field' }).click()
  await named(page, 'Shoe size').waitFor()
  await button(page, 'Move Shoe size up').press('Enter')
  await expect
    .poll(async () => {
      const { items } = (await at.admin.get('/custom-fields?target=customer')).body
      return items.map((field: { label: string; choices: { label: string }[] }) => [
        field.label,
        ...field.choices.map((choice) => choice.label),
      ])
    })
    .toEqual([['Shoe size'], ['Seat', 'Stalls', 'Balcony', 'Gallery']])
  await sound(page)

  await page.goto(`${app.url}/customers/${eva.id}`)
  await button(page, 'Edit Seat').click()
  await page.getByRole('combobox', { name: 'Seat' }).selectOption('Balcony')
  await page.keyboard.press('Enter')
  await message(page, 'Seat changed.').waitFor()
  await button(page, 'Edit Shoe size').focus()
  await page.keyboard.press('F2')
  await page.keyboard.type('many')
  await page.keyboard.press('Enter')
  await page.getByText('This is not a number.').waitFor()
  const size = page.getByRole('textbox', { name: 'Shoe size' })
  await size.fill('41.5')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await stored(eva.id)).custom).toEqual({ seat: 'balcony', shoe_size: 41.5 })
  await sound(page)
  await page.goto(`${app.url}/customers/${bram.id}`)
  await button(page, 'Edit Shoe size').click()
  await page.keyboard.type('38')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await stored(bram.id)).custom).toEqual({ shoe_size: 38 })

  await page.goto(`${app.url}/customers`)
  await button(page, 'Columns').click()
  await page.getByRole('checkbox', { name: 'Shoe size' }).check()
  await page.getByRole('checkbox', { name: 'Seat' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: 'Shoe size' }).click()
  const row = (at: number) => page.locator(`[role=row][data-row="${at}"]`)
  await row(0).getByText('Bakker').waitFor()
  await row(1).getByText('41.5').waitFor()
  await button(page, 'Filter').click()
  const panel = page.getByRole('region', { name: 'Filter' })
  await panel.getByRole('textbox', { name: 'Shoe size: From' }).fill('40')
  await button(page, 'Remove filter Shoe size: from 40').waitFor()
  await row(0).getByText('Visser').waitFor()
  expect(await row(1).count()).toBe(0)
  const seat = panel.getByRole('combobox', { name: 'Seat' })
  await seat.fill('balc')
  await seat.press('Enter')
  await seat.press('Tab')
  await button(page, 'Remove filter Seat: Balcony').waitFor()
  expect(decodeURIComponent(new URL(page.url()).search)).toContain('filter[custom.seat]=balcony')
  await sound(page)
  await button(page, 'Save view').click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Big feet')
  await button(page, 'Save').click()
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: /Big feet/ })
    .waitFor()
  await page.reload()
  await row(0).getByText('Balcony').waitFor()
  await page.getByRole('columnheader', { name: 'Seat' }).waitFor()
  expect(await row(1).count()).toBe(0)
  expect(faults.filter((fault) => !fault.includes('422') && !fault.includes('400'))).toEqual([])
  await close()
})

test('what a field was is in the history and set back; a retired field takes its values along and brings them back', async () => {
  await addField({ label: 'Locker', type: 'number' })
  const { id } = await addCustomer('Jansen', { locker: 12 })
  const { page, faults, close } = await open(`/customers/${id}`)
  await button(page, 'Edit Locker').click()
  await page.keyboard.type('13')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await stored(id)).custom.locker).toBe(13)
  await button(page, 'History of Locker').click()
  await button(page, 'Revert Locker').first().click()
  await expect.poll(async () => (await stored(id)).custom.locker).toBe(12)
  await sound(page)

  await page.goto(`${app.url}/settings/custom-fields`)
  await button(page, 'More for Locker').click()
  await page.getByRole('menuitem', { name: 'Retire', exact: true }).click()
  const sure = page.getByRole('dialog', { name: 'Retire Locker?' })
  await sure.getByText('The value of 1 record is kept').waitFor()
  await sure.getByRole('button', { name: 'Retire' }).click()
  await message(page, 'Locker is retired; its values are kept.').waitFor()
  expect((await stored(id)).custom).toEqual({})
  await page.getByText('1 retired field').click()
  await sound(page)
  await button(page, 'Bring back Locker').click()
  await named(page, 'Locker').waitFor()
  expect((await stored(id)).custom).toEqual({ locker: 12 })
  expect(faults).toEqual([])
  await close()
})

test('a new customer is asked what must be filled in; the rest is found by its name among many', async () => {
  const many = Array.from({ length: 20 }, (_, i) => `Question ${String(i + 1).padStart(2, '0')}`)
  for (const label of many) await addField({ label, type: 'text' })
  await addField({ label: 'Shoe size', type: 'number', required: true })
  const introducer = await addCustomer('Introducer', { shoe_size: 44 })
  await addField({ label: 'Introduced by', type: 'customer' })
  await addField({ label: 'Deposit', type: 'money', currency: 'EUR' })
  const { page, faults, close } = await open('/customers/new')
  await page.getByRole('textbox', { name: 'Last name' }).fill('Newman')
  await button(page, 'Save').click()
  const size = page.getByRole('textbox', { name: 'Shoe size' })
  await expect.poll(() => size.getAttribute('aria-invalid')).toBe('true')
  await page.getByText('This field must be filled in.').waitFor()
  await size.fill('39')
  await page.getByText(/^\d+ more fields$/).click()
  await page.getByRole('searchbox', { name: 'Find among these fields' }).fill('depo')
  await page.getByRole('textbox', { name: 'Deposit' }).fill('12.50')
  await sound(page)
  await button(page, 'Save').click()
  await page.getByRole('heading', { level: 1, name: 'Newman' }).waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  expect((await stored(id)).custom).toEqual({ shoe_size: 39, deposit: { amount: 1250, currency: 'EUR' } })

  const show = page.getByRole('button', { name: /^Show \d+ empty fields$/ })
  await show.waitFor()
  expect(await button(page, 'Edit Question 07').count()).toBe(0)
  await page.getByRole('searchbox', { name: 'Find among these fields' }).fill('07')
  await button(page, 'Edit Question 07').click()
  await page.keyboard.type('Tea')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await stored(id)).custom.question_07).toBe('Tea')
  await page.getByRole('searchbox', { name: 'Find among these fields' }).fill('')
  await show.click()
  await button(page, 'Edit Introduced by').click()
  const link = page.getByRole('combobox', { name: 'Introduced by' })
  await link.fill('introd')
  await page.getByRole('option', { name: new RegExp(`C-${introducer.number}`) }).click()
  await page.getByRole('link', { name: 'Introducer' }).waitFor()
  expect((await stored(id)).custom.introduced_by).toBe(introducer.id)
  await sound(page)
  expect(faults.filter((fault) => !fault.includes('422') && !fault.includes('400'))).toEqual([])
  await close()
})

test('two people at one record: another field is taken over, the same one is asked about', async () => {
  await addField({ label: 'Locker', type: 'number' })
  await addField({ label: 'Seat', type: 'text' })
  const { id, version } = await addCustomer('Jansen', { locker: 12 })
  const { page, close } = await open(`/customers/${id}`)
  await button(page, 'Edit Locker').click()
  await page.keyboard.type('13')
  const change = (custom: Body, seen: number) =>
    at.admin.patch(`/customers/${id}`, { custom }, { 'if-match': `"${seen}"` })
  expect((await change({ seat: 'Aisle' }, version)).status).toBe(200)
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await stored(id)).custom).toEqual({ locker: 13, seat: 'Aisle' })

  await button(page, 'Edit Locker').click()
  await page.keyboard.type('14.5')
  expect((await change({ locker: 20 }, version + 2)).status).toBe(200)
  await page.keyboard.press('Enter')
  const conflict = page.getByRole('alert').filter({ hasText: '14.5' })
  await conflict.getByText('20').waitFor()
  await sound(page)
  await conflict.getByRole('button').first().click()
  await expect.poll(async () => (await stored(id)).custom.locker).toBe(14.5)
  await close()
})

test('a task takes the fields of tasks', async () => {
  await addField({ target: 'task', label: 'Billable', type: 'yes_no' })
  const { id } = await addCustomer('Taskman')
  const { page, close } = await open(`/customers/${id}?tab=tasks`)
  await button(page, 'Add task').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'What has to be done' }).fill('Call back')
  await dialog.getByRole('combobox', { name: 'Billable' }).selectOption('Yes')
  await sound(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Call back').first().waitFor()
  const { items } = (await at.admin.get(`/tasks?filter[customer]=${id}`)).body
  expect(items[0].custom).toEqual({ billable: true })
  await close()
})

test('on a phone and in the dark nothing stands in the way', async () => {
  for (const label of ['Shoe size', 'Seat', 'Diet', 'Drink', 'Coat', 'Car', 'Bike', 'Train'])
    await addField({ label, type: 'text' })
  const screen = { width: 390, height: 844, scheme: 'dark' } as const
  const { page, faults, close } = await open('/settings/custom-fields', screen)
  await list(page).waitFor()
  await sound(page)
  await page.getByRole('searchbox', { name: 'Find a field' }).fill('shoe')
  await page.getByText('1 field found').waitFor()
  await button(page, 'Shoe size').click()
  await page.getByRole('dialog', { name: 'Edit Shoe size' }).waitFor()
  await sound(page)
  expect(faults).toEqual([])
  await close()
})
