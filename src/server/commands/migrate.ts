import type { Command } from 'commander'

export function register(program: Command): void {
  program
    .command('migrate')
    .description('Bring the database up to date (start does this by itself)')
    .option('--check', 'Only say what is missing; exit code 1 when something is')
    .option('--rehearse', 'Try the upgrade on a copy, say how long it takes, and remove the copy')
    .option(
      '--database <url>',
      'Where the copy goes: an empty PostgreSQL database (the packaged one unless given)',
    )
    .action(
      async ({ check, rehearse, database }: { check?: boolean; rehearse?: boolean; database?: string }) => {
        if (rehearse) {
          const { rehearseUpgrade } = await import('./migrate/rehearse.ts')
          return rehearseUpgrade(database)
        }
        const { loadSettings } = await import('#platform/settings.ts')
        const { reachDatabase } = await import('../open-app.ts')
        const { migrate, pendingMigrations } = await import('#platform/database/migrations.ts')
        const { connection, stop } = await reachDatabase(loadSettings(), 'migrate')
        try {
          const names = check ? await pendingMigrations(connection) : await migrate(connection)
          if (names.length === 0) console.log('The database is up to date.')
          else console.log(`${check ? 'Missing' : 'Done'}:\n${names.map((name) => `  ${name}`).join('\n')}`)
          if (check && names.length > 0) process.exitCode = 1
        } finally {
          await stop()
        }
      },
    )
}
