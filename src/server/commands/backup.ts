import { type Command, InvalidArgumentError } from 'commander'

function count(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number from 1 to 9999.')
}

export function register(program: Command): void {
  program
    .command('backup [target]')
    .description('Write the whole installation into one file, also while it is in use')
    .option('--gzip', 'compress it (also when the name ends with .gz)')
    .option('--keep <n>', 'afterwards remove all but the newest n backups in the folder', count)
    .addHelpText(
      'after',
      `
The target is a file, or a folder in which the file is named after the time; the working directory unless given.
The file holds everything, also the key that signs sessions: keep it as you keep the installation itself.`,
    )
    .action(async (target: string | undefined, options: { gzip?: boolean; keep?: number }) => {
      const { backup } = await import('./backup/backup.ts')
      await backup(target ?? '.', options)
    })
}
