import { type Access, demand, may } from '#platform/access.ts'
import { type Level, levels } from './shapes.ts'

/** The area of the rights to all records, beyond which no type goes. */
export const area = 'custom-records'

/** What a type is called wherever kinds are told apart: its area, the target of its fields, its kind in history. */
export const kindOf = (type: { id: string }): string => `record:${type.id}`

type Guarded = { id: string; restricted: boolean }

const heldIn = (access: Access, name: string): number =>
  levels.findLastIndex((level) => level === 'none' || may(access, `${name}.${level}`))

/**
 * How far somebody may go with the records of a type: as far as with all records, and where the type is restricted, no
 * further than in its own area.
 */
export function levelOf(access: Access, type: Guarded): Level {
  const all = heldIn(access, area)
  return levels[type.restricted ? Math.min(all, heldIn(access, kindOf(type))) : all]!
}

export const reaches = (access: Access, type: Guarded, level: Exclude<Level, 'none'>): boolean =>
  levels.indexOf(levelOf(access, type)) >= levels.indexOf(level)

/** Refuses with 403 and the name of the right that is missing. */
export function demandLevel(access: Access, type: Guarded, level: Exclude<Level, 'none'>): void {
  demand(access, `${area}.${level}`)
  if (type.restricted) demand(access, `${kindOf(type)}.${level}`)
}
