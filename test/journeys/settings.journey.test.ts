import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, openPage } from '#test/support/browser.ts'
import { makeClient } from '#test/support/client.ts'
import { addPerson, goodPassword, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'
import { totp } from '#test/support/totp.ts'

let app: TestApp
let browser: Browser
let anna: Person

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
  const about = {
    first_name: 'Eva',
    last_name: 'Visser',
    birthday: '1980-05-31',
    emails: [{ address: 'eva@visser.example' }],
  }
  expect((await app.home.admin.post('/customers', about)).status).toBe(201)
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const message = (page: Page, text: string) => page.getByRole('region', { name: 'Messages' }).getByText(text)

async function openSettings(section: string, person = anna) {
  const staff = await openStaffApp(browser, app, person)
  await staff.go(`/settings/${section}`)
  await heading(staff.page, '').waitFor()
  return staff
}

/** Fills the form of the entrance and sends it. */
async function enter(page: Page, { email, password }: { email: string; password: string }) {
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await button(page, 'Sign in').click()
}

async function signIn(page: Page, person: { email: string; password: string }) {
  await page.goto(`${app.url}/sign-in`)
  await enter(page, person)
}

/** The menu of the account in the top bar. */
async function signOut(page: Page) {
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await heading(page, 'Sign in').waitFor()
}

/** Invites somebody and gives the address in the mail, which is kept because there is no mail server. */
async function invite(page: Page, name: string, email: string, group: string): Promise<string> {
  await page.goto(`${app.url}/settings/users`)
  await button(page, 'Invite a user').click()
  const form = page.getByRole('dialog', { name: 'Invite a user' })
  await form.getByRole('textbox', { name: 'Name' }).fill(name)
  await form.getByRole('textbox', { name: 'E-mail address' }).fill(email)
  await form.getByRole('checkbox', { name: group }).check()
  expect(await accessibilityFaults(page)).toEqual([])
  await button(page, 'Send invitation').click()
  await message(page, `The invitation is on its way to ${email}.`).waitFor()
  await page.getByRole('row').filter({ hasText: email }).getByText('Invited').waitFor()

  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Mail' }).click()
  await page.getByText('No mail server is set.').waitFor()
  const mail = page.getByRole('row').filter({ hasText: email })
  await mail.getByRole('button', { name: /^Read / }).click()
  const text = await page.getByRole('dialog').getByText(`Hello ${name}`).textContent()
  return app.url + new URL(/https?:\S+\/invitation\/\S+/.exec(text!)![0]).pathname
}

test('an invited colleague comes in by the mailed link and sees what the security group allows', async () => {
  const admin = await openSettings('users')
  const link = await invite(admin.page, 'Nina New', 'nina@people.example', 'Read only')

  const { page, context, faults } = await openPage(browser)
  await page.goto(link)
  await page.getByText('Home invites nina@people.example.').waitFor()
  await page.getByLabel('Password', { exact: true }).or(page.getByLabel('Password *')).fill(goodPassword)
  await button(page, 'Accept').click()
  await heading(page, 'Customers').waitFor()
  await page.getByRole('link', { name: 'Eva Visser' }).click()
  await heading(page, 'Eva Visser').waitFor()
  await page.getByText('eva@visser.example').first().waitFor()
  expect(await page.getByRole('button', { name: /^Edit / }).count()).toBe(0)
  const nav = page.getByRole('navigation')
  expect(await nav.getByRole('link', { name: 'Import' }).count()).toBe(0)
  await page.goto(`${app.url}/settings/profile`)
  await heading(page, 'Profile').waitFor()
  expect(
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link').allTextContents(),
  ).toEqual([
    'Profile',
    'Sign-in',
    'Customer groups',
    'Relationship types',
    'Tags',
    'Roles',
    'Segments',
    'Consents',
  ])
  for (const forbidden of ['/settings/users', '/settings/outbox', '/imports', '/customers/new']) {
    await page.goto(app.url + forbidden)
    await heading(page, 'You may not see this page').waitFor()
  }
  expect(faults).toEqual([])
  expect(
    (await page.request.post(`${app.url}/api/v1/customers`, { data: { last_name: 'X' } })).status(),
  ).toBe(403)

  await signOut(page)
  await signIn(page, { email: 'nina@people.example', password: 'not the password' })
  await page.getByText('E-mail address and password do not fit together.').waitFor()
  await signIn(page, { email: 'nina@people.example', password: goodPassword })
  await heading(page, 'Customers').waitFor()

  await admin.go('/settings/users')
  await admin.page.getByRole('row').filter({ hasText: 'nina@people.example' }).getByText('Active').waitFor()
  await admin.page.goto(link)
  await admin.page.getByText('This link does not work any more').waitFor()
  await admin.close()
  await context.close()
})

test('what a group hides is gone from list and record of its members', async () => {
  const admin = await openSettings('security-groups')
  const { page } = admin
  await button(page, 'Add group').click()
  const form = page.getByRole('dialog', { name: 'Add group' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Door')
  await form.getByRole('combobox', { name: 'Customers' }).selectOption('Read')
  await form.getByRole('checkbox', { name: 'Birthday' }).check()
  await form.getByRole('checkbox', { name: 'E-mail addresses' }).check()
  expect(await accessibilityFaults(page)).toEqual([])
  await button(page, 'Save').click()
  await page.getByRole('row').filter({ hasText: 'Door' }).waitFor()

  const dora = await addPerson(app, app.home, { name: 'Dora Door', group: 'Door' })
  const door = await openStaffApp(browser, app, dora)
  await door.go('/customers')
  await door.page.getByRole('link', { name: 'Eva Visser' }).waitFor()
  await door.page.getByRole('columnheader', { name: 'Country' }).waitFor()
  expect(await door.page.getByRole('columnheader', { name: 'E-mail' }).count()).toBe(0)
  await door.page.getByRole('link', { name: 'Eva Visser' }).click()
  await heading(door.page, 'Eva Visser').waitFor()
  await door.page.getByText('Last name', { exact: true }).waitFor()
  for (const hidden of ['Birthday', 'E-mail', 'eva@visser.example'])
    expect(await door.page.getByText(hidden, { exact: true }).count(), hidden).toBe(0)

  await page.goto(`${app.url}/settings/users`)
  await button(page, 'More for Dora Door').click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const user = page.getByRole('dialog', { name: 'Edit user' })
  await user.getByRole('checkbox', { name: 'Read only' }).check()
  await user.getByRole('checkbox', { name: 'Door' }).uncheck()
  await user.getByRole('button', { name: 'Save' }).click()
  await message(page, 'Saved.').waitFor()
  await door.page.reload()
  await door.page.getByText('eva@visser.example').first().waitFor()
  await door.close()
  await admin.close()
})

test('an API key is shown once, does what its scopes say, and is revoked', async () => {
  const { page, close } = await openSettings('api-keys')
  await button(page, 'Add key').click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name' }).fill('Ticket shop')
  await form.getByRole('checkbox', { name: 'customers.read', exact: true }).check()
  expect(await accessibilityFaults(page)).toEqual([])
  await button(page, 'Make key').click()
  await form.getByText('It is shown only once').waitFor()
  const secret = (await form.getByRole('code').textContent())!
  await button(page, 'I have kept it').click()
  const key = page.getByRole('row').filter({ hasText: 'Ticket shop' })
  await key.getByText('Never', { exact: true }).waitFor()
  expect(await page.getByText(secret).count()).toBe(0)

  const shop = makeClient(app.url, { authorization: `Bearer ${secret}` })
  expect((await shop.get('/customers')).body.items).toMatchObject([{ name: 'Eva Visser' }])
  expect((await shop.post('/customers', { last_name: 'New' })).status).toBe(403)
  await page.reload()
  await key.waitFor()
  await expect.poll(() => key.getByText('Never', { exact: true }).count()).toBe(0)
  await button(page, 'Revoke Ticket shop').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await message(page, 'The key is revoked.').waitFor()
  expect((await shop.get('/customers')).status).toBe(401)
  await close()
})

test('a second factor is switched on with a code of the app, asked for at the next sign-in, and switched off', async () => {
  const sara = await addPerson(app, app.home, { name: 'Sara Secure' })
  const { page, context } = await openPage(browser)
  await signIn(page, sara)
  await heading(page, 'Customers').waitFor()
  await page.goto(`${app.url}/settings/security`)
  const password = () => page.getByLabel(/^Current password/).last()
  await password().fill('not the password')
  await button(page, 'Set up a second factor').click()
  await page.getByText('This is not your current password.').waitFor()
  await password().fill(sara.password)
  await button(page, 'Set up a second factor').click()
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const uri = (await page.getByRole('link', { name: 'Open in an authenticator app' }).getAttribute('href'))!
  const secret = new URL(uri).searchParams.get('secret')!
  const typed = (await page.getByRole('code').first().textContent())!
  expect(typed.replaceAll(' ', '')).toBe(secret)
  const recovery = (await page
    .getByRole('listitem')
    .filter({ hasText: /^\w{5}-\w{5}$/ })
    .first()
    .textContent())!
  const code = page.getByRole('textbox', { name: 'Code of the app' })
  await code.fill('000000')
  await button(page, 'Switch it on').click()
  await page.getByText('This code is not right').first().waitFor()
  await code.fill(totp(uri))
  await button(page, 'Switch it on').click()
  await message(page, 'The second factor is on.').waitFor()

  await signOut(page)
  await signIn(page, sara)
  await heading(page, 'Second factor').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect((await page.request.get(`${app.url}/api/v1/me`)).status()).toBe(401)
  await page.getByRole('textbox', { name: 'Code' }).fill(totp(uri))
  await button(page, 'Continue').click()
  await heading(page, 'Customers').waitFor()

  await signOut(page)
  await signIn(page, sara)
  await button(page, 'Use a recovery code').click()
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(recovery)
  await button(page, 'Continue').click()
  await heading(page, 'Customers').waitFor()
  await page.goto(`${app.url}/settings/security`)
  await password().fill(sara.password)
  await button(page, 'Switch it off').click()
  await button(page, 'Set up a second factor').waitFor()
  await signOut(page)
  await signIn(page, sara)
  await heading(page, 'Customers').waitFor()
  await context.close()
})

test('sessions are listed, and one that is ended is out at its next step', async () => {
  const sven = await addPerson(app, app.home, { name: 'Sven Session' })
  const here = await openSettings('security', sven)
  const there = await openStaffApp(browser, app, sven)
  await there.go('/customers')
  await there.page.getByRole('link', { name: 'Eva Visser' }).waitFor()
  await here.page.reload()
  const others = here.page.getByRole('button', { name: /^End the session on/ })
  await others.first().waitFor()
  await here.page.getByText('This one').waitFor()
  expect(await others.count()).toBe(1)
  await others.click()
  await message(here.page, 'The session has ended.').waitFor()
  await expect.poll(() => others.count()).toBe(0)
  await there.page.getByRole('link', { name: 'Eva Visser' }).click()
  await heading(there.page, 'Sign in').waitFor()
  // Having signed in again leads to where one was going.
  await enter(there.page, sven)
  await heading(there.page, 'Eva Visser').waitFor()
  await here.close()
  await there.close()
})
