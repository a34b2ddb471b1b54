import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ExportCommand } from '../transfer/export-file.ts'

function addFilter(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Give a filter as name=value, such as country=NL.')
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}

export function register(program: Command): void {
  program
    .command('export')
    .description('Write customers, or all records of another kind, to stdout or a file')
    .option('--what <what>', 'customers unless given; tasks, notes, relationships, …', 'customers')
    .addOption(
      new Option('--format <format>', 'what kind of file')
        .choices(['csv', 'xlsx', 'vcard', 'json'])
        .default('csv'),
    )
    .option(
      '--filter <name=value>',
      'only those; may be given several times (status=all, country=NL, tag=vip, …)',
      addFilter,
    )
    .option('-q <text>', 'only those that a search for this finds')
    .option('--sort <field>', 'by which field, with "-" in front for the reverse', 'name')
    .option('--columns <fields>', 'which columns, comma separated; all unless given')
    .addOption(new Option('--separator <sign>', 'of CSV').choices([',', ';', 'tab']).default(','))
    .option('--output <file>', 'write to this file')
    .option('--workspace <slug>', 'which workspace, where there are several')
    .action(async (options: ExportCommand) => {
      const { exportFile } = await import('../transfer/export-file.ts')
      await exportFile(options)
    })
}
