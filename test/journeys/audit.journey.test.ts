import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser } from '#test/support/browser.ts'
import { addPerson, type Person, signedIn } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Finding out who did and saw what, as the data protection officer does. */
let app: TestApp
let browser: Browser
let dora: Person
let customer: string

/** Where pictures are wanted: PICTURES=folder. */
const { PICTURES } = process.env

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  dora = await addPerson(app, app.home, { name: 'Dora Protects' })
  const clerk = await signedIn(
    app,
    await addPerson(app, app.home, { name: 'Carl Clerk', group: 'Front desk' }),
  )
  for (const last_name of ['Visser', 'Bakker', 'Jansen', 'Smit', 'Mulder']) {
    const { body } = await clerk.post('/customers', { first_name: 'Eva', last_name })
    customer = body.id
    await clerk.get(`/customers/${customer}`)
    await clerk.patch(`/customers/${customer}`, { job_title: 'Baker', website: 'https://bakker.example' })
  }
  await clerk.get('/customers?q=eva')
  await clerk.get('/search?q=mulder')
  await clerk.get('/staff')
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

test('who looked at a customer, what else they did, and whether the trail still fits', async () => {
  const { page, faults, go, close } = await openStaffApp(browser, app, dora)
  await go(`/customers/${customer}`)
  await page.getByRole('button', { name: 'Actions' }).click()
  await page.getByRole('menuitem', { name: 'Who looked at this customer' }).click()
  await page.getByText('Only about Eva Mulder').waitFor()
  const entries = page.getByRole('region', { name: 'Entries' }).getByRole('listitem')
  await expect
    .poll(() => entries.allInnerTexts())
    .toContainEqual(expect.stringContaining('Carl Clerk opened the customer'))
  expect((await entries.allInnerTexts()).every((text) => text.includes('Eva Mulder'))).toBe(true)

  await page.getByRole('button', { name: 'Show everybody' }).click()
  await page.getByRole('searchbox', { name: 'Search an action or a name' }).fill('carl')
  await expect.poll(async () => (await entries.allInnerTexts()).join()).not.toContain('Dora')
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('refused')
  await expect
    .poll(async () => (await entries.allInnerTexts()).join())
    .toContain('Carl Clerk looked through the staff')
  await page.getByRole('button', { name: 'Carl Clerk looked through the staff' }).click()
  const panel = page.getByRole('complementary')
  await panel.getByText('permission.missing').waitFor()
  await page.keyboard.press('Escape')
  expect(new URL(page.url()).searchParams.get('outcome')).toBe('refused')

  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText(/^Unchanged, checked/).waitFor()
  await app.app.database.installation.rows(`UPDATE audit_entries SET outcome = 'failed' WHERE seq = 3`)
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('1 place does not fit (first: entry 3)').first().waitFor()
  await app.app.database.installation.rows(`UPDATE audit_entries SET outcome = 'done' WHERE seq = 3`)
  expect(faults).toEqual([])
  await close()
})

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`looks right and is accessible at ${width} px, ${scheme}`, async () => {
      const { page, faults, go, close } = await openStaffApp(browser, app, dora, { width, scheme })
      await go('/audit')
      await page.getByRole('listitem').first().waitFor()
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/audit-${width}-${scheme}.png` })
      expect(await accessibilityFaults(page)).toEqual([])
      await page.getByRole('button', { name: 'Carl Clerk searched for a customer' }).click()
      await page.getByRole('complementary').waitFor()
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/audit-detail-${width}-${scheme}.png` })
      expect(await accessibilityFaults(page)).toEqual([])
      expect(faults).toEqual([])
      await close()
    })
  }
}
