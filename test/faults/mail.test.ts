import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { type MailServer, startMailServer } from '#test/support/mail-server.ts'

let t: TestApp
let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
  t = await startTestApp({ settings: { SMTP_URL: server.url } })
})
afterAll(async () => {
  await t.close()
  await server.close()
})

const stateOf = async (recipient: string): Promise<string> => {
  const { body } = await t.home.admin.get('/outbox')
  return body.items.find((mail: { recipient: string }) => mail.recipient === recipient)?.state
}

test('a mail server that stores and then breaks off gets the mail again, under a Message-ID that tells', async () => {
  server.storeAndDrop(1)
  const recipient = 'twice@people.example'
  const about = { name: 'Twice', email: recipient, group_ids: [t.home.groups['Read only']] }
  expect((await t.home.admin.post('/staff', about)).status).toBe(201)
  await expect.poll(() => stateOf(recipient), { timeout: 30_000 }).toBe('sent')
  // Never lost, and nobody here can know that it was stored the first time: at least once.
  const taken = server.received.filter(({ to }) => to.includes(recipient))
  expect(taken).toHaveLength(2)
  // A mail server that looks at the Message-ID (Dovecot's Sieve "duplicate", Cyrus) keeps one of them.
  const kept = new Map(taken.map((mail) => [/^Message-ID: (\S+)/im.exec(mail.headers)![1], mail]))
  expect(kept.size).toBe(1)
  expect(new Set(taken.map(({ text }) => text)).size).toBe(1)
})
