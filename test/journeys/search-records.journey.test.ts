import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser } from '#test/support/browser.ts'
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

test('the palette shows records of other kinds under the customers, by kind, and leads to them', async () => {
  const { body: customer } = await app.home.admin.post('/customers', { last_name: 'Bakker' })
  await app.home.admin.post('/tasks', { customer_id: customer.id, title: 'Bread for Bakker' })
  const { page, faults, go, close } = await openStaffApp(browser, app, anna)
  await go('/customers')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('button', { name: /Search or jump to/ }).click()
  await page.getByRole('combobox').fill('bakker')
  const task = page.getByRole('option', { name: /Bread for Bakker/ })
  await task.waitFor()
  await page.getByRole('group', { name: 'Task' }).waitFor()
  const shown = await page.getByRole('option').allInnerTexts()
  expect(shown[0]).toContain('Bakker')
  expect(shown[0]).not.toContain('Bread')
  expect(await accessibilityFaults(page)).toEqual([])
  await task.click()
  await page.waitForURL((at) => at.pathname === `/customers/${customer.id}`)
  expect(faults).toEqual([])
  await close()
}, 60_000)
