import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ImportCommand } from '../transfer/import-file.ts'

const rules = ['number', 'email', 'email-and-name'] as const

function ruleList(text: string): ImportCommand['match'] {
  const named = text.split(',').map((part) => part.trim())
  const unknown = named.find((part) => !(rules as readonly string[]).includes(part))
  if (unknown !== undefined) throw new InvalidArgumentError(`"${unknown}" is not one of ${rules.join(', ')}.`)
  return named as ImportCommand['match']
}

function country(text: string): string {
  if (/^[A-Za-z]{2}$/.test(text)) return text.toUpperCase()
  throw new InvalidArgumentError('Give a country as its ISO 3166 code, such as NL.')
}

export function register(program: Command): void {
  program
    .command('import <file>')
    .description(
      'Bring customers, or records of another kind, in from a file (CSV, XLSX; customers also vCard)',
    )
    .option('--into <what>', 'what the file holds: customers unless given; tasks, notes, relationships, …')
    .option('--dry-run', 'only say what would happen')
    .option(
      '--mapping <mapping>',
      'where columns go: "Column=field,Column=field", or a JSON file with such pairs; the rest is found',
    )
    .option('--match <rules>', `how existing customers are recognised: ${rules.join(', ')}`, ruleList)
    .addOption(
      new Option('--existing <what>', 'what happens to a row whose customer is there').choices([
        'update',
        'skip',
        'create',
      ]),
    )
    .addOption(
      new Option('--blanks <what>', 'what an empty cell does to an existing value').choices([
        'keep',
        'clear',
      ]),
    )
    .option('--country <code>', 'whose national phone and VAT numbers they are', country)
    .addOption(
      new Option('--dates <order>', 'how dates such as 03/04/2025 are meant').choices([
        'auto',
        'dmy',
        'mdy',
        'ymd',
      ]),
    )
    .option('--encoding <name>', 'when the one that is found is wrong')
    .option('--separator <sign>', 'when the one that is found is wrong')
    .option('--sheet <name>', 'which sheet of a workbook')
    .option('--rejections <file>', 'write the refused rows here, each with its reasons')
    .option('--workspace <slug>', 'which workspace, where there are several')
    .action(async (file: string, options: Omit<ImportCommand, 'file'>) => {
      const { importFile } = await import('../transfer/import-file.ts')
      await importFile({ file, ...options })
    })
}
