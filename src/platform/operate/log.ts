import { type DestinationStream, type Logger, pino } from 'pino'
import type { Settings } from '../settings.ts'
import { safeError, withoutValues } from './safe-error.ts'

/**
 * What a line of the log may hold besides its message and its error. A field that is not named here is left out,
 * so that nobody's data gets in by a slip; ids and names that programs gave are not personal.
 */
const fields = new Set([
  'requestId',
  'method',
  'route',
  'status',
  'ms',
  'workspace',
  'actor',
  'problem',
  'job',
  'task',
  'attempt',
  'attempts',
  'import',
  'export',
  'mail',
  'reason',
  'check',
  'count',
  'bytes',
  'trace',
  'signal',
])

type Fields = Record<string, unknown>

function allowed(given: Fields): Fields {
  const kept: Fields = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue
    if (name === 'err' || name === 'error') kept['err'] = safeError(value)
    else if (!fields.has(name)) continue
    else if (typeof value === 'number' || typeof value === 'boolean') kept[name] = value
    else if (typeof value === 'string') kept[name] = value.slice(0, 200)
  }
  return kept
}

/** Rewrites the arguments of a log call so that neither fields nor message can carry somebody's data. */
function cleaned([first, ...rest]: unknown[]): [Fields, string] | [string] {
  if (typeof first === 'string') return [withoutValues(first)]
  const given = (first instanceof Error ? { err: first } : first) as Fields | null
  const kept = allowed(given ?? {})
  const words = typeof rest[0] === 'string' ? withoutValues(rest[0]) : undefined
  // Without words of its own pino would take the error's, as they are.
  return [kept, words ?? (kept['err'] as { message?: string } | undefined)?.message ?? '']
}

/**
 * The log: one JSON object on a line. Every call is cleaned on its way, whoever makes it, also the libraries.
 * @param destination where lines go; standard output when it is left out
 */
export function makeLog({ logLevel }: Pick<Settings, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = {
    level: logLevel,
    base: null,
    // Already clean; the libraries' own serializers would take requests and errors apart again.
    serializers: { err: (error: unknown) => error, req: () => undefined, res: () => undefined },
    hooks: {
      logMethod(this: Logger, args: unknown[], method: (...args: never[]) => void) {
        method.apply(this, cleaned(args) as never)
      },
    },
  }
  return destination ? pino(options as never, destination) : pino(options as never)
}

/** What nobody caught is told by the log, not by Node, which prints the message as it is; then the process ends. */
export function endOnStrayErrors(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'An error that nobody expected ends the process')
    process.exit(1)
  })
}
