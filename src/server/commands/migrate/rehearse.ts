import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { type Rehearsal, rehearse } from '#platform/backup/rehearse.ts'
import type { Connection } from '#platform/database/connection.ts'
import { startEmbedded } from '#platform/database/embedded/supervisor.ts'
import { pendingMigrations } from '#platform/database/migrations.ts'
import { loadSettings } from '#platform/settings.ts'
import { interruptible } from '../../interruptible.ts'
import { reachDatabase } from '../../open-app.ts'
import { programVersion } from '../../program-version.ts'

/** `regulars migrate --rehearse`: what the upgrade would do, tried on a copy that is removed again. */
export async function rehearseUpgrade(databaseUrl: string | undefined): Promise<void> {
  const settings = loadSettings()
  const { connection: original, stop } = await reachDatabase(settings, 'migrate --rehearse')
  try {
    if ((await pendingMigrations(original)).length === 0) {
      console.log('The database is up to date; there is nothing to rehearse.')
      return
    }
    await inFolder(settings.dataDir, (folder) =>
      withCopy(databaseUrl, folder, (copy) =>
        interruptible(async (signal) =>
          report(
            await rehearse({ original, copy, folder, program: programVersion(), signal, say: console.error }),
          ),
        ),
      ),
    )
  } finally {
    await stop()
  }
}

async function inFolder(dataDir: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(dataDir, 'rehearsal-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function withCopy(
  url: string | undefined,
  folder: string,
  work: (copy: Connection) => Promise<void>,
): Promise<void> {
  if (url !== undefined) return work({ url })
  const log = pino({ level: 'warn', base: null }, pino.destination(2))
  const { connection, stop } = await startEmbedded({ dataDir: folder, log })
  try {
    await work(connection)
  } finally {
    await stop()
  }
}

function report({ migrated, tables }: Rehearsal): void {
  console.log('The upgrade works on a copy:')
  for (const { name, milliseconds } of migrated)
    console.log(`  ${name}  ${(milliseconds / 1000).toFixed(2)} s`)
  console.log('Rows before and after:')
  for (const { name, before, after } of tables) {
    const change = before === after ? `${after}` : `${before ?? 'no table'} -> ${after ?? 'no table'}`
    console.log(`  ${name}  ${change}`)
  }
}
