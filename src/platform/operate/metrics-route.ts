import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { AppError } from '../errors.ts'
import type { Settings } from '../settings.ts'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const isLoopback = (address: string | undefined): boolean => {
  const plain = (address ?? '').replace(/^::ffff:/, '').replace(/^\[|\]$/g, '')
  return plain.includes(':') ? loopback.check(plain, 'ipv6') : loopback.check(plain || '0.0.0.0', 'ipv4')
}

/** Headers by which a proxy says that somebody else is behind it. */
const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
]

/** The connection comes from this machine, asks for this machine, and nothing says that it was passed on. */
export function isFromHere(request: Pick<FastifyRequest, 'headers' | 'socket'>): boolean {
  const host = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname
  return (
    isLoopback(request.socket.remoteAddress) &&
    (host === 'localhost' || isLoopback(host)) &&
    forwarding.every((name) => request.headers[name] === undefined)
  )
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** @throws AppError unless the token of METRICS_TOKEN is shown; where none is set, this machine needs none. */
export function admitToMetrics(
  request: FastifyRequest,
  { metricsToken, trustProxy }: Pick<Settings, 'metricsToken' | 'trustProxy'>,
): void {
  const shown = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (metricsToken && shown && timingSafeEqual(digest(shown), digest(metricsToken))) return
  if (!metricsToken && trustProxy === false && isFromHere(request)) return
  throw new AppError('unauthenticated', 'metrics.token_needed', {
    message: metricsToken
      ? 'Send the token of METRICS_TOKEN as "Authorization: Bearer …".'
      : 'Metrics are given to this machine only. Set METRICS_TOKEN, and send it as "Authorization: Bearer …".',
  })
}

/** `GET /metrics`, in the text format of Prometheus. */
export function registerMetrics(server: FastifyInstance, app: App): void {
  server.get('/metrics', { schema: { hide: true } as never }, async (request, reply) => {
    admitToMetrics(request, app.settings)
    const text = await app.metrics.text()
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text)
  })
}
