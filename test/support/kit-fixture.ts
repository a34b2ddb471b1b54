import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

/** Builds and serves test/fixtures/kit, a page of kit components without a server behind it. */
export async function serveKitFixture(): Promise<{ url: string; close: () => Promise<void> }> {
  const root = fileURLToPath(new URL('../fixtures/kit', import.meta.url))
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url))
  const outDir = await mkdtemp(join(tmpdir(), 'kit-'))
  // The config takes another root when it runs inside Vitest; what is given here wins over both.
  const shared = { root, configFile, logLevel: 'error' as const, build: { outDir, emptyOutDir: true } }
  await build(shared)
  const server = await preview({ ...shared, preview: { port: 0, host: '127.0.0.1' } })
  const url = server.resolvedUrls?.local[0]
  if (!url) throw new Error('The fixture is not served')
  return {
    url,
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
