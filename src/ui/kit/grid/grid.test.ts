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

async function openGrid(query = '', screen: Parameters<typeof openPage>[1] = {}) {
  const opened = await openPage(browser, screen)
  await opened.page.goto(`${fixture.url}?view=grid${query}`)
  await opened.page.locator('[data-row="0"]').waitFor()
  return opened
}

/** Where the focus stands, as row/column. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const cell = document.activeElement?.closest<HTMLElement>('[data-cell]')
    return `${cell?.closest<HTMLElement>('[data-row]')?.dataset['row']}/${cell?.dataset['cell']}`
  })
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const rowTexts = (page: Page) => page.locator('[role=row][data-row="0"]').textContent()

test('one tab stop; arrows, Home, End and paging move through a million rows', async () => {
  const { page, faults, context } = await openGrid()
  await page.getByRole('button', { name: 'Add customer' }).focus()
  await press(page, 'Tab')
  expect(await focused(page)).toBe('0/0')
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowRight')
  expect(await focused(page)).toBe('2/1')
  await press(page, 'Control+End')
  expect(await focused(page)).toBe('999999/9')
  await page.getByText('C-1009999').first().waitFor()
  await press(page, 'PageUp', 'Home')
  expect(await focused(page)).toMatch(/^9999[67]\d\/0$/)
  await press(page, 'Control+Home', 'ArrowUp')
  expect(await focused(page)).toBe('-1/0')
  await press(page, 'Tab')
  expect(await focused(page)).toBe('undefined/undefined')
  expect(faults).toEqual([])
  await context.close()
})

test('Space selects, Shift extends, Ctrl+A takes all that match, Escape lets go', async () => {
  const { page, context } = await openGrid()
  await page.locator('[data-row="1"] [data-cell="0"]').click()
  await press(page, 'Shift+ArrowDown', 'Shift+ArrowDown')
  await page.getByText('3 selected').waitFor()
  await press(page, 'Space')
  await page.getByText('2 selected').waitFor()
  await page.locator('[data-row="8"] [data-cell="0"]').click({ modifiers: ['Shift'] })
  await page.getByText('8 selected').waitFor()
  await page.getByRole('button', { name: 'Select all 1,000,000 matching' }).click()
  await page.getByText('1,000,000 selected').waitFor()
  await page.locator('[data-row="3"] [data-cell="0"]').click()
  await page.getByText('999,999 selected').waitFor()
  await press(page, 'Escape')
  await expect.poll(() => page.getByText(' selected').count()).toBe(0)
  await context.close()
})

test('Enter opens the row, its menu opens by key and gives the focus back', async () => {
  const { page, context } = await openGrid()
  const opened = page.getByTestId('opened')
  await page.locator('[data-row="0"] [data-cell="1"]').focus()
  await press(page, 'ArrowDown', 'Enter')
  await expect.poll(() => opened.textContent()).toBe('p1')
  await press(page, 'Shift+F10')
  await page.getByRole('menuitem', { name: 'Archive' }).waitFor()
  await press(page, 'Escape')
  await expect.poll(() => focused(page)).toBe('1/1')
  await press(page, 'Shift+F10')
  await page.getByRole('menuitem', { name: 'Archive' }).click()
  await expect.poll(() => opened.textContent()).toBe('archived p1')
  await page.locator('[data-row="4"] [data-menu]').click()
  await page.getByText('Already archived.').waitFor()
  await context.close()
})

test('a column is sorted, widened and moved by key and by pointer', async () => {
  const { page, context } = await openGrid()
  const heads = () => page.getByRole('columnheader').allInnerTexts()
  const company = page.getByRole('columnheader', { name: 'Company' })
  await company.click()
  expect(await company.getAttribute('aria-sort')).toBe('ascending')
  await press(page, 'Enter')
  expect(await company.getAttribute('aria-sort')).toBe('descending')
  const before = (await company.boundingBox())!
  await press(page, 'Alt+ArrowRight')
  expect((await company.boundingBox())!.width).toBeCloseTo(before.width + 16, 0)
  await press(page, 'Control+Shift+ArrowRight')
  expect((await heads()).map((text) => text.trim()).indexOf('Company')).toBe(3)
  expect(await focused(page)).toBe('-1/3')
  const edge = page.getByRole('columnheader', { name: 'E-mail' }).locator('[data-resize]')
  const width = (await page.getByRole('columnheader', { name: 'E-mail' }).boundingBox())!.width
  const box = (await edge.boundingBox())!
  await page.mouse.move(box.x + 4, box.y + 8)
  await page.mouse.down()
  await page.mouse.move(box.x + 64, box.y + 8, { steps: 4 })
  await page.mouse.up()
  expect((await page.getByRole('columnheader', { name: 'E-mail' }).boundingBox())!.width).toBeCloseTo(
    width + 60,
    0,
  )
  await context.close()
})

test('dragging a head moves the column and does not sort it', async () => {
  const { page, context } = await openGrid()
  const from = (await page.getByRole('columnheader', { name: 'Company' }).boundingBox())!
  const to = (await page.getByRole('columnheader', { name: 'Number' }).boundingBox())!
  await page.mouse.move(from.x + 30, from.y + 18)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width - 10, to.y + 18, { steps: 8 })
  await page.mouse.up()
  const order = (await page.getByRole('columnheader').allInnerTexts()).map((text) => text.trim())
  expect(order.indexOf('Company')).toBe(order.indexOf('Number') + 1)
  expect(await page.getByRole('columnheader', { name: 'Company' }).getAttribute('aria-sort')).toBeNull()
  await context.close()
})

test('wherever one scrolls, the view is full of rows at once', async () => {
  const { page, context } = await openGrid('&delay=0')
  const bare = await page.evaluate(async () => {
    const grid = document.querySelector('[role=grid]')!
    const frame = grid.getBoundingClientRect()
    const holes: number[] = []
    const places = [0.5, 0.500001, 0.1, 0.99, 1, 0.3, 0].map((share) => share * grid.scrollHeight)
    const steps = Array.from({ length: 40 }, (_, i) => 1_000_000 + i * 700)
    for (const place of [...places, ...steps]) {
      grid.scrollTop = place
      // The scroll event comes with the next frame; what is looked at is what this very frame would paint.
      await new Promise(requestAnimationFrame)
      for (let y = frame.top + 50; y < frame.bottom - 8; y += 30) {
        if (!document.elementFromPoint(frame.left + 300, y)?.closest('[data-row]')) holes.push(place)
      }
    }
    return holes
  })
  expect(bare).toEqual([])
  await context.close()
})

test('on a phone rows are cards with the same keys, and axe finds nothing', async () => {
  for (const screen of [{ width: 390 }, { width: 1440 }, { width: 1440, scheme: 'dark' as const }]) {
    const { page, context } = await openGrid('&rows=500', screen)
    expect(await rowTexts(page)).toContain('Anna de Vries')
    if (screen.width === 390) {
      expect(await page.getByRole('columnheader').count()).toBe(0)
      await page.locator('[data-row="2"]').tap()
      await expect.poll(() => page.getByTestId('opened').textContent()).toBe('p2')
    }
    expect(await accessibilityFaults(page)).toEqual([])
    await context.close()
  }
})
