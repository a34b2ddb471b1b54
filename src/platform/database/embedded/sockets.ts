import { createHash } from 'node:crypto'
import { lstatSync, mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { privateFolder } from './cluster.ts'
import type { Identity } from './identity.ts'

export const socketPort = 5432

/** Socket addresses hold 107 bytes on Linux and 103 on macOS. */
const longest = process.platform === 'darwin' ? 103 : 107

const fits = (folder: string) => Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}`)) <= longest

/**
 * The folder for PostgreSQL's socket, closed to others: beneath the data folder, or a short one of the system's
 * when the path would be too long for a socket.
 */
export function socketFolder(identity: Identity, dataDir: string): string {
  const usual = join(dataDir, 'run')
  if (fits(usual)) {
    privateFolder(identity, usual)
    return usual
  }
  const base = fits(join(tmpdir(), 'regulars-0123456789abcdef')) ? tmpdir() : '/tmp'
  const short = join(base, `regulars-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`)
  // Anybody can make a folder of that name first; use it only when it is really ours.
  const found = lstatSync(short, { throwIfNoEntry: false })
  if (!found || (found.isDirectory() && found.uid === identity.uid)) {
    privateFolder(identity, short)
    return short
  }
  const other = mkdtempSync(join(base, 'regulars-'))
  privateFolder(identity, other)
  return other
}

/** Removes a socket's folder that lies outside the data folder, once the server has ended. */
export function forgetSocketFolder(socketDir: string, dataDir: string): void {
  if (dirname(socketDir) === dataDir) return
  try {
    rmdirSync(socketDir)
  } catch {
    // Not empty or gone: then it is not ours to remove any more.
  }
}
