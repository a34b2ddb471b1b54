import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { DataFolderInUse, dataFolderHolder, lockDataFolder } from './lock.ts'

// Real servers on a shared machine: patience, not a measure of speed.
vi.setConfig({ testTimeout: 60_000 })

const base = mkdtempSync(join(tmpdir(), 'reg-lock-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))
const taker = fileURLToPath(new URL('../../../../test/support/lock-taker.ts', import.meta.url))

const folder = () => mkdtempSync(join(base, 'd'))
const lockFile = (dataDir: string) => join(dataDir, 'regulars.lock')

/** Takes a folder in a process that is then killed. */
async function takeAndDie(dataDir: string): Promise<void> {
  const child = spawn(process.execPath, [taker, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
}

test('one process holds it, tells where it answers, and gives it back', () => {
  const dataDir = folder()
  const lock = lockDataFolder(dataDir, 'import')
  lock.announce('http://127.0.0.1:3000')
  expect(dataFolderHolder(dataDir)).toMatchObject({
    pid: process.pid,
    command: 'import',
    url: 'http://127.0.0.1:3000',
  })
  expect(() => lockDataFolder(dataDir)).toThrow(DataFolderInUse)
  expect(() => lockDataFolder(dataDir)).toThrow(/"regulars import" is running.*answers at http:\/\/127/)
  lock.release()
  expect(existsSync(lockFile(dataDir))).toBe(false)
  lockDataFolder(dataDir).release()
})

test('the lock of a killed process does not count, nor one from before a reboot, nor a torn one', async () => {
  const dataDir = folder()
  await takeAndDie(dataDir)
  expect(existsSync(lockFile(dataDir))).toBe(true)
  expect(dataFolderHolder(dataDir)).toBeNull()
  lockDataFolder(dataDir)

  const mine = JSON.parse(readFileSync(lockFile(dataDir), 'utf8'))
  for (const stale of [{ ...mine, boot: 'another' }, { ...mine, start: '1' }, 'torn']) {
    writeFileSync(lockFile(dataDir), typeof stale === 'string' ? '{"pid":' : JSON.stringify(stale))
    expect(dataFolderHolder(dataDir)).toBeNull()
    lockDataFolder(dataDir)
    expect(dataFolderHolder(dataDir)?.pid).toBe(process.pid)
  }
})

test('of many that find a dead lock at the same moment one gets it', async () => {
  for (let round = 0; round < 3; round++) {
    const dataDir = folder()
    await takeAndDie(dataDir)
    const moment = String(Date.now() + 1200)
    const takers = Array.from({ length: 6 }, () =>
      spawn(process.execPath, [taker, dataDir, moment], { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    const answers = await Promise.all(
      takers.map(
        (child) =>
          new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(`${text}`.trim()))),
      ),
    )
    for (const child of takers) child.stdin.end()
    expect(answers.sort()).toEqual([...Array(5).fill('DataFolderInUse'), 'taken'])
  }
})
