import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPasswordHash, setPasswordHash } from '#platform/sessions/accounts.ts'
import { isOutdated } from '#platform/sessions/passwords.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { addPerson, type Person, signedIn } from '#test/support/people.ts'
import { makeVisitor } from '#test/support/visitor.ts'
import { weakness } from './password.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.close())

const another = 'nine green umbrellas'
const enter = async ({ email }: Person, password: string) =>
  (await makeVisitor(t.url).post('/session', { email, password })).status

async function resetMails(email: string): Promise<{ body_text: string; subject: string }[]> {
  await t.settle()
  const { body } = await t.home.admin.get('/outbox?limit=200')
  return body.items.filter(
    (m: { recipient: string; kind: string }) => m.recipient === email && m.kind === 'password-reset',
  )
}
const tokenIn = (text: string) => /\/reset-password\?token=([\w-]{43})/.exec(text)![1]!

describe('which passwords are taken', () => {
  const anna = { email: 'anna.smit@example.org', name: 'Anna Smit' }
  test.each([
    ['short', 'k3#Vd!9qLx'],
    ['common', 'password1234'],
    ['common', 'qwertyuiop123'],
    ['common', 'aaaaaaaaaaaaaaaa'],
    ['common', 'p4ssw0rdp4ssw0rd'],
    ['personal', 'Hello-Anna-Hello-World'],
    ['personal', 'annasmit loves tulips in may'],
    [undefined, 'seven teapots overboard'],
    [undefined, 'Tq7vv!mPz2ndkw'],
    [undefined, 'пять зелёных слонов'],
  ])('%s: %s', async (expected, password) => {
    expect(await weakness(password, anna)).toBe(expected)
  })
})

describe('changing it', () => {
  test('needs the present one, and ends the other sessions but not this', async () => {
    const person = await addPerson(t, t.home, { name: 'Change Word' })
    const here = await signedIn(t, person)
    const there = await signedIn(t, person)
    expect((await there.get('/me')).status).toBe(200)
    const wrong = await here.put('/me/password', { current: 'wrong', password: another })
    expect(wrong.body).toMatchObject({ code: 'password.wrong', errors: [{ pointer: '/current' }] })
    const weak = await here.put('/me/password', { current: person.password, password: 'change.word 123' })
    expect(weak.body).toMatchObject({ code: 'password.weak', params: { reason: 'personal' } })
    expect((await here.put('/me/password', { current: person.password, password: another })).status).toBe(200)
    expect((await here.get('/me')).status).toBe(200)
    expect((await there.get('/me')).status).toBe(401)
    expect(await enter(person, person.password)).toBe(401)
    expect(await enter(person, another)).toBe(200)
  })

  test('a hash made at a lower cost is renewed at sign-in', async () => {
    const person = await addPerson(t, t.home, { name: 'Old Hash' })
    const { installation } = t.app.database
    await setPasswordHash(
      installation,
      person.accountId,
      await hash(person.password, { memoryCost: 4096, timeCost: 1 }),
    )
    expect(await enter(person, person.password)).toBe(200)
    const kept = await readPasswordHash(installation, person.accountId)
    expect(isOutdated(kept!)).toBe(false)
    expect(await enter(person, person.password)).toBe(200)
  })
})

describe('resetting it by mail', () => {
  test('a link works once, and ends every session', async () => {
    const person = await addPerson(t, t.home, { name: 'Forgetful' })
    const visitor = await signedIn(t, person)
    const asked = await makeVisitor(t.url).post('/password-reset-requests', {
      email: person.email.toUpperCase(),
    })
    expect(asked).toMatchObject({ status: 202, body: { accepted: true } })
    const [mail] = await resetMails(person.email)
    const token = tokenIn(mail!.body_text)
    expect(await enter(person, person.password)).toBe(200)
    const weak = await visitor.post('/password-resets', { token, password: 'password12345' })
    expect(weak.body.code).toBe('password.weak')
    expect((await visitor.post('/password-resets', { token, password: another })).status).toBe(200)
    expect((await visitor.get('/me')).status).toBe(401)
    expect(await enter(person, person.password)).toBe(401)
    expect(await enter(person, another)).toBe(200)
    const again = await visitor.post('/password-resets', { token, password: 'eleven wet bicycles' })
    expect(again).toMatchObject({ status: 404, body: { code: 'token.invalid' } })
  })

  test('an unknown address gets the same answer and no mail', async () => {
    const answer = await makeVisitor(t.url).post('/password-reset-requests', {
      email: 'nobody@people.example',
    })
    expect(answer).toMatchObject({ status: 202, body: { accepted: true } })
    expect(await resetMails('nobody@people.example')).toEqual([])
  })

  test('a newer link replaces the earlier one, and each lasts an hour', async () => {
    const person = await addPerson(t, t.home, { name: 'Impatient' })
    for (let n = 0; n < 2; n++) {
      await makeVisitor(t.url).post('/password-reset-requests', { email: person.email })
      await t.settle()
    }
    const [newer, older] = (await resetMails(person.email)).map((mail) => tokenIn(mail.body_text))
    const use = (token: string) => makeVisitor(t.url).post('/password-resets', { token, password: another })
    expect((await use(older!)).status).toBe(404)
    await t.app.database.installation.rows(
      `UPDATE auth."verification" SET "expiresAt" = "expiresAt" - interval '1 hour' WHERE "value" = $1`,
      [person.accountId],
    )
    expect((await use(newer!)).status).toBe(404)
  })

  test('forced by an administrator, the present password and sessions end at once', async () => {
    const person = await addPerson(t, t.home, { name: 'Forced Out' })
    const visitor = await signedIn(t, person)
    expect((await t.home.admin.post(`/staff/${person.staffId}/password-reset`)).status).toBe(204)
    expect((await visitor.get('/me')).status).toBe(401)
    expect(await enter(person, person.password)).toBe(401)
    const [mail] = await resetMails(person.email)
    expect(mail!.body_text).toContain('reset by an administrator')
    const token = tokenIn(mail!.body_text)
    expect((await visitor.post('/password-resets', { token, password: another })).status).toBe(200)
    expect(await enter(person, another)).toBe(200)
  })
})

describe('the outbox', () => {
  test('shows links to administrators alone', async () => {
    const person = await addPerson(t, t.home, { name: 'Linked' })
    await makeVisitor(t.url).post('/password-reset-requests', { email: person.email })
    expect(tokenIn((await resetMails(person.email))[0]!.body_text)).toHaveLength(43)
    const clerk = await t.home.withScopes('settings.full')
    const { items } = (await clerk.get('/outbox')).body
    expect(items.length).toBeGreaterThan(0)
    for (const mail of items) expect(mail.body_text).not.toMatch(/[\w-]{43}/)
    expect((await (await t.home.withScopes('users.full')).get('/outbox')).status).toBe(403)
  })

  test('of one workspace does not hold what opens another: the link of somebody in both goes to the first', async () => {
    const other = await t.addWorkspace('Later House')
    const person = await addPerson(t, other, { name: 'In Both' })
    await addPerson(t, t.home, { name: 'In Both' })
    await makeVisitor(t.url).post('/password-reset-requests', { email: person.email })
    expect(await resetMails(person.email)).toHaveLength(1)
    const { items } = (await other.admin.get('/outbox')).body
    expect(items.filter((m: { kind: string }) => m.kind === 'password-reset')).toEqual([])
  })
})
