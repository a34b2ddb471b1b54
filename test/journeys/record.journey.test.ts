import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'

let app: TestApp
let browser: Browser
let anna: Person
let bram: Person

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp()
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
  bram = await addPerson(app, app.home, { name: 'Bram Balie' })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function addCustomer(about: Record<string, unknown> = {}): Promise<{ id: string; number: number }> {
  const { status, body } = await app.home.admin.post('/customers', {
    first_name: 'Eva',
    last_name: 'Visser',
    emails: [{ address: 'eva@visser.example' }],
    phones: [{ number: '+31 20 794 0800', label: 'work' }],
    ...about,
  })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}
const stored = async (id: string) => (await app.home.admin.get(`/customers/${id}`)).body

async function open(path: string, person = anna, screen?: Screen) {
  const staff = await openStaffApp(browser, app, person, screen)
  await staff.go(path)
  await staff.page.getByRole('heading', { level: 1 }).waitFor()
  return staff
}
const pencil = (page: Page, label: string) => page.getByRole('button', { name: `Edit ${label}`, exact: true })
const box = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })
const pressed = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

test('a record opens under its name and number, and is edited by keyboard alone', async () => {
  const { id, number } = await addCustomer()
  const { page, faults, close } = await open(`/customers/${id}`)
  await page.getByRole('heading', { level: 1, name: 'Eva Visser' }).waitFor()
  await expect.poll(() => page.title()).toBe(`Eva Visser · C-${number} · Regulars`)
  await page.getByText('+31 20 794 0800').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])

  await pressed(page, 'e')
  await box(page, 'First name').waitFor()
  await page.keyboard.type('Eefje')
  await pressed(page, 'Escape', 'F2')
  await page.keyboard.type('Evi')
  await pressed(page, 'Enter')
  await page.getByRole('heading', { level: 1, name: 'Evi Visser' }).waitFor()
  await expect.poll(async () => (await stored(id)).first_name).toBe('Evi')

  await pencil(page, 'VAT number').focus()
  await pressed(page, 'Enter')
  await page.keyboard.type('NL004495446B01')
  await pressed(page, 'Enter')
  await page.getByText('The check digits of this VAT number do not fit').waitFor()
  expect(await box(page, 'VAT number').inputValue()).toBe('NL004495446B01')
  await box(page, 'VAT number').fill('nl 0044.95.445 b01')
  await pressed(page, 'Enter')
  await page.getByText('NL004495445B01').getByText('Netherlands').waitFor()
  expect(faults.filter((fault) => !fault.includes('422') && !fault.includes('400'))).toEqual([])
  await close()
})

test('addresses, e-mails and phones are edited as lists; what is wrong is said at its input', async () => {
  const { id } = await addCustomer()
  const { page, close } = await open(`/customers/${id}`)
  await pencil(page, 'E-mail').click()
  await page.getByRole('button', { name: 'Add an e-mail address' }).click()
  await box(page, 'E-mail 2').fill('not an address')
  await page.getByRole('combobox', { name: 'Label of E-mail 2' }).selectOption('Home')
  await pressed(page, 'Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Nothing was saved yet: look at what is marked.').waitFor()
  const faulty = box(page, 'E-mail 2')
  await expect.poll(() => faulty.getAttribute('aria-invalid')).toBe('true')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('E-mail 2')
  expect(await accessibilityFaults(page)).toEqual([])
  await faulty.fill('eva@home.example')
  await page.getByRole('radio', { name: 'E-mail 2 is the primary one' }).check()
  await page.getByRole('button', { name: 'Move E-mail 2 up' }).click()
  await box(page, 'E-mail 1').press('Enter')
  await page.getByRole('link', { name: 'eva@home.example' }).waitFor()
  await expect.poll(async () => (await stored(id)).emails.length).toBe(2)
  expect((await stored(id)).emails).toEqual([
    { address: 'eva@home.example', label: 'home', primary: true },
    { address: 'eva@visser.example', label: 'work', primary: false },
  ])

  await pencil(page, 'Addresses').click()
  await box(page, 'Street and number').fill('Kade 12')
  await box(page, 'Postcode').fill('1011 AB')
  await box(page, 'City').fill('Amsterdam')
  await page.getByRole('combobox', { name: 'Country' }).selectOption('Netherlands')
  await page.getByRole('checkbox', { name: 'Bill to' }).check()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('1011 AB Amsterdam').waitFor()
  await expect.poll(async () => (await stored(id)).addresses.length).toBe(1)
  expect((await stored(id)).addresses).toMatchObject([{ street: 'Kade 12', country: 'NL', billing: true }])

  await pencil(page, 'Phone').click()
  await box(page, 'Phone 1').fill('06-12 34 56 78')
  await pressed(page, 'Enter')
  await page.getByText('+31 6 12345678').waitFor()
  await close()
})

