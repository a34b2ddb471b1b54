import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { addPerson, goodPassword, signedIn } from '#test/support/people.ts'
import { makeVisitor } from '#test/support/visitor.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const mailTo = async (workspace: TestWorkspace, email: string) => {
  const { body } = await workspace.admin.get('/outbox')
  return body.items.find((mail: { recipient: string }) => mail.recipient === email)
}
const tokenIn = (text: string) => /\/invitation\/([\w-]{43})/.exec(text)![1]!

async function invite(email: string, workspace = t.home): Promise<{ id: string; token: string }> {
  const { status, body } = await workspace.admin.post('/staff', {
    name: 'New Person',
    email,
    group_ids: [workspace.groups['Front desk']],
    language: 'nl',
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({ status: 'invited', groups: [{ name: 'Front desk' }] })
  return { id: body.id, token: tokenIn((await mailTo(workspace, email)).body_text) }
}

test('a mailed link makes an account once, in the language of the invited', async () => {
  const email = 'nieuw@people.example'
  const { id, token } = await invite(email)
  const mail = await mailTo(t.home, email)
  expect(mail).toMatchObject({ kind: 'invitation', state: 'kept' })
  expect(mail.subject).toContain('nodigt u uit voor Home')
  const visitor = makeVisitor(t.url)
  expect((await visitor.get(`/invitations/${token}`)).body).toEqual({
    workspace: 'Home',
    email,
    name: 'New Person',
    has_account: false,
  })
  const weak = await visitor.post(`/invitations/${token}/acceptance`, {
    name: 'Nina',
    password: 'password1234',
  })
  expect(weak.body).toMatchObject({ code: 'password.weak', errors: [{ pointer: '/password' }] })
  const accepted = await visitor.post(`/invitations/${token}/acceptance`, {
    name: 'Nina',
    password: goodPassword,
  })
  expect(accepted).toMatchObject({ status: 200, body: { second_factor_needed: false } })
  expect((await visitor.get('/me')).body).toMatchObject({ staff: { id, name: 'Nina', language: 'nl' } })
  for (const path of [`/invitations/${token}`, `/invitations/${token}/acceptance`]) {
    const answer = path.endsWith('acceptance')
      ? await visitor.post(path, { name: 'Nina', password: goodPassword })
      : await visitor.get(path)
    expect(answer).toMatchObject({ status: 404, body: { code: 'token.invalid' } })
  }
})

test('accepted twice at once, it counts once', async () => {
  const { token } = await invite('racer@people.example')
  const accept = () =>
    makeVisitor(t.url).post(`/invitations/${token}/acceptance`, { name: 'Racer', password: goodPassword })
  const answers = await Promise.all([accept(), accept(), accept()])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404, 404])
})

test('sent again, the earlier link stops working', async () => {
  const { id, token } = await invite('again@people.example')
  expect((await t.home.admin.post(`/staff/${id}/invitation`)).status).toBe(200)
  expect((await makeVisitor(t.url).get(`/invitations/${token}`)).status).toBe(404)
  const newer = tokenIn((await mailTo(t.home, 'again@people.example')).body_text)
  expect((await makeVisitor(t.url).get(`/invitations/${newer}`)).status).toBe(200)
})

test('is refused for an address that is here already, and to somebody active', async () => {
  const person = await addPerson(t, t.home, { name: 'Here Already' })
  const about = { name: 'X', email: person.email.toUpperCase(), group_ids: [t.home.groups['Front desk']] }
  expect((await t.home.admin.post('/staff', about)).body).toMatchObject({
    code: 'staff.email.taken',
    errors: [{ pointer: '/email' }],
  })
  expect((await t.home.admin.post(`/staff/${person.staffId}/invitation`)).body.code).toBe('staff.not_invited')
})

test("groups of another workspace, or a customer's, cannot be given", async () => {
  const other = await t.addWorkspace('Foreign Groups')
  const portal = await t.home.admin.post('/security-groups', { name: 'Portal', audience: 'customer' })
  for (const id of [other.groups['Read only'], portal.body.id]) {
    const answer = await t.home.admin.post('/staff', {
      name: 'X',
      email: 'x@people.example',
      group_ids: [id],
    })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/group_ids' }] } })
  }
  expect(
    (await t.home.admin.get('/staff')).body.items.some((s: { email: string }) => s.email.startsWith('x@')),
  ).toBe(false)
})

