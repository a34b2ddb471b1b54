import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ctx, inTransaction, type Principal, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { listNotifications, markRead, notify } from './notification.ts'
import { words } from './words.ts'

let world: TestApp
beforeAll(async () => {
  world = await startTestApp({ work: false })
})
afterAll(() => world.close())

const asStaff = (): Principal => ({
  ...systemPrincipal(world.home.id),
  actor: { kind: 'staff', id: world.home.staffId, name: 'Home Admin' },
})
const run = <T>(principal: Principal, verb: (ctx: Ctx) => Promise<T>) =>
  inTransaction(world.app, principal, 'test', verb)
const tell = (principal: Principal, title: string) =>
  run(principal, (ctx) =>
    notify(ctx, { recipients: [world.home.staffId], kind: 'task.due', payload: { title } }),
  )

test('news is unread until read, one by one or all at once', async () => {
  for (const title of ['One', 'Two', 'Three']) await tell(systemPrincipal(world.home.id), title)
  const before = await run(asStaff(), (ctx) => listNotifications(ctx, { limit: 2 }))
  expect(before.items.map((item) => item.text)).toEqual(['Reminder: Three', 'Reminder: Two'])
  expect(before.unread).toBe(3)
  const rest = await run(asStaff(), (ctx) =>
    listNotifications(ctx, { limit: 2, cursor: before.next_cursor! }),
  )
  expect(rest.items.map((item) => item.text)).toEqual(['Reminder: One'])
  expect(await run(asStaff(), (ctx) => markRead(ctx, [before.items[0]!.id]))).toEqual({ unread: 2 })
  expect(await run(asStaff(), (ctx) => markRead(ctx, 'all'))).toEqual({ unread: 0 })
})

test('who causes the news is not told of it', async () => {
  await tell(asStaff(), 'Mine')
  const { unread } = await run(asStaff(), (ctx) => listNotifications(ctx, { limit: 5 }))
  expect(unread).toBe(0)
})

test('it arrives live, and only at the one it is for', async () => {
  const stop = new AbortController()
  const stream = await fetch(`${world.url}/api/v1/live`, {
    headers: { authorization: `Bearer ${world.home.adminKey}` },
    signal: stop.signal,
  })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const reader = stream.body!.getReader()
  const heard: string[] = []
  const listening = (async () => {
    const decoder = new TextDecoder()
    for (;;) {
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }))
      if (done) return
      heard.push(decoder.decode(value))
    }
  })()
  await tell(systemPrincipal(world.home.id), 'For the staff member, not for the key')
  const { body } = await world.home.admin.post('/customers', { first_name: 'Live', last_name: 'Hint' })
  await expect.poll(() => heard.join('')).toContain(`event: customer\ndata: {"id":"${body.id}"}`)
  expect(heard.join('')).not.toContain('event: notifications')
  stop.abort()
  await listening
})

test('every kind has words in English and Dutch', () => {
  for (const [kind, { en, nl }] of Object.entries(words)) {
    expect(en({}), kind).toMatch(/\S/)
    expect(nl({}), kind).not.toBe(en({}))
  }
})
