import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { launchBrowser } from '#test/support/browser.ts'
import { addPerson } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

let app: TestApp
let browser: Browser
beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const markup = (what: string) =>
  `<img src=x onerror="window.ran='${what}'"><script>window.ran='${what}'</script>${what}`

test('markup that people type is shown as they typed it, and never runs', async () => {
  const { body: customer } = await app.home.admin.post('/customers', {
    last_name: markup('name'),
    tags: ['<b>tag</b>'],
    addresses: [{ street: markup('street'), country: 'NL' }],
  })
  const note = `${markup('note')} [link](javascript:window.ran='markdown') **bold**`
  expect((await app.home.admin.post(`/customers/${customer.id}/notes`, { body: note })).status).toBe(201)
  const anna = await addPerson(app, app.home, { name: 'Anna Escapes' })
  const staff = await openStaffApp(browser, app, anna)
  for (const path of [`/customers/${customer.id}`, '/customers']) {
    await staff.go(path)
    await staff.page.getByText(markup('name')).first().waitFor()
    const found = await staff.page.evaluate(() => ({
      ran: (window as { ran?: string }).ran,
      elements: document.querySelectorAll('img[src="x"], script:not([src]), a[href^="javascript:"]').length,
    }))
    expect(found, path).toEqual({ ran: undefined, elements: 0 })
  }
  expect(staff.faults).toEqual([])
  await staff.close()
})

test('an address that would run as a script is no website', async () => {
  for (const website of ['javascript:alert(1)', 'data:text/html,<script>1</script>', 'vbscript:x']) {
    const { status, body } = await app.home.admin.post('/customers', { last_name: 'Linked', website })
    expect([status, body.errors?.[0].pointer], website).toEqual([422, '/website'])
  }
})
