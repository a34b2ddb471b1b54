import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { count, id, idParams, line, version } from '#lib/fields.ts'

const column = z.strictObject({ id: line(60), width: z.number().int().min(40).max(2000).optional() })
const fields = {
  name: line(80),
  shared: z.boolean().default(false),
  filter: z
    .record(z.string().max(60), z.string().max(2000))
    .describe('As in the list\'s query: { "country": "NL" }; "q" is the search text'),
  sort: line(60).default('name'),
  columns: z.array(column).min(1).max(100),
}
export const view = z.object({
  id,
  ...fields,
  owner: z.object({ id, name: z.string() }).nullable(),
  mine: z.boolean(),
  count: count.nullable(),
  version,
})

export type View = z.output<typeof view>

export const viewInput = z.strictObject({ list: z.enum(['customers']), ...fields })
export const viewChange = z.strictObject({
  name: fields.name.optional(),
  shared: z.boolean().optional(),
  filter: fields.filter.optional(),
  sort: line(60).optional(),
  columns: fields.columns.optional(),
})
export type ViewInput = z.output<typeof viewInput>
export type ViewChange = z.output<typeof viewChange>

export const viewsContract = contract({
  'GET /views': {
    summary: 'My views and the shared ones, with counts',
    permission: 'signed-in',
    shows: 'nobody',
    query: z.object({ list: z.enum(['customers']) }),
    response: z.object({ items: z.array(view) }),
  },
  'POST /views': {
    summary: 'Save a view',
    permission: 'signed-in',
    status: 201,
    body: viewInput,
    response: view,
    errors: ['view.invalid', 'view.name.taken', 'view.owner_needed'],
  },
  'PATCH /views/:id': {
    summary: 'Change a view',
    permission: 'signed-in',
    params: idParams,
    ifMatch: true,
    body: viewChange,
    response: view,
    errors: ['view.invalid', 'view.name.taken', 'view.owner_needed', 'view.not_yours', 'version.stale'],
  },
  'DELETE /views/:id': {
    summary: 'Delete a view',
    permission: 'signed-in',
    params: idParams,
    errors: ['view.not_yours'],
  },
})
