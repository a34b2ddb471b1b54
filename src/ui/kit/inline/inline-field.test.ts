import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, launchBrowser, openPage } from '#test/support/browser.ts'
import { serveKitFixture } from '#test/support/kit-fixture.ts'

let fixture: Awaited<ReturnType<typeof serveKitFixture>>
let browser: Browser

beforeAll(async () => {
  fixture = await serveKitFixture()
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await fixture?.close()
})

async function openFields() {
  const opened = await openPage(browser)
  await opened.page.goto(`${fixture.url}?view=gallery`)
  const fields = opened.page.getByRole('region', { name: 'Fields' })
  await fields.waitFor()
  return { ...opened, fields }
}
const pencil = (page: Page, label: string) => page.getByRole('button', { name: `Edit ${label}` })
const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

test('Enter or F2 edits, Enter saves and gives the focus back, Escape takes back', async () => {
  const { page, fields, context, faults } = await openFields()
  await pencil(page, 'Name').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Bea')
  await page.keyboard.press('Enter')
  await fields.getByText('Bea', { exact: true }).waitFor()
  await expect.poll(() => focusedLabel(page)).toBe('Edit Name')
  await page.keyboard.press('F2')
  await page.keyboard.type('Nobody')
  await page.keyboard.press('Escape')
  await fields.getByText('Bea', { exact: true }).waitFor()
  expect(await fields.getByText('Nobody').count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test('a double-click edits, leaving the field saves', async () => {
  const { page, fields, context } = await openFields()
  await fields.getByText('Prefers the side entrance.').dblclick()
  await page.getByRole('textbox', { name: 'Note' }).fill('One\nTwo')
  await page.getByRole('heading', { name: 'Kit' }).click()
  await fields.getByText('One Two').waitFor()
  await context.close()
})

test('a refused value stays in the editor with the reason under it', async () => {
  const { page, fields, context } = await openFields()
  await pencil(page, 'E-mail').click()
  await page.keyboard.type('anna')
  await page.keyboard.press('Enter')
  await fields.getByRole('alert').getByText('This is not an e-mail address.').waitFor()
  const input = page.getByRole('textbox', { name: 'E-mail' }).last()
  expect(await input.inputValue()).toBe('anna')
  expect(await input.getAttribute('aria-invalid')).toBe('true')
  expect(await accessibilityFaults(page)).toEqual([])
  await input.fill('anna@example.com')
  await page.keyboard.press('Enter')
  await fields.getByText('anna@example.com').waitFor()
  await context.close()
})

test('what somebody else saved meanwhile is shown beside mine, and nothing is overwritten unasked', async () => {
  const { page, fields, context } = await openFields()
  await pencil(page, 'Name').click()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await fields.getByText('Someone else changed this meanwhile.').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Keep theirs' }).click()
  await fields.getByText('Theirs', { exact: true }).waitFor()
  await pencil(page, 'Name').click()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Save mine' }).click()
  await fields.getByText('Mine', { exact: true }).waitFor()
  await expect.poll(() => fields.getByText('Theirs', { exact: true }).count()).toBe(0)
  await context.close()
})

test('choices and tags', async () => {
  const { page, fields, context } = await openFields()
  await pencil(page, 'Country').click()
  await page.getByRole('combobox', { name: 'Country' }).selectOption('Germany')
  await page.keyboard.press('Enter')
  await fields.getByText('Germany').waitFor()
  await pencil(page, 'Tags').click()
  await page
    .getByRole('textbox', { name: 'Tags' })
    .or(page.getByRole('combobox', { name: 'Tags' }))
    .fill('press')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await fields.getByText('member, vip, press').waitFor()
  expect(await pencil(page, 'Number').count()).toBe(0)
  await context.close()
})