test('somebody with an account gives its password and then has two workspaces to go between', async () => {
  const other = await t.addWorkspace('Second House')
  const person = await addPerson(t, t.home, { name: 'Both Houses' })
  const { token } = await invite(person.email, other)
  const visitor = makeVisitor(t.url)
  expect((await visitor.get(`/invitations/${token}`)).body.has_account).toBe(true)
  const wrong = await visitor.post(`/invitations/${token}/acceptance`, {
    name: 'B',
    password: 'not the password',
  })
  expect(wrong).toMatchObject({ status: 401, body: { code: 'sign_in.refused' } })
  const right = await visitor.post(`/invitations/${token}/acceptance`, {
    name: 'B',
    password: person.password,
  })
  expect(right.status).toBe(200)

  const me = (await visitor.get('/me')).body
  expect(me.workspace.name).toBe('Home')
  expect(me.workspaces.map((w: { name: string }) => w.name)).toEqual(['Home', 'Second House'])
  const there = await visitor.put('/me/workspace', { workspace_id: other.id })
  expect(there.body).toMatchObject({ workspace: { name: 'Second House' }, administrator: false })
  expect((await visitor.get('/workspace')).body.name).toBe('Second House')
  expect((await visitor.get('/staff')).status).toBe(403)
  const elsewhere = await signedIn(t, person)
  expect((await elsewhere.get('/workspace')).body.name).toBe('Home')
  const third = await t.addWorkspace('Not Theirs')
  expect((await visitor.put('/me/workspace', { workspace_id: third.id })).status).toBe(404)

  const row = (await other.admin.get('/staff')).body.items.find(
    (s: { email: string }) => s.email === person.email,
  )
  await other.admin.patch(`/staff/${row.id}`, { status: 'disabled' })
  expect((await visitor.get('/workspace')).body.name).toBe('Home')
})

test('a workspace of one’s own is added beside the first', async () => {
  const visitor = await signedIn(t, await addPerson(t, t.home, { name: 'Founder' }))
  const made = await visitor.post('/workspaces', { name: 'Café Müller' })
  expect(made).toMatchObject({ status: 201, body: { name: 'Café Müller', slug: 'cafe-muller' } })
  const there = await visitor.put('/me/workspace', { workspace_id: made.body.id })
  expect(there.body.administrator).toBe(true)
  expect((await visitor.get('/staff')).body.items).toHaveLength(1)
  expect((await visitor.patch('/workspace', { time_zone: 'Europe/Nowhere' })).body.errors[0].pointer).toBe(
    '/time_zone',
  )
  const changed = await visitor.patch('/workspace', {
    name: 'Müller',
    time_zone: 'Europe/Berlin',
    currency: 'CHF',
  })
  expect(changed.body).toMatchObject({ name: 'Müller', time_zone: 'Europe/Berlin', currency: 'CHF' })
})

test('preferences are merged, and null removes one', async () => {
  const visitor = await signedIn(t, await addPerson(t, t.home, { name: 'Preferring' }))
  await visitor.patch('/me', { preferences: { density: 'compact', theme: 'dark' } })
  const { body } = await visitor.patch('/me', {
    language: 'nl',
    preferences: { theme: null, start: 'tasks' },
  })
  expect(body.staff).toMatchObject({ language: 'nl', preferences: { density: 'compact', start: 'tasks' } })
})

test('colleagues are found by part of the name; only active ones', async () => {
  const visitor = await signedIn(t, await addPerson(t, t.home, { name: 'Zoë Colleague' }))
  const gone = await addPerson(t, t.home, { name: 'Gone Colleague' })
  await t.home.admin.patch(`/staff/${gone.staffId}`, { status: 'disabled' })
  const { body } = await visitor.get('/colleagues?q=colleague')
  expect(body.items.map((c: { name: string }) => c.name)).toEqual(['Zoë Colleague'])
})
