/**
 * Takes the pictures of the README from a running Regulars with a demo world in it:
 * `node docs/take-screenshots.ts http://127.0.0.1:3000 you@example.com password`
 */
import type { Page } from 'playwright-core'
import { launchBrowser, openPage, type Screen } from '../test/support/browser.ts'

const [url, email, password] = process.argv.slice(2) as [string, string, string]

type Shot = { name: string; path: string; screen: Screen; before?: (page: Page) => Promise<unknown> }

const wide = { width: 1440, height: 900 }
const shots: Shot[] = [
  { name: 'list', path: '/customers', screen: wide },
  {
    name: 'filter',
    path: '/customers?filter[country]=NL,BE',
    screen: wide,
    before: (page) =>
      page
        .getByRole('button', { name: /^Filter/ })
        .first()
        .click(),
  },
  {
    name: 'record',
    path: '/customers?sort=name&filter[country]=NL&filter[tag]=volunteer',
    screen: wide,
    before: async (page) => {
      await page.getByRole('row').nth(2).getByRole('link').first().click()
      await page.getByRole('tab', { name: 'Overview' }).waitFor()
    },
  },
  {
    name: 'history',
    path: '/customers?sort=name&filter[country]=NL&filter[tag]=volunteer',
    screen: wide,
    before: async (page) => {
      await page.getByRole('row').nth(2).getByRole('link').first().click()
      await page.getByRole('tab', { name: 'History' }).click()
    },
  },
  {
    name: 'relationships',
    path: '/customers?sort=name&filter[country]=DE&filter[kind]=individual',
    screen: wide,
    before: async (page) => {
      await page.getByRole('link', { name: 'Andreas Ackerberger' }).first().click()
      await page.getByRole('tab', { name: 'Relationships' }).click()
    },
  },
  {
    name: 'committee',
    path: '/committees',
    screen: wide,
    before: (page) => page.getByRole('link', { name: 'Board', exact: true }).first().click(),
  },
  { name: 'import', path: '/imports', screen: wide },
  { name: 'audit', path: '/audit', screen: wide },
  { name: 'list-phone-dark', path: '/customers', screen: { width: 390, height: 844, scheme: 'dark' } },
]

const browser = await launchBrowser()
try {
  for (const { name, path, screen, before } of shots) {
    const { page } = await openPage(browser, screen)
    await page.goto(`${url}/sign-in`)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
    await page.goto(url + path)
    await page.waitForTimeout(1500)
    await before?.(page)
    await page.waitForTimeout(1200)
    await page.screenshot({ path: new URL(`screenshots/${name}.png`, import.meta.url).pathname })
    console.log(name)
  }
} finally {
  await browser.close()
}
