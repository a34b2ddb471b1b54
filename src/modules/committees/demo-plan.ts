import type { Stage } from './shapes.ts'

type PlannedPosition = { name: string; seats: number; exclusive?: true; months: number | null }
type PlannedCommittee = { name: string; description: string; below?: string; positions: PlannedPosition[] }

/** The committees of the demo world. */
export const committeePlan: readonly PlannedCommittee[] = [
  {
    name: 'Board',
    description: 'Runs the house, meets on the first Tuesday of the month.',
    positions: [
      { name: 'Chair', seats: 1, exclusive: true, months: 36 },
      { name: 'Secretary', seats: 1, exclusive: true, months: 36 },
      { name: 'Treasurer', seats: 1, exclusive: true, months: 36 },
      { name: 'Member', seats: 3, months: 36 },
    ],
  },
  {
    name: 'Programme committee',
    description: 'Chooses the events of the season.',
    below: 'Board',
    positions: [
      { name: 'Chair', seats: 1, exclusive: true, months: 24 },
      { name: 'Member', seats: 5, months: 24 },
    ],
  },
  {
    name: 'Friends council',
    description: 'Speaks for the friends of the house.',
    below: 'Board',
    positions: [
      { name: 'Chair', seats: 1, exclusive: true, months: 24 },
      { name: 'Youth delegate', seats: 1, months: 12 },
      { name: 'Member', seats: 4, months: null },
    ],
  },
]

export const rolePlan = ['Ambassador', 'Jury', 'Press', 'Speaker', 'Volunteer coordinator'] as const

/** How far soliciting has come with the prospects of the demo world, one after the other. */
export const stagePlan: readonly Stage[] = [
  'identified',
  'cultivating',
  'cultivating',
  'asked',
  'asked',
  'pledged',
  'declined',
]
