import { type Command, InvalidArgumentError } from 'commander'

type Options = {
  customers: number
  seed?: number
  workspace?: string
  until?: Date
  timeline?: number
  more?: boolean
}

function wholeNumber(least: number, most: number) {
  return (text: string) => {
    const value = Number(text.replaceAll('_', ''))
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
  }
}

function day(text: string): Date {
  const time = new Date(`${text}T00:00:00Z`)
  if (!Number.isNaN(time.getTime())) return time
  throw new InvalidArgumentError('Give a day as YYYY-MM-DD.')
}

export function register(program: Command): void {
  program
    .command('seed')
    .description('Fill a workspace with the demo world: invented customers, the same ones for the same seed')
    .requiredOption('--customers <n>', 'how many', wholeNumber(1, 20_000_000))
    .option('--seed <n>', 'which world (1 unless given)', wholeNumber(0, 2_147_483_647))
    .option('--workspace <slug>', 'which workspace, where there are several')
    .option('--until <day>', 'the present of the world, YYYY-MM-DD (today unless given)', day)
    .option('--timeline <n>', 'entries on the timeline of every customer', wholeNumber(1, 100))
    .option('--more', 'add to a demo world that is there already')
    .action(async (options: Options) => {
      const { seed } = await import('../demo/seed.ts')
      await seed(options)
    })
}
