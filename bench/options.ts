import { parseArgs } from 'node:util'

/** What can be measured, in the order in which it is. */
export const parts = [
  'list',
  'deep',
  'search',
  'filter',
  'custom',
  'record',
  'create',
  'update',
  'transfer',
  'start',
  'browser',
] as const
export type Part = (typeof parts)[number]

export type Options = {
  customers: number
  only: ReadonlySet<Part>
  /** Entries on the timeline of each customer. */
  timeline: number
  /** Leave the data folder for a look, and say where it is. */
  keep: boolean
  /** A data folder that an earlier run kept. */
  data: string | undefined
  /** Another PostgreSQL instead of the embedded one; its database must be empty. */
  database: string | undefined
  json: boolean
}

const usage = `npm run bench -- [options]
  --customers N    how many customers (100000)
  --only a,b       only these: ${parts.join(', ')}
  --timeline N     entries on the timeline of each customer (0: what the demo world tells)
  --keep           leave the data folder, to be given to --data
  --data FOLDER    measure on a folder that was kept (with the same --customers)
  --database URL   an empty database of another PostgreSQL (15 or newer) instead of the embedded one
  --json           JSON instead of the table`

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      customers: { type: 'string', default: '100000' },
      only: { type: 'string', default: parts.join(',') },
      timeline: { type: 'string', default: '0' },
      keep: { type: 'boolean', default: false },
      data: { type: 'string' },
      database: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
    process.exit(0)
  }
  const wanted = values.only.split(',').filter(Boolean)
  const unknown = wanted.find((name) => !(parts as readonly string[]).includes(name))
  if (unknown) throw new Error(`There is no part "${unknown}".\n${usage}`)
  const customers = whole('customers', values.customers, 1000)
  return {
    ...values,
    customers,
    timeline: whole('timeline', values.timeline, 0),
    only: new Set(wanted as Part[]),
    data: values.data,
    database: values.database,
  }
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text.replaceAll('_', ''))
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`--${name}: a whole number, at least ${least}`)
}
