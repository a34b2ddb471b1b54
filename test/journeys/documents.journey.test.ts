import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { accessibilityFaults, launchBrowser, type Screen } from '#test/support/browser.ts'
import { addPerson, type Person } from '#test/support/people.ts'
import { sampleBytes } from '#test/support/sample-bytes.ts'
import { buildStaffApp, openStaffApp } from '#test/support/staff-page.ts'
import { temporaryFile } from '#test/support/temporary-file.ts'

let app: TestApp
let browser: Browser
let anna: Person

beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp({ settings: { MAX_UPLOAD_MB: '25' } })
  browser = await launchBrowser()
  anna = await addPerson(app, app.home, { name: 'Anna Admin' })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const addCustomer = async (about: object): Promise<string> =>
  (await app.home.admin.post('/customers', about)).body.id

async function open(customer: string, screen?: Screen) {
  const staff = await openStaffApp(browser, app, anna, screen)
  await staff.go(`/customers/${customer}?tab=documents`)
  await staff.page.getByRole('tab', { name: 'Documents', selected: true }).waitFor()
  return staff
}

type Dropped = { name: string; content: Buffer }

/** Drops files on the page, as from a folder of the desktop. */
async function drop(page: Page, files: Dropped[]): Promise<void> {
  const given = files.map(({ name, content }) => ({ name, base64: content.toString('base64') }))
  const transfer = await page.evaluateHandle((all) => {
    const carried = new DataTransfer()
    for (const { name, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      carried.items.add(new File([bytes], name))
    }
    return carried
  }, given)
  const tab = page.getByRole('region', { name: 'Documents' })
  // The page hears it once it has settled; until then nothing comes of it.
  await expect
    .poll(async () => {
      await tab.dispatchEvent('dragenter', { dataTransfer: transfer })
      return page.getByText('Drop the files to add them').isVisible()
    })
    .toBe(true)
  await tab.dispatchEvent('drop', { dataTransfer: transfer })
}

const choose = (page: Page, testId: string, name: string, buffer: Buffer) =>
  page.getByTestId(testId).setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
const card = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title })
const fromMenu = async (page: Page, title: string, entry: string) => {
  await page.getByRole('button', { name: `More for “${title}”` }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}
/** What the page got wrong by itself: refusals were asked for. */
const own = (faults: string[]) => faults.filter((fault) => !/ (413|422|404) /.test(fault))

test('files are dropped, each goes its own way, and what is refused says why and is tried again', async () => {
  const customer = await addCustomer({ first_name: 'Dora', last_name: 'Drop' })
  const { page, faults, close } = await open(customer)
  await page.getByRole('heading', { name: 'No documents yet' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])

  await drop(page, [
    { name: 'letter.pdf', content: sampleBytes.pdf },
    { name: 'bundle.zip', content: sampleBytes.zip },
    { name: 'face.png', content: sampleBytes.png },
  ])
  await page.getByText('2 of 3 added').waitFor()
  await page.getByText('Archives such as ZIP are not taken').waitFor()
  await card(page, 'letter').getByRole('button', { name: 'letter', exact: true }).waitFor()
  await card(page, 'face').getByRole('button', { name: 'face', exact: true }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Archives such as ZIP are not taken').waitFor()
  await page.getByRole('button', { name: 'Take bundle.zip off this list' }).click()
  await page.getByRole('button', { name: 'Clear finished' }).click()
  await expect.poll(() => page.getByRole('region', { name: 'Uploads' }).count()).toBe(0)

  // Over the line to the browser so much would take long; from the disk it does not.
  const huge = temporaryFile(Buffer.alloc(21 * 1024 * 1024, 'a\n'))
  await page.getByTestId('document-files').setInputFiles(huge)
  await page.getByText('larger than 20 MB').waitFor()
  expect(own(faults)).toEqual([])
  await close()
})

test('every kind is shown in its way, and the arrow keys lead from one to the next', async () => {
  const customer = await addCustomer({ first_name: 'Petra', last_name: 'Preview' })
  const { page, faults, close } = await open(customer)
  await drop(page, [
    { name: 'a letter.pdf', content: sampleBytes.pdf },
    { name: 'b picture.png', content: sampleBytes.png },
    { name: 'c notes.txt', content: Buffer.from('plain <b>words</b>\n<script>alert(1)</script>\nünï') },
    { name: 'd office.docx', content: sampleBytes.docx },
    { name: 'e tone.wav', content: sampleBytes.wav },
  ])
  await page.getByText('5 of 5 added').waitFor()
  await page.getByLabel('Order').selectOption('title')
  await page.getByRole('button', { name: 'a letter', exact: true }).click()
  const dialog = page.getByRole('dialog')

  await dialog.getByText('A letter with a second line').waitFor({ state: 'attached' })
  const drawn = () =>
    dialog
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        return data.some((value, i) => i % 4 === 0 && value < 100)
      })
  await expect.poll(drawn).toBe(true)
  expect(await accessibilityFaults(page, '[role=dialog]')).toEqual([])

  await page.keyboard.press('ArrowRight')
  const picture = dialog.getByRole('img', { name: 'b picture' })
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(40)
  await page.keyboard.press('ArrowRight')
  await dialog.getByText('plain <b>words</b>').waitFor()
  expect(await dialog.locator('script').count()).toBe(0)
  expect(await accessibilityFaults(page, '[role=dialog]')).toEqual([])
  await page.keyboard.press('ArrowRight')
  await dialog.getByText('Browsers do not show files of this kind').waitFor()
  await page.keyboard.press('ArrowRight')
  const tone = dialog.locator('audio')
  await expect.poll(() => tone.evaluate((one: HTMLAudioElement) => one.duration)).toBe(1)
  await dialog.getByRole('button', { name: 'Previous document' }).click()
  await page.keyboard.press('ArrowLeft')
  await dialog.getByText('plain <b>words</b>').waitFor()
  await expect.poll(() => page.url()).toContain('document=')
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expect(own(faults)).toEqual([])
  await close()
})

