import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { id, page, paging, time } from '#lib/fields.ts'

export const notification = z.object({
  id,
  kind: z.string().describe('task.assigned, task.due, note.mention, import.finished, …'),
  text: z.string(),
  customer_id: id.nullable(),
  subject_id: id.nullable(),
  payload: z.record(z.string(), z.unknown()),
  created_at: time,
  read_at: time.nullable(),
})

export const notificationsContract = contract({
  'GET /notifications': {
    summary: 'My notifications, newest first',
    permission: 'signed-in',
    shows: 'nobody',
    query: z.object({ ...paging }),
    response: page(notification).extend({ unread: z.number().int() }),
  },
  'POST /notifications/read': {
    summary: 'Mark as read',
    permission: 'signed-in',
    body: z.strictObject({ ids: z.union([z.array(id).max(500), z.literal('all')]) }),
    response: z.object({ unread: z.number().int() }),
  },
  'GET /live': {
    summary: 'What changes, as server-sent events',
    permission: 'signed-in',
    shows: 'nobody',
    produces: 'text/event-stream',
  },
})
