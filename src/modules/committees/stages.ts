import type { Stage } from './shapes.ts'

/** How far asking somebody has come, and where it can go from there. */
const transitions: Record<Stage, readonly Stage[]> = {
  identified: ['cultivating', 'asked', 'declined'],
  cultivating: ['identified', 'asked', 'declined'],
  asked: ['cultivating', 'pledged', 'declined'],
  // A pledge is taken back by asking again, or given up.
  pledged: ['asked', 'declined'],
  // Later, from the beginning.
  declined: ['identified', 'cultivating'],
}

export const nextStages = (stage: Stage): readonly Stage[] => transitions[stage]
export const mayFollow = (from: Stage, to: Stage): boolean => from === to || transitions[from].includes(to)
