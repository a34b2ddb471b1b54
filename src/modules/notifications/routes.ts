import { implement } from '#platform/http/routes.ts'
import { notificationsContract } from './contract.ts'
import { streamLive } from './live.ts'
import { listNotifications, markRead } from './notification.ts'

export const routes = implement(notificationsContract, {
  'GET /notifications': (ctx, { query }) => listNotifications(ctx, query),
  'POST /notifications/read': (ctx, { body }) => markRead(ctx, body.ids),
  'GET /live': async (ctx, _input, { reply }) => streamLive(ctx, reply),
})
