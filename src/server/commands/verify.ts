import { type Command, Option } from 'commander'

export function register(program: Command): void {
  program
    .command('verify')
    .description(
      'Check that nothing stored was changed, lost or counted wrongly; exit code 1 when something was',
    )
    .option('--workspace <slug>', 'only this workspace')
    .option('--file <audit.jsonl>', 'check an exported audit trail instead, without any database')
    .addOption(
      new Option(
        '--expect <hash or file>',
        'a hash printed earlier, or a file with such lines: it must still stand in the audit trail',
      ),
    )
    .option('--skip-files', 'do not read the stored files')
    .action(async (options) => {
      const { verify } = await import('./verify/verify.ts')
      await verify(options)
    })
}
