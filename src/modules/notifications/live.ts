import type { FastifyReply } from 'fastify'
import type { Ctx } from '#platform/context.ts'

const heartbeat = 25_000

/** The stream of hints for one signed-in person (server-sent events, WHATWG HTML 9.2): what to look at again. */
export function streamLive(ctx: Ctx, reply: FastifyReply): void {
  const { raw } = reply.hijack()
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 2000\n\n')
  const own = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  const forget = ctx.app.live.subscribe((message) => {
    if (message.workspaceId !== ctx.workspaceId || message.topic === 'access') return
    if (message.staffId !== null && message.staffId !== own) return
    raw.write(`event: ${message.topic}\ndata: ${JSON.stringify({ id: message.id ?? null })}\n\n`)
  })
  const beat = setInterval(() => raw.write(': \n\n'), heartbeat)
  raw.on('close', () => {
    clearInterval(beat)
    forget()
  })
}
