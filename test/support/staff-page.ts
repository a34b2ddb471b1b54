import type { Browser, Page } from 'playwright-core'
import { buildUi, needsBuild } from '../../bin/build-ui.js'
import type { TestApp } from './app.ts'
import { openPage, type Screen } from './browser.ts'
import { type Person, signedIn } from './people.ts'

/** Builds the staff app unless it is built; call it before the server starts, which looks for it then. */
export async function buildStaffApp(): Promise<void> {
  if (!needsBuild()) return
  // vite.config.ts takes another root inside Vitest, and the build runs with this environment.
  const { VITEST } = process.env
  delete process.env['VITEST']
  try {
    await buildUi()
  } finally {
    process.env['VITEST'] = VITEST
  }
}

/** The staff app in a browser in which somebody is signed in; `faults` is what the page itself got wrong. */
export async function openStaffApp(
  browser: Browser,
  test: TestApp,
  person: Person,
  screen?: Screen,
): Promise<{
  page: Page
  faults: string[]
  go: (path: string) => Promise<void>
  close: () => Promise<void>
}> {
  const visitor = await signedIn(test, person)
  const { context, page, faults } = await openPage(browser, screen)
  const { hostname } = new URL(test.url)
  await context.addCookies(
    [...visitor.cookies].map(([name, value]) => ({ name, value, domain: hostname, path: '/' })),
  )
  return {
    page,
    faults,
    go: async (path) => {
      await page.goto(test.url + path)
    },
    close: () => context.close(),
  }
}
