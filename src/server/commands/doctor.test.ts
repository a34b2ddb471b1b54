import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { lockDataFolder } from '#platform/database/embedded/lock.ts'
import { startEmbedded } from '#platform/database/embedded/supervisor.ts'
import type { Finding } from './doctor/finding.ts'

// Real servers on a shared machine: patience, not a measure of speed.
vi.setConfig({ testTimeout: 60_000 })

const command = fileURLToPath(new URL('../../../bin/regulars.js', import.meta.url))
const base = mkdtempSync(join(tmpdir(), 'reg-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

function regulars(args: string[], env: Record<string, string> = {}) {
  // Its own working directory, so that no regulars.conf of the person who tests is read.
  const child = spawn(process.execPath, [command, ...args], {
    cwd: base,
    env: { PATH: process.env.PATH, PORT: '0', REGULARS_DATA: join(base, 'none'), ...env },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  )
}

async function doctor(env: Record<string, string>) {
  const { code, out } = await regulars(['doctor', '--json'], env)
  const { findings } = JSON.parse(out) as { findings: Finding[] }
  const of = (check: string) => findings.find((finding) => finding.check === check)
  return { code, findings, of }
}

describe('the command', () => {
  test('lists its verbs, and answers an unknown one with a near one', async () => {
    const help = await regulars(['--help'])
    expect(help.code).toBe(0)
    expect(help.out).toMatch(/^ {2}doctor .*Check this machine/m)
    const wrong = await regulars(['docter'])
    expect(wrong.code).toBe(1)
    expect(wrong.err).toContain('Did you mean "regulars doctor"?')
  })
})

describe('doctor', () => {
  test('finds a fresh machine healthy and leaves no trace', async () => {
    const { code, findings, of } = await doctor({})
    expect(findings.filter(({ status }) => status === 'problem')).toEqual([])
    expect(code).toBe(0)
    expect(of('Data folder')?.message).toContain('will be made')
    expect(existsSync(join(base, 'none'))).toBe(false)
  })

  test('every wrong setting is a problem with an example', async () => {
    const { code, findings } = await doctor({ PORT: 'x', REGULARS_DTA: '/data' })
    expect(code).toBe(1)
    const problems = findings.filter(({ status }) => status === 'problem')
    expect(problems.map(({ message }) => message.split(' ')[0]).sort()).toEqual(['PORT', 'REGULARS_DTA'])
    for (const { remedy } of problems) expect(remedy).toBeTruthy()
  })

  test('a port that another program holds', async () => {
    const server = createServer((socket) => socket.end('220 something else\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { of, code } = await doctor({ PORT: String((server.address() as AddressInfo).port) })
    server.close()
    expect(code).toBe(1)
    expect(of('Port')).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('another program'),
    })
  })

  test('a database and a mail server that do not answer, without their passwords', async () => {
    const { of, code, findings } = await doctor({
      DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/x',
      SMTP_URL: 'smtp://me:hunter2@127.0.0.1:1',
    })
    expect(code).toBe(1)
    expect(of('Database')).toMatchObject({
      status: 'problem',
      remedy: expect.stringContaining('Start PostgreSQL'),
    })
    expect(of('Mail')?.status).toBe('problem')
    expect(JSON.stringify(findings)).not.toContain('hunter2')
  })

  test('a data folder that is a file', async () => {
    const file = join(base, 'file')
    writeFileSync(file, '')
    chmodSync(file, 0o755)
    expect((await doctor({ REGULARS_DATA: file })).of('Data folder')?.status).toBe('problem')
  })

  test('the embedded database, running and at rest', async () => {
    const dataDir = join(base, 'data')
    mkdirSync(dataDir)
    const lock = lockDataFolder(dataDir)
    lock.announce('http://127.0.0.1:4567')
    const said: string[] = []
    const log = { info: (line: string) => said.push(line), warn: console.warn, error: console.error }
    const server = await startEmbedded({ dataDir, log })
    const running = await doctor({ REGULARS_DATA: dataDir })
    await server.stop()
    lock.release()
    expect(running.of('Running')?.message).toMatch(
      `process ${process.pid} and answers at http://127.0.0.1:4567`,
    )
    expect(running.of('Database')?.status).toBe('ok')

    const atRest = await doctor({ REGULARS_DATA: dataDir })
    expect(atRest.of('Running')?.message).toContain('no Regulars works')
    for (const check of ['Database', 'Letters', 'Search', 'Role', 'Clock', 'Connections', 'Schema']) {
      expect(atRest.of(check)).toMatchObject({ check, status: 'ok' })
    }
    expect(atRest.code).toBe(0)
  })
})
