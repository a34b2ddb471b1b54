import type { Dice } from '#server/demo/random.ts'
import type { Body, Client } from './requests.ts'

/** A customer as its writer was told it is. */
export type Told = {
  id: string
  last_name: string
  first_name: string
  email: string
  status: 'active' | 'inactive'
  tags: string[]
  version: number
  /** Bodies of notes and titles of tasks by id. */
  notes: Map<string, string>
  tasks: Map<string, { title: string; done: boolean }>
  /** How often each event must stand on the timeline. */
  events: Record<string, number>
}

export type Writer = {
  told: Told[]
  /** Runs until told to stop, then resolves when the request under way has its answer. */
  run(): Promise<void>
  stop(): void
  /** Acknowledged since it began. */
  done(): number
}

const tagNames = ['alpha', 'beta', 'gamma', 'delta', 'epsilon']

/** Somebody at work on customers of their own, one thing after the other, keeping account of what was acknowledged. */
export function makeWriter(client: Client, dice: Dice, mark: string): Writer {
  const told: Told[] = []
  let stopped = false
  let count = 0
  let done = 0
  let latest: string | null = null

  const count1 = (customer: Told, event: string) => {
    customer.events[event] = (customer.events[event] ?? 0) + 1
  }
  async function ask(...[request]: Parameters<Client['write']>): Promise<Body | undefined> {
    const { status, body, operation } = await client.write(request)
    latest = operation
    if (status >= 200 && status < 300) {
      done++
      return body
    }
    if (status !== 0)
      client.findings.push({
        kind: status === 404 ? 'lost' : 'unclean',
        what: `${request.method} ${request.path}: ${status} ${JSON.stringify(body)}`,
      })
    return undefined
  }

  async function create(): Promise<void> {
    const last_name = `Zq${mark}x${++count}`
    const first_name = `Ada${count}`
    const email = `${last_name.toLowerCase()}@faults.example`
    const tags = [dice.pick(tagNames)]
    const made = await ask({
      method: 'POST',
      path: '/customers',
      body: { first_name, last_name, tags, emails: [{ address: email }] },
    })
    if (!made) return
    const events = { 'customer.created': 1 }
    told.push({
      id: made.id,
      last_name,
      first_name,
      email,
      status: 'active',
      tags,
      version: made.version,
      notes: new Map(),
      tasks: new Map(),
      events,
    })
  }
  async function change(customer: Told, fields: Partial<Pick<Told, 'first_name' | 'tags'>>): Promise<void> {
    const body = await ask({ method: 'PATCH', path: `/customers/${customer.id}`, body: fields })
    if (!body) return
    Object.assign(customer, fields, { version: body.version })
    count1(customer, 'customer.changed')
  }
  const rename = (customer: Told) => change(customer, { first_name: `Bo${++count}` })
  /** Renames and takes it back at once, as with the toast. */
  async function renameAndUndo(customer: Told): Promise<void> {
    const { first_name } = customer
    await rename(customer)
    if (customer.first_name === first_name || !latest) return
    if (!(await ask({ method: 'POST', path: '/undos', body: { operation_id: latest } }))) return
    customer.first_name = first_name
    customer.version++
    count1(customer, 'customer.changes_undone')
  }
  const retag = (customer: Told) => change(customer, { tags: [...customer.tags, `t${++count}`].slice(-3) })

  async function note(customer: Told): Promise<void> {
    const text = `note ${mark} ${++count}`
    const body = await ask({ method: 'POST', path: `/customers/${customer.id}/notes`, body: { body: text } })
    if (!body) return
    customer.notes.set(body.id, text)
    count1(customer, 'note.added')
  }
  async function task(customer: Told): Promise<void> {
    const title = `task ${mark} ${++count}`
    const body = await ask({ method: 'POST', path: '/tasks', body: { customer_id: customer.id, title } })
    if (!body) return
    customer.tasks.set(body.id, { title, done: false })
    count1(customer, 'task.added')
  }
  async function finish(customer: Told): Promise<void> {
    const open = [...customer.tasks].find(([, { done }]) => !done)
    if (!open) return task(customer)
    const body = await ask({ method: 'POST', path: `/tasks/${open[0]}/completion` })
    if (!body) return
    open[1].done = true
    count1(customer, 'task.done')
  }
  async function turn(customer: Told): Promise<void> {
    const [to, status] =
      customer.status === 'active'
        ? (['deactivation', 'inactive'] as const)
        : (['activation', 'active'] as const)
    const body = await ask({ method: 'POST', path: `/customers/${customer.id}/${to}` })
    if (!body) return
    customer.status = status
    customer.version = body.version
    count1(customer, status === 'inactive' ? 'customer.deactivated' : 'customer.activated')
  }

  const deeds = [rename, renameAndUndo, retag, note, note, task, finish, turn]
  return {
    told,
    done: () => done,
    stop: () => {
      stopped = true
    },
    async run() {
      while (!stopped) {
        if (told.length === 0 || dice.chance(0.3)) await create()
        else await dice.pick(deeds)(dice.pick(told))
      }
    },
  }
}
