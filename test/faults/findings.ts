/**
 * What is wrong after a fault:
 * - `lost`: acknowledged and not there;
 * - `doubled`: there more than once, or though nobody was told so;
 * - `half-done`: a part of an effect without the rest;
 * - `unclean`: an answer that is none (500, no answer in time, another answer to the same key).
 */
export type FindingKind = 'lost' | 'doubled' | 'half-done' | 'unclean'
export type Finding = { kind: FindingKind; what: string }

/** Compares numbers of one effect. */
export function compareCount(what: string, expected: number, found: number): Finding[] {
  if (found === expected) return []
  return [{ kind: found < expected ? 'lost' : 'doubled', what: `${what}: ${found} instead of ${expected}` }]
}
