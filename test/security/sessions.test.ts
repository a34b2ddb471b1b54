import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { addPerson, goodPassword, signedIn } from '#test/support/people.ts'
import { makeVisitor, type Visitor } from '#test/support/visitor.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ work: false })
})
afterAll(() => app.close())

const hours = (count: number) => new Date(Date.now() - count * 3_600_000)

/** Makes the one session of a person look as if it was last used then. */
async function leaveUnused(accountId: string, since: Date): Promise<void> {
  await app.app.database.installation.rows('UPDATE auth."session" SET "updatedAt" = $2 WHERE "userId" = $1', [
    accountId,
    since,
  ])
}

describe('a session that nobody uses', () => {
  async function opens(name: string, remember: boolean, unusedHours: number): Promise<boolean> {
    const { email, password, accountId } = await addPerson(app, app.home, { name })
    const visitor = makeVisitor(app.url)
    await visitor.post('/session', { email, password, remember })
    await leaveUnused(accountId, hours(unusedHours))
    return (await visitor.get('/me')).status === 200
  }
  test('ends after two hours at a shared desk', async () => {
    expect(await opens('Desk Short', false, 1.9)).toBe(true)
    expect(await opens('Desk Long', false, 2.1)).toBe(false)
  })
  test('ends after seven days on a device of one’s own', async () => {
    expect(await opens('Own Short', true, 24 * 6.9)).toBe(true)
    expect(await opens('Own Long', true, 24 * 7.1)).toBe(false)
  })
  test('is not in the list of sessions any more', async () => {
    const person = await addPerson(app, app.home, { name: 'Listed Twice' })
    await signedIn(app, person)
    await leaveUnused(person.accountId, hours(24 * 8))
    const present = await signedIn(app, person)
    expect((await present.get('/me/sessions')).body.items).toHaveLength(1)
  })
})

describe('changing the password', () => {
  const next = 'eleven umbrellas in a drawer'
  test('gives this session a new token, and the old one opens nothing', async () => {
    const person = await addPerson(app, app.home, { name: 'Token Renewed' })
    const visitor = await signedIn(app, person)
    const stolen = makeVisitor(app.url)
    for (const [name, value] of visitor.cookies) stolen.cookies.set(name, value)
    expect((await stolen.get('/me')).status).toBe(200)
    const { status } = await visitor.put('/me/password', { current: goodPassword, password: next })
    expect(status).toBe(200)
    expect(visitor.lastSet().join()).toMatch(
      /regulars\.session_token=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax/,
    )
    expect((await visitor.get('/me')).status).toBe(200)
    expect((await stolen.get('/me')).status).toBe(401)
  })
  test('lets nobody guess the present one through an open session', async () => {
    const person = await addPerson(app, app.home, { name: 'Open Desk' })
    const visitor = await signedIn(app, person)
    const guess = (n: number) => visitor.put('/me/password', { current: `guess number ${n}`, password: next })
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => guess(n)))
    expect(answers.filter(({ status }) => status === 422).length).toBe(10)
    expect(answers.filter(({ status }) => status === 429).length).toBe(2)
    expect((await visitor.post('/me/second-factor', { password: goodPassword })).status).toBe(429)
  })
})

test('a session token is 128 random bits or more, and never in an address or a body', async () => {
  const person = await addPerson(app, app.home, { name: 'Random Bits' })
  const tokens = new Set<string>()
  for (let n = 0; n < 3; n++) {
    const visitor = await signedIn(app, person)
    const token = decodeURIComponent(visitor.cookies.get('regulars.session_token')!).split('.')[0]!
    expect(token).toMatch(/^[A-Za-z0-9_-]{22,}$/)
    tokens.add(token)
    for (const path of ['/me', '/me/sessions']) {
      expect(JSON.stringify((await visitor.get(path)).body)).not.toContain(token)
    }
  }
  expect(tokens.size).toBe(3)
})

describe('the stream of hints', () => {
  /** Resolves when the server ends the stream. */
  const watch = (visitor: Visitor) => {
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return new Promise<{ status: number; ended: Promise<void>; stop(): void }>((resolve) => {
      const request = get(`${app.url}/api/v1/live`, { headers: { cookie } }, (answer) => {
        answer.resume()
        const ended = new Promise<void>((done) => answer.on('close', () => done()))
        resolve({ status: answer.statusCode!, ended, stop: () => request.destroy() })
      })
    })
  }
  test('ends with the session that opened it', async () => {
    const visitor = await signedIn(app, await addPerson(app, app.home, { name: 'Watching Hints' }))
    const stream = await watch(visitor)
    expect(stream.status).toBe(200)
    expect((await visitor.delete('/session')).status).toBe(204)
    await stream.ended
    const again = await watch(visitor)
    expect(again.status).toBe(401)
  })
  test('does not keep a session from growing idle', async () => {
    const person = await addPerson(app, app.home, { name: 'Only Watching' })
    const visitor = await signedIn(app, person)
    const unused = hours(5)
    await leaveUnused(person.accountId, unused)
    const stream = await watch(visitor)
    stream.stop()
    await stream.ended
    const [row] = await app.app.database.installation.rows<{ at: string }>(
      'SELECT "updatedAt" AS at FROM auth."session" WHERE "userId" = $1',
      [person.accountId],
    )
    expect(Date.parse(row!.at)).toBe(unused.getTime())
  })
})
