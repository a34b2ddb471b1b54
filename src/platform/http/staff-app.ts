import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url))

/** Serves the built staff app, compressed beforehand; every path that is not a file is a page of the app. */
export async function registerStaffApp(server: FastifyInstance): Promise<void> {
  const built = existsSync(`${dist}index.html`)
  // Who has no session is sent to where one is made, before the app asks for data in vain.
  server.addHook('onRequest', async ({ url, method, headers }, reply) => {
    if (url === '/' && method === 'GET' && !headers.cookie?.includes('regulars.session_token='))
      return reply.header('cache-control', 'no-store').redirect('/sign-in')
  })
  if (built) {
    await server.register(staticFiles, {
      root: dist,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // File names under assets/ carry a hash of their content.
        const forever = path.includes('/assets/')
        reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
      wildcard: false,
    })
  }
  server.setNotFoundHandler((request, reply) => {
    const page =
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      request.headers.accept?.includes('text/html')
    if (page && built) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    throw new AppError('missing', 'route.missing', { message: 'There is nothing at this address.' })
  })
}
