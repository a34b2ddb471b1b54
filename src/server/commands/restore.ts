import type { Command } from 'commander'

export function register(program: Command): void {
  program
    .command('restore <file>')
    .description('Bring an installation back from a backup, into an empty data folder or database')
    .option('--check', 'only read the backup and say whether it is whole')
    .option('--replace', 'put it in the place of the installation that is there')
    .option('--yes', 'do not ask before replacing')
    .action(async (file: string, options: { check?: boolean; replace?: boolean; yes?: boolean }) => {
      const { check, restore } = await import('./restore/restore.ts')
      await (options.check ? check(file) : restore(file, options))
    })
}
