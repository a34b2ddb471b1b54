import type { Browser } from 'playwright-core'
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

const made = async (path: string, about: object) => {
  const { status, body } = await app.home.admin.post(path, about)
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}
const addCustomer = async (first_name: string, last_name: string): Promise<string> =>
  (await made('/customers', { first_name, last_name })).id
const asked = async (path: string) => (await app.home.admin.get(path)).body

async function open(path: string, screen?: Screen) {
  const staff = await openStaffApp(browser, app, anna, screen)
  await staff.go(path)
  await staff.page.getByRole('heading', { level: 1 }).waitFor()
  return staff
}

test('a purpose is defined with its wordings, and a later version leaves the earlier one there', async () => {
  const { page, faults, close } = await open('/settings/consents')
  await page.getByRole('button', { name: 'Add purpose' }).first().click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Newsletter')
  await page.getByRole('checkbox', { name: 'Post' }).check()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('cell', { name: 'Newsletter', exact: true }).waitFor()

  await page.getByRole('button', { name: 'More for Newsletter' }).click()
  await page.getByRole('menuitem', { name: 'Wordings' }).click()
  await page.getByRole('textbox', { name: 'First version' }).fill('Send me the newsletter.')
  await page.getByRole('button', { name: 'Add this version' }).click()
  await page.getByRole('textbox', { name: 'Version 2' }).fill('Send me the newsletter once a month.')
  await page.getByRole('region', { name: 'As people see it' }).getByText('once a month').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Add this version' }).click()
  await page.getByRole('heading', { name: /version 2/ }).waitFor()
  await page.getByRole('heading', { name: /version 1/ }).waitFor()
  expect(faults).toEqual([])
  await close()
})

test('a decision is recorded by keyboard, proven in the drawer, struck out and taken back', async () => {
  const customer = await addCustomer('Eva', 'Visser')
  const { page, faults, close } = await open(`/customers/${customer}?tab=consents`)
  const cell = page.getByRole('button', { name: /^Newsletter,.*E-mail/ })
  await cell.getByText('Not asked').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await cell.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Decision of Eva Visser' })
  await dialog.getByText('Send me the newsletter once a month.').waitFor()
  await page.keyboard.press('Space')
  expect(await dialog.getByRole('radio', { name: 'Agreed' }).isChecked()).toBe(true)
  await dialog.getByRole('checkbox', { name: 'Post' }).check()
  await dialog.getByLabel('When').fill('2025-03-04T10:30')
  await dialog.getByRole('combobox', { name: 'How' }).selectOption('Paper')
  await dialog.getByRole('textbox', { name: 'Where' }).fill('Open day')
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Record a decision' }).click()
  await cell.getByText('Agreed').waitFor()
  await cell.getByText('4 Mar 2025').waitFor()
  const { items } = await asked(`/customers/${customer}/consents/history`)
  expect(items).toHaveLength(2)
  expect(items[0]).toMatchObject({ method: 'paper', source: 'Open day', wording: { number: 2 } })

  await page.getByRole('button', { name: 'All decisions about Newsletter' }).click()
  const drawer = page.getByRole('dialog', { name: 'Newsletter' })
  await drawer.getByText('Open day').first().waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const emailCard = drawer.getByRole('listitem').filter({ hasText: 'E-mail' })
  await emailCard.getByRole('button', { name: 'Recorded wrongly…' }).click()
  await page.keyboard.type('It was another Eva')
  await page.keyboard.press('Enter')
  await emailCard.getByText('It was another Eva').waitFor()
  await page.keyboard.press('Escape')
  await cell.getByText('Not asked').waitFor()
  await page.keyboard.press('Control+z')
  await cell.getByText('Agreed').waitFor()
  expect(faults).toEqual([])
  await close()
})

test('on a phone the matrix stands below each other and nothing is cut off', async () => {
  const customer = await addCustomer('Bo', 'Jansen')
  const { page, close } = await open(`/customers/${customer}?tab=consents`, { width: 390, height: 844 })
  await page.getByRole('button', { name: /^Newsletter,.*Post/ }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wider).toBe(0)
  await close()
})

test('a task stands on a record, is given to an individual, leads there in a new tab, and is ticked off', async () => {
  const [owner, helper] = [await addCustomer('Ida', 'Smit'), await addCustomer('Hugo', 'Helper')]
  const { items: purposes } = await asked('/consent-purposes')
  const decision = { purpose_id: purposes[0].id, channel: 'email', state: 'given', method: 'paper' }
  await made(`/customers/${owner}/consents`, { decisions: [decision] })
  const { page, faults, close } = await open(`/customers/${owner}?tab=consents`)
  await page.getByRole('button', { name: 'All decisions', exact: true }).click()
  const drawer = page.getByRole('dialog', { name: 'All decisions' })
  await drawer.getByText('Tasks', { exact: true }).click()
  await page.getByRole('button', { name: 'Add task' }).click()
  const form = page.getByRole('dialog', { name: 'Add a task' })
  await form.getByText('About: Newsletter · E-mail').waitFor()
  await form.getByRole('textbox', { name: 'What has to be done' }).fill('Bring the signed card')
  await form.getByRole('combobox', { name: 'Assigned to' }).selectOption('Another individual…')
  await form.getByLabel('Which individual').fill('Hugo Helper')
  await page.getByRole('option', { name: /Hugo Helper/ }).click()
  expect(await accessibilityFaults(page)).toEqual([])
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Bring the signed card', exact: true }).waitFor()
  const { items: tasks } = await asked(`/tasks?filter[customer]=${owner}`)
  expect(tasks[0]).toMatchObject({ subject: { kind: 'consent' }, assignee_customer: { id: helper } })

  await page.goto(`${app.url}/customers/${owner}?tab=tasks`)
  const link = page.getByRole('link', { name: /^Consent: Newsletter · e-mail/ })
  await link.waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const [record] = await Promise.all([page.context().waitForEvent('page'), link.click()])
  await record.getByRole('dialog', { name: 'All decisions' }).waitFor()
  await record.close()
  await page.goto(`${app.url}/customers/${helper}?tab=tasks`)
  await page.getByRole('heading', { name: 'To do for other customers' }).waitFor()
  await page.getByRole('checkbox', { name: 'Mark “Bring the signed card” as done' }).check()
  await expect
    .poll(async () => (await asked(`/tasks?filter[customer]=${owner}&filter[state]=done`)).items.length)
    .toBe(1)
  expect(faults).toEqual([])
  await close()
})
