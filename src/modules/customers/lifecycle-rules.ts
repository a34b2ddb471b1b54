import type { Status } from './draft.ts'

/** The changes of status: where each may start, where it leads, and the event that says so. All else is refused. */
export const transitions = {
  deactivation: { from: ['active'], to: 'inactive', event: 'customer.deactivated' },
  activation: { from: ['inactive'], to: 'active', event: 'customer.activated' },
  archival: { from: ['active', 'inactive'], to: 'archived', event: 'customer.archived' },
  restoration: { from: ['archived'], to: 'active', event: 'customer.restored' },
} as const satisfies Record<string, { from: readonly Status[]; to: Status; event: string }>

export type Transition = keyof typeof transitions

export const mayStart = (transition: Transition, from: Status): boolean =>
  (transitions[transition].from as readonly Status[]).includes(from)

/** The transition that leads from one status to another; undefined where there is none, or nothing to do. */
export const transitionBetween = (from: Status, to: Status): Transition | undefined =>
  (Object.keys(transitions) as Transition[]).find((t) => transitions[t].to === to && mayStart(t, from))
