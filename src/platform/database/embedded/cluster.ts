import { spawn } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { memoryLimit, serverConfiguration } from './configuration.ts'
import type { Identity } from './identity.ts'

/** The packaged PostgreSQL's major version; a folder of another one cannot be opened by it. */
export const majorVersion = (binaries: Binaries): string => binaries.version.split('.')[0] ?? ''

/**
 * Makes the database folder when it is missing, and writes the server's configuration.
 * The folder appears under its own name only when it is complete, so a kill half-way leaves nothing to mend.
 * @throws when initdb fails, or when the folder was made by another major version of PostgreSQL.
 */
export async function prepareCluster(binaries: Binaries, identity: Identity, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'PG_VERSION'))) await createCluster(binaries, identity, folder)
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version !== majorVersion(binaries)) {
    throw new Error(
      `The database folder ${folder} was made by PostgreSQL ${version}, and this release of Regulars brings ` +
        `${majorVersion(binaries)}. Export with the release that made it, then import here; nothing was changed.`,
    )
  }
  writeOwned(identity, join(folder, 'regulars.conf'), serverConfiguration(memoryLimit()))
}

async function createCluster(binaries: Binaries, identity: Identity, folder: string): Promise<void> {
  const half = `${folder}.new`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  own(identity, half)
  const { file, args, options } = identity.command(binaries.initdb, [
    `--pgdata=${half}`,
    '--username=regulars',
    '--encoding=UTF8',
    // With a C locale pg_trgm loses Cyrillic and splits "Müller".
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C.UTF-8',
    // The socket's folder is closed to everybody else; there is no other way in.
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
  ])
  const { code, output } = await run(file, args, { ...options, env: binaries.env, cwd: '/' })
  if (code !== 0) {
    rmSync(half, { recursive: true, force: true })
    throw new Error(
      `PostgreSQL could not make its folder ${folder}: ${output.trim().split('\n').slice(-3).join(' ')}`,
    )
  }
  appendFileSync(join(half, 'postgresql.conf'), "\ninclude_if_exists = 'regulars.conf'\n")
  renameSync(half, folder)
}

/** Makes a folder that only `identity` may enter. */
export function privateFolder(identity: Identity, path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  own(identity, path)
  chmodSync(path, 0o700)
}

function writeOwned(identity: Identity, path: string, text: string): void {
  const half = `${path}.new`
  writeFileSync(half, text, { mode: 0o600 })
  own(identity, half)
  renameSync(half, path)
}

function own(identity: Identity, path: string): void {
  if (process.getuid?.() === 0) chownSync(path, identity.uid, identity.gid)
}

function run(
  file: string,
  args: string[],
  options: { uid?: number; gid?: number; env: Record<string, string>; cwd: string },
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}
