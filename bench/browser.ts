import type { Browser } from 'playwright-core'
import { launchBrowser } from '#test/support/browser.ts'
import { administrator } from './installation.ts'
import { median, short } from './numbers.ts'
import { absolute } from './startup.ts'
import type { Row } from './table.ts'

const VISITS = 5

type Visit = { firstRows: number; script: number; all: number }

/** Opens the list of customers with an empty cache, signed in, in headless Chromium. */
export async function firstRows(url: string): Promise<Row[]> {
  const browser = await launchBrowser()
  try {
    // The first visit warms the browser and the server, not the cache: every visit has its own.
    await visit(browser, url)
    const visits: Visit[] = []
    for (let i = 0; i < VISITS; i++) visits.push(await visit(browser, url))
    const middle = (of: keyof Visit) => median(visits.map((one) => one[of]))
    const [seconds, script, all] = [middle('firstRows') / 1000, middle('script') / 1000, middle('all') / 1000]
    return [
      absolute('first rows in the browser, empty cache', '≤ 0.8 s', seconds <= 0.8, `${short(seconds)} s`, {
        visits,
      }),
      absolute(
        'JavaScript for them, as sent',
        '≤ 200 KB',
        script <= 200,
        `${short(script)} KB of ${short(all)} KB in all`,
        { script, all },
      ),
    ]
  } finally {
    await browser.close()
  }
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  try {
    const signedIn = await context.request.post(`${url}/api/v1/session`, {
      data: administrator,
      headers: { origin: url },
    })
    if (!signedIn.ok())
      throw new Error(`Signing in was answered ${signedIn.status()}: ${await signedIn.text()}`)
    const page = await context.newPage()
    const sizes: Promise<{ script: boolean; bytes: number }>[] = []
    page.on('requestfinished', (request) => {
      const script = request.resourceType() === 'script'
      const size = request.sizes().then((found) => ({ script, bytes: found.responseBodySize }))
      sizes.push(size.catch(() => ({ script, bytes: 0 })))
    })
    await page.addInitScript(watchForRows)
    await page.goto(`${url}/customers`, { waitUntil: 'commit' })
    const found = await page.waitForFunction(() => (window as { firstRows?: number }).firstRows, undefined, {
      polling: 20,
      timeout: 60_000,
    })
    const known = await Promise.all(sizes)
    const sum = (list: typeof known) => list.reduce((total, { bytes }) => total + bytes, 0)
    return {
      firstRows: (await found.jsonValue())!,
      script: sum(known.filter((one) => one.script)),
      all: sum(known),
    }
  } finally {
    await context.close()
  }
}

/** Runs in the page: notes when the first row of the grid has words in it and has been painted. */
function watchForRows(): void {
  const watch = new MutationObserver(() => {
    const row = document.querySelector('[role="rowgroup"] [role="row"]')
    if (!row || !/\p{L}{2}/u.test(row.textContent ?? '')) return
    watch.disconnect()
    requestAnimationFrame(() =>
      setTimeout(() => {
        ;(window as { firstRows?: number }).firstRows = performance.now()
      }),
    )
  })
  watch.observe(document, { childList: true, subtree: true, characterData: true })
}
