import { notify } from '#modules/notifications/notification.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import type { TestApp, TestWorkspace } from './app.ts'
import {
  type Ask,
  customer,
  formWith,
  type Maker,
  made,
  marker,
  type Owner,
  pictureForm,
  type Samples,
  unique,
  uniqueEmail,
} from './making.ts'
import { addPerson, signedIn } from './people.ts'

export { type Maker, marker, type Owner } from './making.ts'

/** What the modules themselves say about their records. */
const samples = Object.values(import.meta.glob<Samples>('../../src/modules/*/*.samples.ts', { eager: true }))

export async function makeOwner(t: TestApp, workspace: TestWorkspace, name: string): Promise<Owner> {
  const person = await addPerson(t, workspace, { name })
  return { t, workspace, person, visitor: await signedIn(t, person) }
}

/** Addresses of the modules' pages that have a record in their path, by that path. */
export async function sampleAddresses(ask: Ask): Promise<Record<string, string[]>> {
  const all = await Promise.all(samples.map(({ addresses }) => addresses?.(ask) ?? {}))
  return Object.assign({}, ...all)
}

/** A form with a file that any upload takes or refuses by itself. */
export function sampleUpload(path: string): FormData {
  for (const { uploads = {} } of samples)
    for (const [part, form] of Object.entries(uploads)) if (path.includes(part)) return form()
  if (path.includes('photo')) return pictureForm()
  return formWith(new File([`name\n${unique('row')}\n`], 'c.csv'))
}

async function notification({ t, workspace, person }: Owner): Promise<string> {
  const news = { recipients: [person.staffId], kind: 'task.due', payload: { title: unique('task') } }
  await inTransaction(t.app, systemPrincipal(workspace.id), 'test', (ctx) => notify(ctx, news))
  const [row] = await t.app.database.installation.rows<{ id: string }>(
    'SELECT id FROM notifications WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1',
    [workspace.id],
  )
  return row!.id
}

/** A small change of a customer: where it stands in the history, and what undoes it. */
async function changed(owner: Owner): Promise<{ id: string; operation: string; change: string }> {
  const id = await customer(owner)
  const answer = await owner.visitor.patch(`/customers/${id}`, { job_title: unique('title') })
  made(answer)
  const { items } = made(await owner.visitor.get(`/customers/${id}/history?limit=1`))
  return { id, operation: answer.headers.get('operation-id')!, change: items[0].id }
}

async function bulkJob(owner: Owner): Promise<string> {
  const selection = { ids: [await customer(owner)] }
  const action = { type: 'add-tags', tags: [unique('tag')] }
  return made(await owner.visitor.post('/customers/bulk-actions', { selection, action })).job_id
}

const invite = async ({ visitor, workspace }: Owner) => {
  const about = {
    name: unique('staff'),
    email: uniqueEmail(),
    group_ids: [workspace.groups['Read only']],
  }
  return made(await visitor.post('/staff', about)).id
}

/** How to make a record of each kind. The kind is what stands before the id in the path. */
export const makers: Readonly<Record<string, Maker>> = {
  customers: customer,
  notes: async (owner) =>
    made(await owner.visitor.post(`/customers/${await customer(owner)}/notes`, { body: unique('note') })).id,
  tags: async ({ visitor }) => {
    const tag = unique('tag')
    made(await visitor.post('/customers', { last_name: marker, tags: [tag] }))
    return made(await visitor.get(`/tags?q=${encodeURIComponent(tag)}`)).items[0].id
  },
  'customer-groups': async ({ visitor }) =>
    made(await visitor.post('/customer-groups', { name: unique('group') })).id,
  segments: async ({ visitor }) =>
    made(await visitor.post('/segments', { name: unique('segment'), filter: { name: marker } })).id,
  views: async ({ visitor }) => {
    const about = {
      list: 'customers',
      name: unique('view'),
      shared: true,
      filter: {},
      columns: [{ id: 'name' }],
    }
    return made(await visitor.post('/views', about)).id
  },
  tasks: async (owner) =>
    made(await owner.visitor.post('/tasks', { customer_id: await customer(owner), title: unique('task') }))
      .id,
  operations: async (owner) => (await changed(owner)).operation,
  changes: async (owner) => (await changed(owner)).change,
  // Changed again meanwhile, so that something of it is kept.
  undos: async (owner) => {
    const { id, operation } = await changed(owner)
    made(await owner.visitor.patch(`/customers/${id}`, { job_title: unique('title') }))
    return made(await owner.visitor.post('/undos', { operation_id: operation })).id
  },
  imports: async ({ visitor }) => made(await visitor.post('/imports', sampleUpload('imports'))).id,
  jobs: bulkJob,
  notifications: notification,
  staff: invite,
  'security-groups': async ({ visitor }) =>
    made(await visitor.post('/security-groups', { name: unique('group') })).id,
  'portal-groups': async ({ visitor }) =>
    made(await visitor.post('/security-groups', { name: unique('group'), audience: 'customer' })).id,
  'api-keys': async ({ visitor }) =>
    made(await visitor.post('/api-keys', { name: unique('key'), scopes: ['users.read'] })).id,
  outbox: async (owner) => {
    await invite(owner)
    return made(await owner.visitor.get('/outbox?limit=1')).items[0].id
  },
  'me/sessions': async ({ t, person }) =>
    made(await (await signedIn(t, person)).get('/me/sessions')).items[0].id,
  workspaces: async ({ workspace }) => workspace.id,
  ...Object.assign({}, ...samples.map(({ makers }) => makers)),
}

/** What ids inside requests stand for, as the modules say: by property, or by route and pointer. */
export const idKinds: Readonly<Record<string, string>> = Object.assign({}, ...samples.map(({ ids }) => ids))
