import type { Page } from 'playwright-core'

/**
 * Says when a page has come to rest: nothing is being fetched any more (the stream of live hints apart) and what came
 * has been drawn. Listens from the moment it is made.
 */
export function watchRest(page: Page): { settled(limit?: number): Promise<void> } {
  const underWay = new Set<unknown>()
  let last = Date.now()
  const over = (request: unknown) => {
    underWay.delete(request)
    last = Date.now()
  }
  page.on('request', (request) => {
    if (request.resourceType() === 'eventsource') return
    underWay.add(request)
    last = Date.now()
  })
  page.on('requestfinished', over)
  page.on('requestfailed', over)
  return {
    async settled(limit = 20_000) {
      const end = Date.now() + limit
      while (underWay.size > 0 || Date.now() - last < 60) {
        if (Date.now() > end) throw new Error(`${page.url()} is still fetching after ${limit} ms`)
        await new Promise((done) => setTimeout(done, 20))
      }
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      )
    },
  }
}
