import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

const ours = /^regulars-\d{8}T\d{6}Z\.tar(\.gz)?$/

/** `regulars-20261122T053000Z.tar`: names sort by time. */
const nameFor = (now: Date, gzip: boolean): string =>
  `regulars-${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z.tar${gzip ? '.gz' : ''}`

/**
 * The file to write for what was typed: that file, or one named after the time in that folder, which is made when the
 * name ends with a slash.
 * @throws when the file exists, or its folder does not.
 */
export async function targetFile(
  target: string,
  gzip: boolean,
  now: Date,
): Promise<{ path: string; inFolder: boolean }> {
  if (target.endsWith('/')) await mkdir(target, { recursive: true, mode: 0o700 }).catch(refuse(target))
  const found = await stat(target).catch(() => null)
  if (found && !found.isDirectory())
    throw new Error(`${target} exists. Give another name; backups are not written over.`)
  if (found) return { path: join(resolve(target), nameFor(now, gzip)), inFolder: true }
  const path = resolve(target)
  if (!(await stat(dirname(path)).catch(() => null)))
    throw new Error(`There is no folder ${dirname(path)}. Make it, or give another one.`)
  return { path, inFolder: false }
}

const refuse = (path: string) => (error: NodeJS.ErrnoException) => {
  throw new Error(`The folder ${path} cannot be made (${error.code}).`, { cause: error })
}

/** Removes all but the newest `keep` backups of a folder; the names say which are backups, and how old. */
export async function removeOlder(folder: string, keep: number): Promise<string[]> {
  const backups = (await readdir(folder)).filter((name) => ours.test(name)).sort()
  const old = backups.slice(0, Math.max(0, backups.length - keep))
  for (const name of old) await rm(join(folder, name))
  return old
}
