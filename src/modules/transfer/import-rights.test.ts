import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction, type Principal, readContext, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { changeImport, prepareRun } from './import.ts'
import { runImport } from './running/run-import.ts'
import { receiveImport } from './upload.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const step = <T>(principal: Principal, verb: (ctx: Parameters<typeof changeImport>[0]) => Promise<T>) =>
  inTransaction(t.app, principal, 'test', verb)
const receive = (principal: Principal, content: string) =>
  receiveImport(
    readContext(t.app, principal, 'test'),
    { source: Readable.from([content]), name: 'a.csv', limit: 1e6 },
    (verb) => step(principal, verb),
  )

test('a field that is hidden from somebody is not found for them, and cannot be chosen', async () => {
  const principal: Principal = {
    ...systemPrincipal(t.home.id),
    access: {
      administrator: false,
      permissions: new Set(['customers.import']),
      hiddenFields: new Set(['customers.birthday', 'customers.address']),
    },
  }
  const { id, mapping } = await receive(principal, 'Name,Birthday,City\nAnn Lee,1980-01-02,Gent\n')
  expect(mapping.map(({ field }) => field)).toEqual(['name', 'ignore', 'ignore'])
  const change = { mapping: [{ column: 'Birthday', field: 'birthday' as const }] }
  await expect(step(principal, (ctx) => changeImport(ctx, id, change))).rejects.toMatchObject({
    kind: 'forbidden',
    code: 'field.hidden',
  })
})

test('who asked for an import is told when it ends', async () => {
  const principal: Principal = {
    ...systemPrincipal(t.home.id),
    actor: { kind: 'staff', id: t.home.staffId, name: 'Home Admin' },
  }
  const { id } = await receive(principal, 'Name\nAnn Lee\n\n=\n')
  await step(principal, (ctx) => prepareRun(ctx, id))
  await runImport(t.app, principal, id, new AbortController().signal)
  const told = await step(principal, (ctx) =>
    ctx.rows('SELECT kind, subject_id, recipient_id, payload FROM notifications WHERE workspace_id = $1', [
      ctx.workspaceId,
    ]),
  )
  expect(told).toEqual([
    {
      kind: 'import.finished',
      subject_id: id,
      recipient_id: t.home.staffId,
      payload: { file: 'a.csv', created: 2, updated: 0, rejected: 0 },
    },
  ])
})

test('imports of another workspace are not there', async () => {
  const other = await t.addWorkspace('Other')
  const { id } = await receive(systemPrincipal(t.home.id), 'Name\nAnn Lee\n')
  for (const path of [`/imports/${id}`, `/imports/${id}/rejections`, `/imports/${id}/rejections.csv`])
    expect((await other.admin.get(path)).status).toBe(404)
  expect((await other.admin.post(`/imports/${id}/run`)).status).toBe(404)
  expect((await other.admin.delete(`/imports/${id}`)).status).toBe(404)
})
