import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { closest, distance } from 'fastest-levenshtein'

/** What every file in `commands/` exports. Heavy imports belong inside the action, so that help stays quick. */
type Verb = { register(program: Command): void }

const folder = fileURLToPath(new URL('commands/', import.meta.url))
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const program = new Command('regulars')
  .description('One record per customer, with everything hanging on it.')
  .version(version, '-v, --version', 'Print the version')
  .helpOption('-h, --help', 'Explain a command')
  .helpCommand('help [command]', 'Explain a command')
  .showHelpAfterError('(regulars --help lists the commands)')
  .addHelpText(
    'after',
    `
Start here:
  regulars start          run the server; it prints the address to open
  regulars doctor         check this machine and say what to mend

Settings come from the environment or from regulars.conf; see regulars.conf.example and docs/operating.md.`,
  )

const wanted = process.argv[2] ?? ''
const named = /^[a-z][a-z-]*$/.test(wanted) && existsSync(join(folder, `${wanted}.ts`))
const verbs = named ? [wanted] : allVerbs()
try {
  for (const verb of verbs) {
    const module = (await import(new URL(`commands/${verb}.ts`, import.meta.url).href)) as Verb
    module.register(program)
  }
  refuseUnknownVerb()
  await program.parseAsync()
} catch (error) {
  report(error)
  process.exit(1)
}

/** `start` is what runs without a verb, so a misspelt verb would reach it as an argument. */
function refuseUnknownVerb(): void {
  if (named || wanted === '' || wanted === 'help' || wanted.startsWith('-')) return
  const near = closest(wanted, verbs)
  const hint =
    distance(wanted, near) <= 3 ? `Did you mean "regulars ${near}"?` : `There are: ${verbs.join(', ')}.`
  throw new Error(`There is no command "${wanted}". ${hint} (regulars --help explains them.)`)
}

function allVerbs(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => basename(file, '.ts'))
    .sort()
}

/** One clear message; the stack only for those who ask. */
function report(error: unknown): void {
  const known = error instanceof Error ? error : new Error(String(error))
  if (/^(1|true|yes)$/i.test(process.env.REGULARS_DEBUG ?? '')) console.error(known.stack, known.cause ?? '')
  else console.error(`regulars: ${known.message || innerMessage(known) || known.name}`)
}

/** A connection refused on several addresses arrives as an AggregateError without a message of its own. */
function innerMessage(error: Error): string {
  return error instanceof AggregateError ? error.errors.map((inner) => String(inner.message)).join('; ') : ''
}
