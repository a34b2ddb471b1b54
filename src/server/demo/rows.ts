import type { NewCustomer } from '#modules/customers/draft.ts'
import type { IdMaker } from './ids.ts'
import { Dice } from './random.ts'
import type { DemoCustomer, DemoTask } from './world.ts'

/** What the rows of a load need to know of the workspace. */
export type Ground = {
  workspaceId: string
  seed: number
  /** The present of the world. */
  until: Date
  /** Ids of the demo staff, in the order of `demoStaff`. */
  staff: string[]
  groups: ReadonlyMap<string, string>
  tags: ReadonlyMap<string, string>
  ids: Record<'customer' | 'note' | 'task' | 'timeline', IdMaker>
}

/** Ids of customers follow their index, as if they had been imported one after the other. */
export const customerId = ({ ids, until }: Ground, index: number): string =>
  ids.customer(until.getTime() + Math.floor(index / 4096), index)

export function customerRow(ground: Ground, c: DemoCustomer, number: number): NewCustomer {
  return {
    id: customerId(ground, c.index),
    number,
    kind: c.kind,
    status: c.status,
    source: c.source,
    name_prefix: c.namePrefix,
    first_name: c.firstName,
    last_name: c.lastName,
    name_suffix: c.nameSuffix,
    company_name: c.companyName,
    job_title: c.jobTitle,
    birthday: c.birthday,
    gender: c.gender,
    language: c.language,
    website: c.website,
    vat_number: c.vatNumber,
    group_id: c.group ? ground.groups.get(c.group)! : null,
    created_at: c.createdAt.toISOString(),
    custom: {},
    tag_ids: c.tags.map((tag) => ground.tags.get(tag)!),
    emails: c.emails.map(({ address, label, primary }) => ({
      address,
      address_key: address.toLowerCase(),
      label,
      is_primary: primary,
    })),
    phones: c.phones.map(({ number, label, primary }) => ({
      number,
      extension: null,
      label,
      is_primary: primary,
    })),
    addresses: c.addresses.map(({ primary, billing, shipping, ...address }) => ({
      ...address,
      is_primary: primary,
      is_billing: billing,
      is_shipping: shipping,
    })),
  }
}

export const noteColumns = {
  workspace_id: 'uuid',
  id: 'uuid',
  customer_id: 'uuid',
  body: 'text',
  origin: 'text',
  origin_id: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}

export type NoteRow = { [Column in keyof typeof noteColumns]: string }

/** The note of a customer, written by one of the staff some time after the customer came. */
export function noteRow(ground: Ground, c: DemoCustomer): NoteRow | null {
  if (c.note === null) return null
  const dice = new Dice(ground.seed, 4, c.index)
  const at =
    c.createdAt.getTime() + Math.floor(dice.next() * (ground.until.getTime() - c.createdAt.getTime()))
  const time = new Date(at).toISOString()
  return {
    workspace_id: ground.workspaceId,
    id: ground.ids.note(at, c.index),
    customer_id: customerId(ground, c.index),
    body: c.note,
    origin: 'staff',
    origin_id: ground.staff[dice.int(ground.staff.length)]!,
    created_at: time,
    updated_at: time,
  }
}

export const taskColumns = {
  workspace_id: 'uuid',
  id: 'uuid',
  customer_id: 'uuid',
  title: 'text',
  assignee_id: 'uuid',
  due_on: 'date',
  created_by: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  done_at: 'timestamptz',
  done_by: 'uuid',
}

export type TaskRow = { [Column in keyof typeof taskColumns]: string | null } & { id: string; title: string }

/** `nth` tells the tasks of one customer apart. */
export function taskRow(ground: Ground, t: DemoTask, nth: number): TaskRow {
  const assignee = t.assignee === null ? null : ground.staff[t.assignee]!
  const createdAt = t.createdAt.toISOString()
  const doneAt = t.doneAt?.toISOString() ?? null
  return {
    workspace_id: ground.workspaceId,
    id: ground.ids.task(t.createdAt.getTime(), t.customerIndex * 4 + nth),
    customer_id: customerId(ground, t.customerIndex),
    title: t.title,
    assignee_id: assignee,
    due_on: t.dueOn,
    created_by: ground.staff[0]!,
    created_at: createdAt,
    updated_at: doneAt ?? createdAt,
    done_at: doneAt,
    done_by: doneAt && (assignee ?? ground.staff[0]!),
  }
}