test('versions are added and brought back, details changed, files saved, and a deletion is taken back', async () => {
  const customer = await addCustomer({ first_name: 'Vera', last_name: 'Version' })
  const { page, faults, close } = await open(customer)
  await drop(page, [{ name: 'plan.txt', content: Buffer.from('the first plan\n') }])
  await page.getByRole('button', { name: 'plan', exact: true }).waitFor()

  await fromMenu(page, 'plan', 'Edit details')
  await page.getByRole('dialog').getByLabel('Title').fill('Plan of the year')
  await page.getByRole('dialog').getByLabel('Kind').selectOption('white_paper')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await card(page, 'Plan of the year').getByText('White paper').waitFor()

  await fromMenu(page, 'Plan of the year', 'Versions')
  await choose(page, 'version-file', 'plan two.txt', Buffer.from('the second plan\n'))
  const drawer = page.getByRole('dialog')
  await drawer.getByText('Version 2').first().waitFor()
  expect(await accessibilityFaults(page, '[role=dialog]')).toEqual([])
  await drawer.getByRole('button', { name: 'Bring back version 1 as the newest' }).click()
  await drawer.getByText('Same as version 1').waitFor()
  const saved = page.waitForEvent('download')
  await drawer.getByRole('button', { name: 'Download version 2' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('plan two.txt')
  expect(readFileSync(await file.path(), 'utf8')).toBe('the second plan\n')
  await page.keyboard.press('Escape')

  await fromMenu(page, 'Plan of the year', 'Delete')
  await page.getByRole('heading', { name: 'No documents yet' }).waitFor()
  await page.getByText('It is kept for 30 days').waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByRole('button', { name: 'Plan of the year', exact: true }).click()
  await page.getByRole('dialog').getByText('the first plan').waitFor()
  expect(own(faults)).toEqual([])
  await close()
})

test('on a phone, and for an organisation', async () => {
  const company = await addCustomer({ kind: 'organisation', company_name: 'Press House' })
  const { page, faults, close } = await open(company, { width: 390, height: 844 })
  await page.getByLabel('File as').selectOption('white_paper')
  expect(await page.getByLabel('File as').locator('option[value=resume]').isDisabled()).toBe(true)
  await choose(page, 'document-files', 'press kit.pdf', sampleBytes.pdf)
  await page.getByRole('button', { name: 'press kit', exact: true }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }))
  expect(scroll).toBe(client)
  await page.getByRole('button', { name: 'press kit', exact: true }).click()
  await page.getByRole('dialog').getByText('A letter with a second line').waitFor({ state: 'attached' })
  expect(own(faults)).toEqual([])
  await close()
})
