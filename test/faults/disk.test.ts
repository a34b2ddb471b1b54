import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import type { Filled } from './fill-disk.ts'

vi.setConfig({ testTimeout: 240_000 })

const script = fileURLToPath(new URL('fill-disk.ts', import.meta.url))
/** Root makes a mount namespace by itself, anybody else together with a user namespace. */
const unshare = process.getuid?.() === 0 ? ['-m', '--propagation', 'private'] : ['-U', '-r', '-m']
const tried = spawnSync('unshare', [...unshare, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
  encoding: 'utf8',
})
const reason = tried.error?.message ?? tried.stderr?.trim()
if (tried.status !== 0) console.warn(`SKIPPED: full disk, for this machine mounts nothing for us (${reason})`)

async function run(): Promise<Filled> {
  const child = spawn('unshare', [...unshare, process.execPath, script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await new Promise((ended) => child.once('close', ended))
  return JSON.parse(output.trim().split('\n').at(-1) || '{}') as Filled
}

test.skipIf(tried.status !== 0)(
  'a full disk is told as such, nothing is lost, and work goes on when there is room',
  async () => {
    const { codes, statuses, ready, panicked, acknowledged, findings } = await run()
    expect(statuses).toEqual([503])
    expect(codes.filter((code) => !['disk.full', 'database.away'].includes(code))).toEqual([])
    expect(codes).toContain('disk.full')
    expect(panicked).toBe(true)
    expect(ready).toBe(503)
    expect(acknowledged).toBeGreaterThan(6)
    expect(findings).toEqual([])
  },
)
