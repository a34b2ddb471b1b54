import { putUser } from '#modules/accounts/users.ts'
import type { TestApp, TestWorkspace } from './app.ts'
import { makeVisitor, type Visitor } from './visitor.ts'

export const goodPassword = 'seven teapots overboard'

export type Person = { email: string; password: string; staffId: string; accountId: string }

/** Somebody who can sign in to a workspace, in one of its security groups. */
export async function addPerson(
  { app }: TestApp,
  { id }: TestWorkspace,
  {
    name,
    group = 'Administrator',
    password = goodPassword,
  }: { name: string; group?: string; password?: string },
): Promise<Person> {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const email = `${plain.replaceAll(' ', '.')}@people.example`
  const [workspace] = await app.database.installation.rows<{ slug: string }>(
    'SELECT slug FROM installation.workspaces WHERE id = $1',
    [id],
  )
  const administrator = group === 'Administrator'
  const user = { email, password, name, administrator, group, workspace: workspace!.slug }
  const { staffId, accountId } = await putUser(app, user)
  return { email, password, staffId, accountId }
}

/** A browser in which somebody has just signed in. */
export async function signedIn(test: TestApp, { email, password }: Person): Promise<Visitor> {
  const visitor = makeVisitor(test.url)
  const answer = await visitor.post('/session', { email, password })
  if (answer.status !== 200 || answer.body.second_factor_needed) throw new Error(`sign-in: ${answer.status}`)
  return visitor
}