test('two people at one record: other fields are taken over, the same field is asked about', async () => {
  const { id } = await addCustomer()
  const one = await open(`/customers/${id}`, anna)
  const two = await open(`/customers/${id}`, bram)
  await pencil(one.page, 'Job title').click()
  await one.page.keyboard.type('Director')

  await pencil(two.page, 'Company').click()
  await two.page.keyboard.type('Visser BV')
  await pressed(two.page, 'Enter')
  await two.page.getByText('Visser BV').first().waitFor()
  await pressed(one.page, 'Enter')
  await expect.poll(async () => (await stored(id)).job_title).toBe('Director')
  await one.page.getByText('Visser BV').first().waitFor()
  expect((await stored(id)).company_name).toBe('Visser BV')

  await pencil(one.page, 'Last name').click()
  await one.page.keyboard.type('Visscher')
  await pencil(two.page, 'Last name').click()
  await two.page.keyboard.type('De Visser')
  await pressed(two.page, 'Enter')
  await two.page.getByRole('heading', { level: 1, name: 'Eva De Visser' }).waitFor()
  // The live hint has brought the other name to this page before it is saved here; still nothing is overwritten.
  await one.page.getByRole('heading', { level: 1, name: 'Eva De Visser' }).waitFor()
  await pressed(one.page, 'Enter')
  await one.page.getByText('Someone else changed this meanwhile.').waitFor()
  expect(await accessibilityFaults(one.page)).toEqual([])
  expect((await stored(id)).last_name).toBe('De Visser')
  await one.page.getByRole('button', { name: 'Save mine' }).click()
  await one.page.getByRole('heading', { level: 1, name: 'Eva Visscher' }).waitFor()
  await two.page.getByRole('heading', { level: 1, name: 'Eva Visscher' }).waitFor()
  await one.close()
  await two.close()
})

