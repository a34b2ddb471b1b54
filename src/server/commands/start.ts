import type { Command } from 'commander'

export function register(program: Command): void {
  program
    .command('start', { isDefault: true })
    .description('Run the server, with its own PostgreSQL unless DATABASE_URL names another')
    .action(async () => {
      const { start } = await import('../start.ts')
      await start()
    })
}
