import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { goodPassword } from '#test/support/people.ts'
import { makeVisitor } from '#test/support/visitor.ts'
import { setupLink } from './setup.ts'
import { listUsers, putUser } from './users.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
// As on the first start: nothing is there yet.
beforeEach(() =>
  t.app.database.installation.rows(
    'TRUNCATE installation.workspaces, installation.memberships, installation.tokens, staff_members, auth."user" CASCADE',
  ),
)
afterAll(() => t.close())

const about = {
  workspace_name: 'Theatre De Brug',
  name: 'First Person',
  email: 'first@people.example',
  password: goodPassword,
  language: 'nl',
  country: 'NL',
  time_zone: 'Europe/Amsterdam',
}
const tokenOf = (link: string | null) => new URL(link!).searchParams.get('token')!

test('the printed link makes workspace and administrator once, and signs in', async () => {
  const visitor = makeVisitor(t.url)
  expect((await visitor.get('/setup')).body).toEqual({ needed: true })
  const token = tokenOf(await setupLink(t.app))
  const weak = await visitor.post('/setup', { ...about, token, password: 'theatre12345' })
  expect(weak.body.code).toBe('password.weak')
  const made = await visitor.post('/setup', { ...about, token })
  expect(made).toMatchObject({ status: 201, body: { second_factor_needed: false } })
  expect((await visitor.get('/me')).body).toMatchObject({
    administrator: true,
    staff: { name: 'First Person', language: 'nl' },
    workspace: {
      name: 'Theatre De Brug',
      slug: 'theatre-de-brug',
      time_zone: 'Europe/Amsterdam',
      country: 'NL',
    },
  })
  const groups = (await visitor.get('/security-groups')).body.items.map((g: { name: string }) => g.name)
  expect(groups).toEqual(['Administrator', 'Bookkeeper', 'Front desk', 'Read only'])
  expect((await visitor.get('/setup')).body).toEqual({ needed: false })
  expect(await setupLink(t.app)).toBeNull()
  expect((await visitor.post('/setup', { ...about, token })).status).toBe(404)
})

test('several links used at the same moment make one workspace', async () => {
  const tokens = [tokenOf(await setupLink(t.app)), tokenOf(await setupLink(t.app))]
  const answers = await Promise.all(
    [...tokens, ...tokens].map((token, n) =>
      makeVisitor(t.url).post('/setup', { ...about, token, email: `p${n}@people.example` }),
    ),
  )
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 404, 404, 404])
  expect(await listUsers(t.app)).toHaveLength(1)
})

test('a made-up link, and one that a user from the command line overtook, make nothing', async () => {
  const token = tokenOf(await setupLink(t.app))
  expect((await makeVisitor(t.url).post('/setup', { ...about, token: 'x'.repeat(43) })).status).toBe(404)
  await putUser(t.app, { email: 'cli@people.example', password: goodPassword, administrator: true })
  expect((await makeVisitor(t.url).post('/setup', { ...about, token })).status).toBe(404)
  expect(await setupLink(t.app)).toBeNull()
})

test('the demo world is put on the queue with the first account', async () => {
  const token = tokenOf(await setupLink(t.app))
  await makeVisitor(t.url).post('/setup', { ...about, token, demo_customers: 250 })
  const jobs = await t.app.database.installation.rows(
    `SELECT task_identifier FROM graphile_worker.jobs WHERE task_identifier = 'demo.load'`,
  )
  expect(jobs).toHaveLength(1)
})
