import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  embeddedPackageFolder,
  embeddedPackageName,
  findBinaries,
  missingLinks,
} from '#platform/database/embedded/binaries.ts'
import { dataFolderHolder } from '#platform/database/embedded/lock.ts'
import type { Settings } from '#platform/settings.ts'
import { needsBuild } from '../../../../bin/build-ui.js'
import { type Finding, ok, problem, warning } from './finding.ts'

const MB = 1024 * 1024
/** Kinds of file systems (statfs f_type) that are no place for a database. */
const unfit: Record<number, string> = {
  16914836: 'memory, which is lost at a reboot',
  26985: 'a network share (NFS)',
}

export function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 24) return ok('Node.js', process.version)
  return problem(
    'Node.js',
    `${process.version} is too old.`,
    'Run "npm ci" here: it brings Node.js 24 along.',
  )
}

/** The packaged PostgreSQL: installed for this machine, complete, and able to run. */
export function checkPackages(settings: Settings): Finding {
  const name = 'PostgreSQL package'
  const folder = embeddedPackageFolder()
  if (!folder) {
    return problem(
      name,
      `${embeddedPackageName} is not installed.`,
      'Run "npm ci" without --omit=optional; or set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
  const missing = missingLinks(folder).length
  if (missing > 0 && !writable(join(folder, 'native', 'lib')) && !existsSync(settings.dataDir)) {
    return ok(name, `${missing} library links are missing; the first start puts them into the data folder.`)
  }
  const binaries = findBinaries(settings.dataDir)
  const run = spawnSync(binaries.postgres, ['--version'], { env: binaries.env, encoding: 'utf8' })
  if (run.status !== 0) {
    return problem(
      name,
      `PostgreSQL cannot run here: ${(run.stderr || run.error?.message || '').trim()}`,
      'It needs a Linux with glibc (Debian, Ubuntu, Fedora, …; not Alpine). Elsewhere set DATABASE_URL.',
    )
  }
  return ok(
    name,
    `${run.stdout.trim().replace('postgres (PostgreSQL)', 'PostgreSQL')}${missing ? ', links mended' : ''}`,
  )
}

export function checkDataFolder(settings: Settings): Finding[] {
  const name = 'Data folder'
  const { dataDir } = settings
  let there = dataDir
  while (!existsSync(there)) there = dirname(there)
  const findings: Finding[] = []
  if (there !== dataDir && writable(there))
    findings.push(ok(name, `${dataDir} will be made at the first start.`))
  else if (!writable(there)) {
    const owner = statSync(there).uid
    findings.push(
      problem(
        name,
        `${there} belongs to user ${owner} and cannot be written by user ${process.getuid?.()}.`,
        'Start Regulars as that user, hand the folder over with chown, or set REGULARS_DATA to another one.',
      ),
    )
  } else if (!statSync(there).isDirectory()) {
    findings.push(problem(name, `${there} is not a folder.`, 'Set REGULARS_DATA to a folder.'))
  } else findings.push(ok(name, dataDir))
  findings.push(...checkOwner(settings), ...checkSpace(there))
  return findings
}

function checkOwner({ dataDir, databaseUrl }: Settings): Finding[] {
  const folder = join(dataDir, 'postgres')
  const me = process.getuid?.()
  if (databaseUrl || me === undefined || me === 0 || !existsSync(folder)) return []
  const owner = statSync(folder).uid
  if (owner === me) return []
  return [
    problem(
      'Data folder',
      `The database in ${folder} belongs to user ${owner}, but you are user ${me}.`,
      `Start Regulars as that user, or hand the folder over: sudo chown -R ${me} ${dataDir}`,
    ),
  ]
}

function checkSpace(folder: string): Finding[] {
  const name = 'Disk'
  const { bavail, bsize, type } = statfsSync(folder)
  const free = Math.floor((bavail * bsize) / MB)
  const findings: Finding[] = []
  const remedy = 'Make room on that disk, or set REGULARS_DATA to a folder on a larger one.'
  if (free < 300) findings.push(problem(name, `only ${free} MB are free at ${folder}.`, remedy))
  else if (free < 3000)
    findings.push(warning(name, `${free} MB are free at ${folder}; that fills up soon.`, remedy))
  else findings.push(ok(name, `${Math.floor(free / 1024)} GB free`))
  const kind = unfit[type]
  if (kind) {
    findings.push(
      warning(name, `${folder} lies on ${kind}.`, 'Set REGULARS_DATA to a folder on a disk of this machine.'),
    )
  }
  return findings
}

export function checkRunning({ dataDir }: Settings): Finding {
  const holder = existsSync(dataDir) ? dataFolderHolder(dataDir) : null
  if (!holder) return ok('Running', 'no Regulars works on this data folder now')
  const where = holder.url ? ` and answers at ${holder.url}` : ''
  return ok('Running', `"regulars ${holder.command}" is process ${holder.pid}${where}`)
}

export function checkApp(): Finding {
  const dist = fileURLToPath(new URL('../../../../dist/index.html', import.meta.url))
  if (needsBuild()) return ok('Staff app', 'its sources changed; the next start builds it (some seconds)')
  if (existsSync(dist)) return ok('Staff app', 'built')
  return problem(
    'Staff app',
    'it is not built, and its sources are not here.',
    'Install Regulars again, with src/ui.',
  )
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
