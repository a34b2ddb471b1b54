import { type SpawnOptions, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, lchownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'

/**
 * Whose name PostgreSQL runs under. PostgreSQL refuses to run as root, so root lends it another identity:
 * - `self`: an ordinary user, nothing to do;
 * - `namespace`: root seen as an ordinary user inside a user namespace; files stay root's, every folder is reachable;
 * - `user`: another uid, which owns the database folder;
 * - `capable`: another uid that may pass folders closed to it (a data folder beneath /root, say).
 */
export type Identity = {
  mode: 'self' | 'namespace' | 'user' | 'capable'
  /** Who owns the database's files on disk. */
  uid: number
  gid: number
  command(
    file: string,
    args: string[],
  ): { file: string; args: string[]; options: Pick<SpawnOptions, 'uid' | 'gid'> }
}

type Account = { name: string; uid: number; gid: number }

/**
 * Chooses the identity for the database folder, handing the folder over where its owner cannot run PostgreSQL.
 * @param folder the database folder, which may not exist yet; its parent must.
 * @throws with a remedy when no identity can reach the folder and the programs.
 */
export function chooseIdentity(binaries: Binaries, dataDir: string, folder: string): Identity {
  const me = process.getuid?.() ?? -1
  const owner = existsSync(folder) ? statSync(folder).uid : undefined
  if (me !== 0) {
    if (owner !== undefined && me !== -1 && owner !== me) throw new Error(notYours(folder, owner, me))
    if (me === -1 || account(me)) return self()
    // initdb insists on a name for its user; containers often run as a bare number.
    const named = namespace()
    if (reaches(named, binaries, dataDir)) return named
    throw new Error(
      `User ${me} has no entry in /etc/passwd, which PostgreSQL needs. Add one, or run Regulars as a user that has one.`,
    )
  }
  if (owner === undefined || owner === 0) {
    const inside = namespace()
    if (reaches(inside, binaries, owner === 0 ? folder : dataDir)) return inside
  }
  const other = account(owner || statSync(dataDir).uid) ?? account(65534) ?? anyAccount()
  if (!other)
    throw new Error(
      'Root cannot run PostgreSQL, and /etc/passwd names no other user. Start Regulars as a user.',
    )
  if (owner !== undefined && owner !== other.uid) handOver(folder, other)
  if (statSync(dataDir).uid === 0) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  for (const candidate of [asUser(other), ...capable(other)]) {
    if (reaches(candidate, binaries, owner === undefined ? dataDir : folder)) return candidate
  }
  throw new Error(
    `Regulars runs as root, so PostgreSQL runs as ${other.name}, who cannot reach ${dataDir} or ${binaries.postgres}. ` +
      'Set REGULARS_DATA to a folder outside /root (for example /var/lib/regulars), or start Regulars as an ordinary user.',
  )
}

/** Gives a whole tree to an account. */
export function handOver(path: string, to: { uid: number; gid: number }): void {
  lchownSync(path, to.uid, to.gid)
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), to.uid, to.gid)
  }
}

function self(): Identity {
  return {
    mode: 'self',
    uid: process.getuid?.() ?? -1,
    gid: process.getgid?.() ?? -1,
    command: (file, args) => ({ file, args, options: {} }),
  }
}

function namespace(): Identity {
  const inside = account(65534) ?? anyAccount() ?? { uid: 65534, gid: 65534 }
  const flags = ['-U', '--map-user', String(inside.uid), '--map-group', String(inside.gid), '--']
  return {
    ...self(),
    mode: 'namespace',
    command: (file, args) => ({ file: 'unshare', args: [...flags, file, ...args], options: {} }),
  }
}

function asUser({ uid, gid }: Account): Identity {
  return { mode: 'user', uid, gid, command: (file, args) => ({ file, args, options: { uid, gid } }) }
}

function capable({ uid, gid }: Account): Identity[] {
  return ['+dac_read_search', '+dac_override'].map((right) => {
    const ids = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups']
    // Without no_setuid_fixup the access(2) that initdb asks its own programs with would forget the right.
    const keep = ['--securebits', '+no_setuid_fixup', '--inh-caps', right, '--ambient-caps', right]
    const flags = [...ids, ...keep, '--']
    return {
      mode: 'capable',
      uid,
      gid,
      command: (file, args) => ({ file: 'setpriv', args: [...flags, file, ...args], options: {} }),
    }
  })
}

function reaches(identity: Identity, binaries: Binaries, folder: string): boolean {
  const { file, args, options } = identity.command('/bin/sh', [
    '-c',
    'cd "$1" && test -x "$2" && exec "$2" --version',
    'sh',
    folder,
    binaries.postgres,
  ])
  const result = spawnSync(file, args, { ...options, env: binaries.env, stdio: 'ignore', cwd: '/' })
  return result.status === 0
}

function accounts(): Account[] {
  const lines = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : []
  return lines
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

function account(uid: number): Account | undefined {
  if (uid === 0) return undefined
  const listed = accounts().find((entry) => entry.uid === uid)
  if (listed) return listed
  // Not in the file does not mean unknown: it may come from LDAP or the like.
  const found = spawnSync('getent', ['passwd', String(uid)], { encoding: 'utf8' })
  const [name, , , gid] = found.status === 0 ? found.stdout.split(':') : []
  return name ? { name, uid, gid: Number(gid) } : undefined
}

function anyAccount(): Account | undefined {
  return accounts().find((entry) => entry.uid > 0)
}

function notYours(folder: string, owner: number, me: number): string {
  const whose = owner === 0 ? 'root' : (account(owner)?.name ?? `user ${owner}`)
  const mine = account(me)?.name ?? `user ${me}`
  return (
    `The database folder ${folder} belongs to ${whose}, but Regulars runs as ${mine}. ` +
    `Start Regulars as ${whose}, or hand the folder over: sudo chown -R ${mine} ${folder}`
  )
}
