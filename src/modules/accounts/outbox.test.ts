import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { type MailServer, startMailServer } from '#test/support/mail-server.ts'
import { addPerson } from '#test/support/people.ts'
import { makeVisitor } from '#test/support/visitor.ts'

let t: TestApp
let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
  t = await startTestApp({
    settings: {
      SMTP_URL: server.url,
      MAIL_FROM: 'Desk <desk@example.org>',
      REGULARS_URL: 'http://crm.example.org',
    },
  })
})
afterAll(async () => {
  await t.close()
  await server.close()
})

const inOutbox = async (recipient: string) => {
  const { body } = await t.home.admin.get('/outbox')
  expect(body.smtp_configured).toBe(true)
  return body.items.find((mail: { recipient: string }) => mail.recipient === recipient)
}
const receivedBy = (address: string) => server.received.filter(({ to }) => to.includes(address))
const invite = (email: string, name = 'Invited') =>
  t.home.admin.post('/staff', { name, email, group_ids: [t.home.groups['Read only']] })

test('a reset link arrives through a mail server, works, and is nowhere else', async () => {
  const person = await addPerson(t, t.home, { name: 'Mail Reader' })
  await makeVisitor(t.url).post('/password-reset-requests', { email: person.email })
  await t.settle()
  const [mail] = receivedBy(person.email)
  expect(mail!.headers).toMatch(/^From: Desk <desk@example\.org>$/m)
  expect(mail!.headers).toMatch(/^Subject: Choose a new password$/m)
  expect(mail!.headers).toMatch(/^Auto-Submitted: auto-generated$/m)
  const token = /http:\/\/crm\.example\.org\/reset-password\?token=([\w-]{43})/.exec(mail!.text)![1]
  const kept = await inOutbox(person.email)
  expect(kept).toMatchObject({ state: 'sent', attempts: 1, error: null, sent_at: expect.any(String) })
  expect(kept.body_text).not.toContain(token)
  const password = 'nine green umbrellas'
  expect((await makeVisitor(t.url).post('/password-resets', { token, password })).status).toBe(200)
  expect((await makeVisitor(t.url).post('/session', { email: person.email, password })).status).toBe(200)
})

test('names with line breaks add no header', async () => {
  const other = await t.addWorkspace('Injected')
  await other.admin.patch('/workspace', { name: 'House\r\nBcc: victim@example.org' })
  await other.admin.post('/staff', {
    name: 'X\r\nBcc: victim@example.org',
    email: 'inject@people.example',
    group_ids: [other.groups['Read only']],
  })
  await t.settle()
  const [mail] = receivedBy('inject@people.example')
  expect(mail!.to).toEqual(['inject@people.example'])
  expect(mail!.headers).not.toMatch(/^Bcc:/im)
})

test('refused for now, it is tried again under the same Message-ID', async () => {
  server.refuse(451)
  const before = server.attempted.length
  await invite('later@people.example')
  await expect
    .poll(() => inOutbox('later@people.example'), { timeout: 5_000 })
    .toMatchObject({
      state: 'queued',
      error: expect.stringContaining('refused for a test'),
    })
  await expect
    .poll(async () => (await inOutbox('later@people.example')).state, { timeout: 30_000 })
    .toBe('sent')
  const [first, second] = server.attempted.slice(before)
  expect(first).toMatch(/@crm\.example\.org>$/)
  expect(second).toBe(first)
  expect(receivedBy('later@people.example')).toHaveLength(1)
})

test('refused for good, it fails with the reason, and can be tried by hand', async () => {
  server.refuse(550)
  await invite('never@people.example')
  await t.settle()
  const failed = await inOutbox('never@people.example')
  expect(failed).toMatchObject({ state: 'failed', error: expect.stringContaining('550') })
  expect((await t.home.admin.post(`/outbox/${failed.id}/retry`)).body.state).toBe('queued')
  await t.settle()
  expect(await inOutbox('never@people.example')).toMatchObject({ state: 'sent' })
  expect((await t.home.admin.post(`/outbox/${failed.id}/retry`)).body.code).toBe('mail.not_failed')
})

test('a mail of a change that was refused is never sent', async () => {
  await invite('once@people.example')
  const again = await invite('once@people.example')
  expect(again.status).toBe(409)
  await t.settle()
  expect(receivedBy('once@people.example')).toHaveLength(1)
})
