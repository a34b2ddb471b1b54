import type { FastifyInstance } from 'fastify'
import type { App } from '../app.ts'

/** `/health/live`: the process answers. `/health/ready`: it can do its work, asked of the database itself. */
export function registerHealth(server: FastifyInstance, app: App): void {
  server.get('/health/live', { schema: { hide: true } as never }, async () => ({ status: 'live' }))
  server.get('/health/ready', { schema: { hide: true } as never }, async (_request, reply) => {
    try {
      await app.database.installation.rows('SELECT 1')
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: 'waiting', reason: 'The database cannot be reached.' })
    }
  })
}
