import type { FastifyInstance } from 'fastify'
import type { App } from '../app.ts'
import { makeReadiness } from '../operate/readiness.ts'

/**
 * `/health/live`: the process answers, whatever else is the matter; a supervisor restarts it when it does not.
 * `/health/ready`: it can do its work, each condition by name; 503 while one does not hold.
 */
export function registerHealth(server: FastifyInstance, app: App): void {
  const readiness = makeReadiness(app)
  server.get('/health/live', { schema: { hide: true } as never }, async () => ({ status: 'live' }))
  server.get('/health/ready', { schema: { hide: true } as never }, async (_request, reply) => {
    const found = await readiness()
    return reply.code(found.status === 'ready' ? 200 : 503).send(found)
  })
}
