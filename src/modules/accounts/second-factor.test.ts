import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { addPerson, type Person, signedIn } from '#test/support/people.ts'
import { totp } from '#test/support/totp.ts'
import { makeVisitor } from '#test/support/visitor.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

/** Somebody with a second factor: what their app is set up with, and their recovery codes. */
async function protect(person: Person): Promise<{ uri: string; codes: string[] }> {
  const visitor = await signedIn(t, person)
  const begun = await visitor.post('/me/second-factor', { password: person.password })
  expect(begun.status).toBe(200)
  const confirmed = await visitor.post('/me/second-factor/confirmation', { code: totp(begun.body.uri) })
  expect(confirmed.status).toBe(200)
  expect((await visitor.get('/me')).body.second_factor).toBe(true)
  return { uri: begun.body.uri, codes: begun.body.recovery_codes }
}

test('counts only once a code confirmed it, and needs the password', async () => {
  const person = await addPerson(t, t.home, { name: 'Half Way' })
  const visitor = await signedIn(t, person)
  const wrong = await visitor.post('/me/second-factor', { password: 'something else' })
  expect(wrong.body).toMatchObject({ code: 'password.wrong', errors: [{ pointer: '/password' }] })
  const { body } = await visitor.post('/me/second-factor', { password: person.password })
  expect(body.uri).toMatch(/^otpauth:\/\/totp\/Regulars/)
  expect(body.recovery_codes).toHaveLength(10)
  const code = await visitor.post('/me/second-factor/confirmation', { code: '000000' })
  expect(code.body.code).toBe('second_factor.refused')
  expect((await visitor.get('/me')).body.second_factor).toBe(false)
  const other = makeVisitor(t.url)
  const answer = await other.post('/session', { email: person.email, password: person.password })
  expect(answer.body).toEqual({ second_factor_needed: false })
})

test('is asked for after the password, and nothing opens before it', async () => {
  const person = await addPerson(t, t.home, { name: 'Two Factors' })
  const { uri } = await protect(person)
  const visitor = makeVisitor(t.url)
  const first = await visitor.post('/session', { email: person.email, password: person.password })
  expect(first).toMatchObject({ status: 200, body: { second_factor_needed: true } })
  expect((await visitor.get('/me')).status).toBe(401)
  const wrong = await visitor.post('/session/second-factor', { code: '000000' })
  expect(wrong).toMatchObject({ status: 401, body: { code: 'second_factor.refused' } })
  expect((await visitor.post('/session/second-factor', { code: totp(uri) })).status).toBe(200)
  expect((await visitor.get('/me')).body.second_factor).toBe(true)
})

test('a code counts once', async () => {
  const person = await addPerson(t, t.home, { name: 'Code Once' })
  const { uri } = await protect(person)
  const code = totp(uri)
  const [one, two] = [makeVisitor(t.url), makeVisitor(t.url)]
  for (const visitor of [one, two])
    await visitor.post('/session', { email: person.email, password: person.password })
  expect((await one.post('/session/second-factor', { code })).status).toBe(200)
  expect((await two.post('/session/second-factor', { code })).status).toBe(401)
  expect((await two.get('/me')).status).toBe(401)
})

test('guessing ends after five codes', async () => {
  const person = await addPerson(t, t.home, { name: 'Code Guesser' })
  const { uri } = await protect(person)
  const visitor = makeVisitor(t.url)
  await visitor.post('/session', { email: person.email, password: person.password })
  for (let n = 0; n < 6; n++) {
    expect((await visitor.post('/session/second-factor', { code: `00000${n}` })).status).toBe(401)
  }
  expect((await visitor.post('/session/second-factor', { code: totp(uri) })).status).toBe(401)
})

test('a recovery code opens once', async () => {
  const person = await addPerson(t, t.home, { name: 'Lost Phone' })
  const { codes } = await protect(person)
  const enter = async (code: string) => {
    const visitor = makeVisitor(t.url)
    await visitor.post('/session', { email: person.email, password: person.password })
    return visitor.post('/session/second-factor', { code, recovery: true })
  }
  expect((await enter(codes[0]!)).status).toBe(200)
  expect((await enter(codes[0]!)).status).toBe(401)
  expect((await enter(codes[1]!)).status).toBe(200)
})

test('a trusted device is not asked again, another one is', async () => {
  const person = await addPerson(t, t.home, { name: 'Trusted Device' })
  const { uri } = await protect(person)
  const visitor = makeVisitor(t.url)
  await visitor.post('/session', { email: person.email, password: person.password })
  await visitor.post('/session/second-factor', { code: totp(uri), trust_device: true })
  await visitor.delete('/session')
  const again = await visitor.post('/session', { email: person.email, password: person.password })
  expect(again.body).toEqual({ second_factor_needed: false })
  const elsewhere = await makeVisitor(t.url).post('/session', {
    email: person.email,
    password: person.password,
  })
  expect(elsewhere.body).toEqual({ second_factor_needed: true })
})

test('is switched off with the password only', async () => {
  const person = await addPerson(t, t.home, { name: 'Off Again' })
  const { uri } = await protect(person)
  const visitor = makeVisitor(t.url)
  await visitor.post('/session', { email: person.email, password: person.password })
  await visitor.post('/session/second-factor', { code: totp(uri) })
  const twice = await visitor.post('/me/second-factor', { password: person.password })
  expect(twice).toMatchObject({ status: 409, body: { code: 'second_factor.present' } })
  expect((await visitor.delete('/me/second-factor', { password: 'wrong' })).status).toBe(422)
  expect((await visitor.delete('/me/second-factor', { password: person.password })).status).toBe(200)
  expect((await visitor.get('/me')).body.second_factor).toBe(false)
})

test('a code without a password before it opens nothing', async () => {
  const visitor = await signedIn(t, await addPerson(t, t.home, { name: 'No Challenge' }))
  expect((await visitor.post('/session/second-factor', { code: '123456' })).status).toBe(401)
  expect((await makeVisitor(t.url).post('/session/second-factor', { code: '123456' })).status).toBe(401)
})
