import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { addPerson, signedIn } from '#test/support/people.ts'
import { makeVisitor } from '#test/support/visitor.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

describe('signing in', () => {
  test('with address and password, and out again', async () => {
    const anna = await addPerson(t, t.home, { name: 'Anna Smit' })
    const visitor = makeVisitor(t.url)
    expect((await visitor.get('/me')).status).toBe(401)
    const answer = await visitor.post('/session', {
      email: ' ANNA.smit@people.example'.trim(),
      password: anna.password,
    })
    expect(answer).toMatchObject({ status: 200, body: { second_factor_needed: false } })
    const me = await visitor.get('/me')
    expect(me.body).toMatchObject({
      staff: { id: anna.staffId, name: 'Anna Smit' },
      workspace: { id: t.home.id },
      administrator: true,
      second_factor: false,
    })
    const kept = new Map(visitor.cookies)
    expect((await visitor.delete('/session')).status).toBe(204)
    expect((await visitor.get('/me')).status).toBe(401)
    const stolen = makeVisitor(t.url)
    for (const [name, value] of kept) stolen.cookies.set(name, value)
    expect((await stolen.get('/me')).status).toBe(401)
  })

  test('the session cookie is out of reach of scripts and other sites', async () => {
    const person = await addPerson(t, t.home, { name: 'Cookie Person' })
    const visitor = await signedIn(t, person)
    const lines = visitor.lastSet()
    expect(lines.some((line) => line.startsWith('regulars.session_token='))).toBe(true)
    for (const line of lines) {
      expect(line).toMatch(/HttpOnly/i)
      expect(line).toMatch(/SameSite=Lax/i)
      expect(line).toMatch(/Path=\//i)
      expect(line).not.toMatch(/Domain/i)
    }
    const session = lines.find((line) => line.startsWith('regulars.session_token='))!
    expect(session).toMatch(/Max-Age=2592000/i)
  })

  test('without "remember" the cookie ends with the browser, and the session after twelve hours', async () => {
    const person = await addPerson(t, t.home, { name: 'Short Stay' })
    const visitor = makeVisitor(t.url)
    await visitor.post('/session', { email: person.email, password: person.password, remember: false })
    const session = visitor.lastSet().find((line) => line.startsWith('regulars.session_token='))!
    expect(session).not.toMatch(/Max-Age|Expires/i)
    const { body } = await visitor.get('/me/sessions')
    const [only] = body.items
    const hours = (Date.parse(only.expires_at) - Date.parse(only.created_at)) / 3_600_000
    expect(Math.round(hours)).toBe(12)
  })

  test('wrong password, unknown address and disabled people get the same answer', async () => {
    const person = await addPerson(t, t.home, { name: 'Known Person' })
    const gone = await addPerson(t, t.home, { name: 'Gone Person' })
    await t.home.admin.patch(`/staff/${gone.staffId}`, { status: 'disabled' })
    const visitor = makeVisitor(t.url)
    const wrong = await visitor.post('/session', { email: person.email, password: 'not the password' })
    const unknown = await visitor.post('/session', {
      email: 'nobody@people.example',
      password: 'not the password',
    })
    const disabled = await visitor.post('/session', { email: gone.email, password: gone.password })
    const bare = ({ request_id: _, ...problem }: Record<string, unknown>) => problem
    expect(wrong.status).toBe(401)
    expect(wrong.body.code).toBe('sign_in.refused')
    expect(bare(unknown.body)).toEqual(bare(wrong.body))
    expect(bare(disabled.body)).toEqual(bare(wrong.body))
    expect(visitor.cookies.size).toBe(0)
  })

  test('a forged or altered cookie opens nothing', async () => {
    const visitor = await signedIn(t, await addPerson(t, t.home, { name: 'Forged Person' }))
    const real = decodeURIComponent(visitor.cookies.get('regulars.session_token')!)
    const [token, signature] = [real.slice(0, real.lastIndexOf('.')), real.slice(real.lastIndexOf('.') + 1)]
    for (const value of [
      token,
      `${token}.`,
      `${token}.${signature.slice(1)}`,
      `${token}x.${signature}`,
      '.',
    ]) {
      const other = makeVisitor(t.url)
      other.cookies.set('regulars.session_token', encodeURIComponent(value))
      expect((await other.get('/me')).status).toBe(401)
    }
  })

  test('each sign-in is a session of its own, and ends the one that the browser had', async () => {
    const person = await addPerson(t, t.home, { name: 'Twice Person' })
    const visitor = await signedIn(t, person)
    const before = visitor.cookies.get('regulars.session_token')!
    await visitor.post('/session', { email: person.email, password: person.password })
    expect(visitor.cookies.get('regulars.session_token')).not.toBe(before)
    const old = makeVisitor(t.url)
    old.cookies.set('regulars.session_token', before)
    expect((await old.get('/me')).status).toBe(401)
    expect((await visitor.get('/me/sessions')).body.items).toHaveLength(1)
  })
})

test('behind TLS every cookie travels encrypted only, and opens as before', async () => {
  const secure = await startTestApp({ work: false, settings: { REGULARS_URL: 'https://crm.example.org' } })
  try {
    const visitor = await signedIn(secure, await addPerson(secure, secure.home, { name: 'Tls Person' }))
    const lines = visitor.lastSet()
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(line).toMatch(/^__Host-regulars\.[^;]+;.*Secure/i)
    expect((await visitor.get('/me')).status).toBe(200)
    await visitor.put('/me/workspace', { workspace_id: secure.home.id })
    expect(visitor.lastSet().join()).toMatch(/^__Host-regulars\.workspace=[^;]+;.*Secure/i)
  } finally {
    await secure.close()
  }
})

describe('writes from other sites', () => {
  test('are refused with a session, by fetch metadata and by origin', async () => {
    const visitor = await signedIn(t, await addPerson(t, t.home, { name: 'Origin Person' }))
    const rename = (headers: Record<string, string>) => visitor.patch('/me', { name: 'Changed' }, headers)
    expect((await rename({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('origin.foreign')
    expect((await rename({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await rename({ origin: t.url })).status).toBe(200)
    expect(
      (
        await makeVisitor(t.url).post(
          '/session',
          { email: 'a@b.example', password: 'x' },
          { origin: 'https://evil.example' },
        )
      ).status,
    ).toBe(403)
  })
})

describe('too many attempts', () => {
  test('are refused where they come from, while a known browser still gets in', async () => {
    const person = await addPerson(t, t.home, { name: 'Busy Person' })
    const own = await signedIn(t, person)
    await own.delete('/session')
    const attacker = makeVisitor(t.url)
    const guesses = await Promise.all(
      Array.from({ length: 14 }, (_, n) =>
        attacker.post('/session', { email: person.email, password: `guess ${n}` }),
      ),
    )
    expect(guesses.filter((answer) => answer.status === 401)).toHaveLength(10)
    const refused = guesses.filter((answer) => answer.status === 429)
    expect(refused).toHaveLength(4)
    expect(refused[0]!.body).toMatchObject({
      code: 'sign_in.throttled',
      params: { retry_after: expect.any(Number) },
    })
    const right = await attacker.post('/session', { email: person.email, password: person.password })
    expect(right.status).toBe(429)
    expect((await own.post('/session', { email: person.email, password: person.password })).status).toBe(200)
  })
})

describe('sessions', () => {
  test('are listed with device and ended one by one', async () => {
    const person = await addPerson(t, t.home, { name: 'Many Devices' })
    const laptop = await signedIn(t, person)
    const phone = makeVisitor(t.url, {
      'user-agent':
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    })
    await phone.post('/session', { email: person.email, password: person.password })
    const { body } = await laptop.get('/me/sessions')
    expect(body.items.map((s: { current: boolean }) => s.current)).toEqual([true, false])
    expect(body.items[1]).toMatchObject({ device: 'Safari, iPhone', ip_address: '127.0.0.1' })
    expect((await phone.get('/me')).status).toBe(200)
    expect((await laptop.delete(`/me/sessions/${body.items[1].id}`)).status).toBe(204)
    expect((await phone.get('/me')).status).toBe(401)
    expect((await laptop.delete(`/me/sessions/${body.items[1].id}`)).status).toBe(404)
  })

  test("somebody else's session cannot be ended", async () => {
    const one = await signedIn(t, await addPerson(t, t.home, { name: 'Session One' }))
    const two = await signedIn(t, await addPerson(t, t.home, { name: 'Session Two' }))
    const [own] = (await one.get('/me/sessions')).body.items
    expect((await two.delete(`/me/sessions/${own.id}`)).status).toBe(404)
    expect((await one.get('/me')).status).toBe(200)
  })

  test('all end when an administrator signs somebody out, and when they are disabled', async () => {
    const person = await addPerson(t, t.home, { name: 'Sent Away' })
    const visitor = await signedIn(t, person)
    expect((await t.home.admin.delete(`/staff/${person.staffId}/sessions`)).status).toBe(204)
    expect((await visitor.get('/me')).status).toBe(401)
    const again = await signedIn(t, person)
    expect((await again.get('/me')).status).toBe(200)
    await t.home.admin.patch(`/staff/${person.staffId}`, { status: 'disabled' })
    expect((await again.get('/me')).status).toBe(401)
  })

  test('that ran out open nothing', async () => {
    const person = await addPerson(t, t.home, { name: 'Run Out' })
    const visitor = await signedIn(t, person)
    await t.app.database.installation.rows(`UPDATE auth."session" SET "expiresAt" = $2 WHERE "userId" = $1`, [
      person.accountId,
      new Date(Date.now() - 1000),
    ])
    expect((await visitor.get('/me')).status).toBe(401)
  })
})
