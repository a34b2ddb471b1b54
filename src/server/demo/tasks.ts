import { Dice, weighted } from './random.ts'

export type DemoStaff = {
  name: string
  email: string
  role: 'front desk' | 'finance' | 'events'
}

/** `assignee` is an index into `demoStaff`; `dueOn` `YYYY-MM-DD`. */
export type DemoTask = {
  customerIndex: number
  title: string
  dueOn: string | null
  assignee: number | null
  done: boolean
  doneAt: Date | null
  createdAt: Date
}

export const demoStaff: DemoStaff[] = [
  { name: 'Ada Verbeek', email: 'ada@regulars.example', role: 'front desk' },
  { name: 'Bilal El Amrani', email: 'bilal@regulars.example', role: 'front desk' },
  { name: 'Carla Nowak', email: 'carla@regulars.example', role: 'front desk' },
  { name: 'Dirk Hoekstra', email: 'dirk@regulars.example', role: 'finance' },
  { name: 'Eleni Papadopoulou', email: 'eleni@regulars.example', role: 'events' },
  { name: 'Femi Okafor', email: 'femi@regulars.example', role: 'events' },
]

const TITLES = weighted([
  ['Call back about the booking', 10],
  ['Send the programme', 8],
  ['Ask for the VAT number', 5],
  ['Check the new address', 6],
  ['Invite to the members’ evening', 5],
  ['Remind of the open amount', 6],
  ['Find a place for the volunteer shift', 3],
  ['Answer the question about access', 3],
  ['Confirm the number of guests', 4],
  ['Thank for the donation', 3],
])

const DAY = 86_400_000
const date = (time: number): string => new Date(time).toISOString().slice(0, 10)

const task = (dice: Dice, customerIndex: number, until: Date): DemoTask => {
  const created = until.getTime() - Math.floor(dice.next() ** 2 * 400 * DAY)
  const due = created + (1 + dice.int(45)) * DAY
  // What was due long ago is mostly done, what lies ahead mostly is not.
  const done = dice.chance(due < until.getTime() ? 0.85 : 0.12)
  const doneAt = created + Math.floor(dice.next() * (Math.min(due + 7 * DAY, until.getTime()) - created))
  return {
    customerIndex,
    title: dice.pick(TITLES),
    dueOn: dice.chance(0.85) ? date(due) : null,
    assignee: dice.chance(0.9) ? dice.int(demoStaff.length) : null,
    done,
    doneAt: done ? new Date(doneAt) : null,
    createdAt: new Date(created),
  }
}

/** The tasks of customers `from` up to `from + count`; about one customer in sixteen has one or two. */
export function* demoTasks(range: {
  seed: number
  from?: number
  count: number
  until: Date
}): Generator<DemoTask> {
  const { seed, from = 0, count, until } = range
  for (let index = from; index < from + count; index++) {
    const dice = new Dice(seed, 3, index)
    if (!dice.chance(0.06)) continue
    yield task(dice, index, until)
    if (dice.chance(0.2)) yield task(dice, index, until)
  }
}
