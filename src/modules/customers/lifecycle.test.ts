import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { demandUsable } from './lifecycle.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ work: false })
})
afterAll(() => app.close())

const add = async (last_name = 'Life') =>
  (await app.home.admin.post('/customers', { last_name })).body.id as string

/** The rule as the features say it: from, step, to. All else is refused. */
const rule: Record<string, Record<string, string>> = {
  active: { deactivation: 'inactive', archival: 'archived' },
  inactive: { activation: 'active', archival: 'archived' },
  archived: { restoration: 'active' },
}
const steps = ['deactivation', 'activation', 'archival', 'restoration']

describe('lifecycle', () => {
  it('goes along the allowed steps only, whatever is tried in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 8 }), async (tried) => {
        const id = await add()
        let status = 'active'
        for (const step of tried) {
          const answer = await app.home.admin.post(`/customers/${id}/${step}`)
          const next = rule[status]![step]
          expect(answer.status, `${status} ${step}`).toBe(next ? 200 : 409)
          if (!next)
            expect(answer.body).toMatchObject({
              code: 'customer.status.not_allowed',
              params: { from: status },
            })
          status = next ?? status
          const read = (await app.home.admin.get(`/customers/${id}`)).body
          expect(read.status).toBe(status)
          const offered = {
            deactivation: 'deactivate',
            activation: 'activate',
            archival: 'archive',
            restoration: 'restore',
          }
          for (const [other, ability] of Object.entries(offered)) {
            expect(read.abilities[ability].allowed, `${status} ${ability}`).toBe(other in rule[status]!)
          }
        }
      }),
      { numRuns: 15 },
    )
  })

  it('keeps an archived customer from being changed, and says so', async () => {
    const id = await add()
    await app.home.admin.post(`/customers/${id}/archival`)
    const refused = await app.home.admin.patch(`/customers/${id}`, { last_name: 'Other' })
    expect([refused.status, refused.body.code]).toEqual([409, 'customer.archived'])
    expect((await app.home.admin.get(`/customers/${id}`)).body.abilities.edit).toEqual({
      allowed: false,
      reason: 'customer.archived',
    })
  })

  it('hides inactive and archived customers from the list unless they are asked for', async () => {
    const ids = [await add('Hideandseek'), await add('Hideandseek'), await add('Hideandseek')]
    await app.home.admin.post(`/customers/${ids[1]}/deactivation`)
    await app.home.admin.post(`/customers/${ids[2]}/archival`)
    const listed = async (status: string) =>
      (await app.home.admin.get(`/customers?filter[name]=hideandseek${status}`)).body.items
        .map((c: { id: string }) => c.id)
        .sort()
    expect(await listed('')).toEqual([ids[0]])
    expect(await listed('&filter[status]=inactive,archived')).toEqual([ids[1], ids[2]].sort())
    expect(await listed('&filter[status]=all')).toEqual([...ids].sort())
  })

  it('lets other modules refuse by name what needs an active customer', async () => {
    const id = await add()
    const attempt = (also: readonly 'inactive'[] = []) =>
      inTransaction(app.app, systemPrincipal(app.home.id), 'test', (ctx) => demandUsable(ctx, id, also))
    await attempt()
    await app.home.admin.post(`/customers/${id}/deactivation`)
    await expect(attempt()).rejects.toMatchObject({ kind: 'conflict', code: 'customer.inactive' })
    await attempt(['inactive'])
    await app.home.admin.post(`/customers/${id}/archival`)
    await expect(attempt(['inactive'])).rejects.toMatchObject({ code: 'customer.archived' })
  })
})
