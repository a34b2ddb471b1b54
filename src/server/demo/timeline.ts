import type { timelineColumns } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { customerId, type Ground, type NoteRow, type TaskRow } from './rows.ts'
import type { DemoCustomer } from './world.ts'

type Entry = { [Column in keyof typeof timelineColumns]: unknown }
type Happening = {
  at: Date
  event: string
  actor: string | null
  subject?: string
  payload: Record<string, unknown>
}

/** The entries of one customer, at most this many by their own; the places in the ids leave room for them. */
const ROOM = 16

const entry = (
  ground: Ground,
  index: number,
  nth: number,
  { at, event, actor, subject, payload }: Happening,
): Entry => ({
  workspace_id: ground.workspaceId,
  customer_id: customerId(ground, index),
  id: ground.ids.timeline(at.getTime(), index * ROOM + nth),
  at,
  event,
  actor_kind: actor ? 'staff' : 'system',
  actor_id: actor,
  subject_id: subject ?? null,
  payload,
})

/** What the record of a demo customer tells by itself: when they came, the note, the tasks. */
export function timelineOf(
  ground: Ground,
  c: DemoCustomer,
  number: number,
  note: NoteRow | null,
  tasks: TaskRow[],
): Entry[] {
  const byStaff = c.source === 'manual' ? ground.staff[c.index % ground.staff.length]! : null
  const happenings: Happening[] = [
    { at: c.createdAt, event: 'customer.created', actor: byStaff, payload: { number, source: c.source } },
  ]
  if (note) {
    const at = new Date(note.created_at)
    happenings.push({ at, event: 'note.added', actor: note.origin_id, subject: note.id, payload: {} })
  }
  for (const { id, title, created_by, created_at, done_at, done_by } of tasks) {
    happenings.push({
      at: new Date(created_at!),
      event: 'task.added',
      actor: created_by,
      subject: id,
      payload: { title },
    })
    if (done_at)
      happenings.push({
        at: new Date(done_at),
        event: 'task.done',
        actor: done_by,
        subject: id,
        payload: { title },
      })
  }
  return happenings.map((happening, nth) => entry(ground, c.index, nth, happening))
}

/** Changes that staff make to a record in the course of the years. */
const CHANGES = [
  ['phones'],
  ['addresses'],
  ['emails'],
  ['job_title'],
  ['tags'],
  ['group_id'],
  ['emails', 'phones'],
  ['language'],
]

/**
 * Fills the timelines of customers up to about `perCustomer` entries with changes between their coming and the
 * present, made inside PostgreSQL so that ten million take a minute. Ids are UUIDv7 of each entry's time.
 */
export async function fillTimelines(
  ctx: Ctx,
  ground: Ground,
  customers: readonly DemoCustomer[],
  perCustomer: number,
): Promise<void> {
  const rows = customers.map((c) => ({ id: customerId(ground, c.index), at: c.createdAt, n: c.index }))
  await ctx.rows(
    `INSERT INTO timeline_entries (workspace_id, customer_id, id, at, event, actor_kind, actor_id, payload)
     SELECT $1, c.id,
            (lpad(to_hex(floor(extract(epoch FROM t.at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i), 3, '0')
              || '8' || substr(md5(c.id::text || i), 1, 15))::uuid,
            t.at, 'customer.changed', 'staff', ($5::uuid[])[1 + (c.n + i) % cardinality($5::uuid[])],
            json_build_object('fields', ($6::json) -> (c.n * 7 + i) % $7)
     FROM json_to_recordset($2) AS c(id uuid, at timestamptz, n int)
     CROSS JOIN generate_series(1, $3::int) AS i
     CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', c.at + ($4::timestamptz - c.at) * i / ($3 + 1)) AS at) AS t
     ON CONFLICT DO NOTHING`,
    [
      ctx.workspaceId,
      JSON.stringify(rows),
      perCustomer - 1,
      ground.until,
      ground.staff,
      JSON.stringify(CHANGES),
      CHANGES.length,
    ],
  )
}