test('tags are typed, and a note mentions a colleague; both appear on the timeline', async () => {
  const { id } = await addCustomer()
  await app.home.admin.post('/customers', { last_name: 'Other', tags: ['volunteer'] })
  const { page, close } = await open(`/customers/${id}`)
  await pressed(page, 't')
  const tags = page.getByRole('combobox', { name: 'Tags' }).or(box(page, 'Tags'))
  await tags.first().waitFor()
  await page.keyboard.type('volun')
  await page.getByRole('option', { name: 'volunteer' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await pressed(page, 'Enter')
  await page.keyboard.type('press')
  await pressed(page, 'Enter', 'Enter')
  await expect
    .poll(async () => (await stored(id)).tags.map((tag: { name: string }) => tag.name))
    .toEqual(['press', 'volunteer'])

  await pressed(page, 'm')
  const note = box(page, 'Write a note')
  await expect.poll(() => note.evaluate((area) => area === document.activeElement)).toBe(true)
  await page.keyboard.type('Ask @bra')
  await page.getByRole('option', { name: 'Bram Balie' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await pressed(page, 'Enter')
  await page.keyboard.type('about the seats.')
  await pressed(page, 'Control+Enter')
  const card = page.getByRole('listitem').filter({ hasText: 'about the seats.' })
  await card.getByText('@Bram Balie').waitFor()
  const { items } = (await app.home.admin.get(`/customers/${id}/notes`)).body
  expect(items[0].body).toBe(`Ask @[Bram Balie](${bram.staffId}) about the seats.`)
  expect(items[0].mentions).toEqual([{ id: bram.staffId, name: 'Bram Balie' }])

  await card.getByRole('button', { name: 'Pin the note' }).click()
  await card.getByText('Pinned').waitFor()
  await page.getByRole('tab', { name: 'Timeline' }).click()
  expect(new URL(page.url()).searchParams.get('tab')).toBe('timeline')
  await page.getByText('Tagged press, volunteer').or(page.getByText('Changed: tags')).first().waitFor()
  await page.getByRole('button', { name: 'Notes', pressed: false }).click()
  await expect.poll(() => page.getByText('Changed: tags').count()).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Note written' }).click()
  await card.waitFor()

  await card.getByRole('button', { name: /Actions for the note/ }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('No notes yet').waitFor()
  await page
    .getByRole('region', { name: 'Messages' })
    .locator('div', { hasText: 'The note is deleted.' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await card.waitFor()
  await close()
})

test('an archived customer can be read but not changed, until it is restored', async () => {
  const { id } = await addCustomer()
  const { page, close } = await open(`/customers/${id}`)
  await page.getByRole('button', { name: 'Actions for this customer' }).click()
  await page.getByRole('menuitem', { name: 'Archive…' }).click()
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await page.getByText('This customer is archived.').first().waitFor()
  await expect.poll(() => page.getByRole('button', { name: /^Edit / }).count()).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('heading', { level: 1 }).click()
  await pressed(page, 'e')
  await page.getByRole('region', { name: 'Messages' }).getByText('Restore it first').waitFor()
  expect((await app.home.admin.patch(`/customers/${id}`, { job_title: 'x' })).status).toBe(409)

  await page.getByRole('button', { name: 'Restore', exact: true }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click()
  await pencil(page, 'First name').waitFor()
  expect((await stored(id)).status).toBe('active')
  await close()
})

test('a person becomes an organisation, after it is said what that means', async () => {
  const { id } = await addCustomer({ company_name: null })
  const { page, close } = await open(`/customers/${id}`)
  await page.getByRole('button', { name: 'Actions for this customer' }).click()
  await page.getByRole('menuitem', { name: 'Turn into an organisation' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('First and last name stay in the record').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('textbox', { name: 'Company' }).fill('Visser & Zn.')
  await dialog.getByRole('button', { name: 'Turn into an organisation' }).click()
  await page.getByRole('heading', { level: 1, name: 'Visser & Zn.' }).waitFor()
  expect(await stored(id)).toMatchObject({ kind: 'organisation', last_name: 'Visser' })
  await close()
})

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('a photo is uploaded and removed, and what is no photo is refused', async () => {
  const { id } = await addCustomer()
  const { page, close } = await open(`/customers/${id}`)
  const input = page.locator('input[type=file]')
  await input.setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') })
  await page.getByText('A photo is a JPEG, PNG or WebP file').waitFor()
  await input.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') })
  await page.getByText('The photo is saved.').waitFor()
  expect((await stored(id)).photo_url).toBeTruthy()
  await page.getByRole('button', { name: 'Change the photo' }).click()
  await page.getByRole('menuitem', { name: 'Remove the photo' }).click()
  await page.getByText('The photo is removed.').waitFor()
  expect((await stored(id)).photo_url).toBe(null)
  await close()
})

test('adding starts as a search: who is there already is shown, and nothing typed is lost', async () => {
  const { id } = await addCustomer({
    first_name: 'Gerda',
    last_name: 'Kruizinga',
    emails: [{ address: 'gerda@k.example' }],
  })
  const { page, close } = await open('/customers/new')
  await box(page, 'First name').fill('Gerda')
  await box(page, 'Last name').fill('Kruisinga')
  const beside = page.getByRole('complementary', { name: 'Is it one of these?' })
  await beside.getByText('Similar name').waitFor()
  await box(page, 'E-mail 1').fill('gerda@k.example')
  await beside.getByText('Same e-mail').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await beside.getByRole('button', { name: 'Use this one: Gerda Kruizinga' }).click()
  await page.getByRole('heading', { level: 1, name: 'Gerda Kruizinga' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/customers/${id}`)
  await page.getByRole('button', { name: 'Back to what I typed' }).click()
  await expect.poll(() => box(page, 'Last name').inputValue()).toBe('Kruisinga')

  await page.getByRole('link', { name: 'Customers' }).first().click()
  await page.getByText('Leave without saving?').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  expect(new URL(page.url()).pathname).toBe('/customers/new')

  await box(page, 'E-mail 1').fill('gerda at k')
  await pressed(page, 'Control+Enter')
  await page.getByText('An e-mail address has an @ in it.').waitFor()
  expect(await box(page, 'Last name').inputValue()).toBe('Kruisinga')
  expect(await accessibilityFaults(page)).toEqual([])
  await box(page, 'E-mail 1').fill('gerda@other.example')
  await pressed(page, 'Control+Shift+Enter')
  await page.getByText('Gerda Kruisinga is added as').waitFor()
  await expect.poll(() => box(page, 'Last name').inputValue()).toBe('')

  await page.getByRole('radio', { name: 'Organisation' }).check()
  await box(page, 'Company').fill('Kruisinga BV')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Kruisinga BV' }).waitFor()
  await close()
})

test('the way back leads to the list as it was filtered', async () => {
  await addCustomer({ last_name: 'Teruggang' })
  const { page, close } = await open('/customers?filter[name]=teruggang')
  await page
    .getByRole('link', { name: /Teruggang/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: 'Eva Teruggang' }).waitFor()
  await page.getByRole('tab', { name: 'Notes' }).click()
  await page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  expect(decodeURIComponent(new URL(page.url()).search)).toBe('?filter[name]=teruggang')
  await close()
})

test('a record that does not exist says so and leads back', async () => {
  const { page, close } = await open('/customers/0190b6a0-0000-7000-8000-000000000000')
  await page.getByRole('heading', { level: 1, name: 'There is no such customer' }).waitFor()
  await page.getByRole('link', { name: 'Go to the customers' }).click()
  await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor()
  await close()
})

test('what is hidden from a colleague is not on the page at all', async () => {
  const { id } = await addCustomer({ birthday: '1980-05-31', tags: ['secret tag'] })
  await app.home.admin.post('/security-groups', {
    name: 'Desk',
    audience: 'staff',
    administrator: false,
    areas: { customers: 'read' },
    rights: [],
    hidden_fields: ['customers.birthday', 'customers.tags', 'customers.email'],
  })
  const cor = await addPerson(app, app.home, { name: 'Cor Desk', group: 'Desk' })
  const { page, close } = await open(`/customers/${id}`, cor)
  await page.getByText('+31 20 794 0800').waitFor()
  for (const word of ['Birthday', 'secret tag', 'eva@visser.example', 'Tags'])
    expect(await page.getByText(word, { exact: true }).count()).toBe(0)
  expect(await page.getByRole('button', { name: /^Edit / }).count()).toBe(0)
  expect(await page.getByRole('tab', { name: 'Notes' }).count()).toBe(0)
  await close()
})

test('on a phone and in the dark the record stays in one column and passes the same checks', async () => {
  const { id } = await addCustomer()
  const { page, close } = await open(`/customers/${id}`, anna, { width: 390, height: 844, scheme: 'dark' })
  await page.getByText('+31 20 794 0800').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  for (const tab of ['Overview', 'Timeline', 'Notes', 'Tasks']) {
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('tabpanel', { name: tab }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  }
  await page.goto(`${app.url}/customers/new`)
  await box(page, 'Last name').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(await accessibilityFaults(page)).toEqual([])
  await close()
})
