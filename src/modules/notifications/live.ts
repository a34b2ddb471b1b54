import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'

const heartbeat = 25_000
/** A session can run out while its stream is open; by then it has to show itself again. */
const longest = 15 * 60_000
/** Streams that one person or key may hold open in one process: windows, tabs, devices. */
export const mostStreams = 30

type Streams = Map<string, Set<ServerResponse>>
const streamsByApp = new WeakMap<App, Streams>()

function streamsOf(app: App): Streams {
  const found = streamsByApp.get(app)
  if (found) return found
  const streams: Streams = new Map()
  streamsByApp.set(app, streams)
  // They would last for ever otherwise; the browser asks again, and finds who is there then.
  app.stopping.addEventListener('abort', () => {
    for (const held of streams.values()) for (const raw of held) raw.end()
  })
  return streams
}

/** @returns what takes it from the list again */
function hold({ app, workspaceId, actor }: Ctx, raw: ServerResponse): () => void {
  const streams = streamsOf(app)
  const who = `${workspaceId} ${actor.kind} ${actor.id}`
  const held = streams.get(who) ?? new Set()
  if (held.size >= mostStreams) {
    throw new AppError('too-many', 'live.too_many', {
      message: `${mostStreams} windows are open already. This one shows changes when it is reloaded; close some others.`,
      params: { limit: mostStreams },
    })
  }
  streams.set(who, held.add(raw))
  app.metrics.now.streams += 1
  return () => {
    app.metrics.now.streams -= 1
    held.delete(raw)
    if (held.size === 0) streams.delete(who)
  }
}

/** The stream of hints for one signed-in person (server-sent events, WHATWG HTML 9.2): what to look at again. */
export function streamLive(ctx: Ctx, reply: FastifyReply): void {
  const release = hold(ctx, reply.raw)
  const { raw } = reply.hijack()
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
    // A stream that ends with the server must not leave a connection for which the server would wait.
    connection: 'close',
  })
  raw.write('retry: 2000\n\n')
  const own = ctx.actor.kind === 'staff' ? ctx.actor.id : null
  const forget = ctx.app.live.subscribe((message) => {
    // What comes between the end and the close of the connection.
    if (raw.writableEnded) return
    // A right, a session or a key changed, of whom is not said: the browser asks again, and is looked at again.
    if (message.topic === 'access' && ['', ctx.workspaceId].includes(message.workspaceId))
      return void raw.end()
    if (message.workspaceId !== ctx.workspaceId || message.topic === 'access') return
    if (message.staffId !== null && message.staffId !== own) return
    raw.write(`event: ${message.topic}\ndata: ${JSON.stringify({ id: message.id ?? null })}\n\n`)
  })
  const beat = setInterval(() => raw.writableEnded || raw.write(': \n\n'), heartbeat)
  const over = setTimeout(() => raw.end(), longest)
  raw.on('close', () => {
    clearInterval(beat)
    clearTimeout(over)
    forget()
    release()
  })
  if (ctx.app.stopping.aborted) raw.end()
}
