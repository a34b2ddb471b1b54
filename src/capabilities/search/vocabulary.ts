import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import { type RecordWords, variantsOf } from './words.ts'

/** Words per workspace that are known to be stored, in two generations so that the oldest half can go at once. */
type Known = { young: Set<string>; old: Set<string> }

const GENERATION = 150_000
const knownByApp = new WeakMap<App, Map<string, Known>>()

function knownOf(app: App, workspaceId: string): Known {
  const workspaces = knownByApp.get(app) ?? new Map<string, Known>()
  knownByApp.set(app, workspaces)
  const known = workspaces.get(workspaceId) ?? { young: new Set(), old: new Set() }
  workspaces.set(workspaceId, known)
  return known
}

function remember(known: Known, keys: readonly string[]): void {
  for (const key of keys) known.young.add(key)
  if (known.young.size < GENERATION) return
  known.old = known.young
  known.young = new Set()
}

/** Words that may not be in the tables yet; sorted, because writers that meet in one order do not deadlock. */
export type NewWords = {
  vocabulary: string[]
  variants: { variant: string; word: string }[]
  emailWords: string[]
}

/**
 * The words of some records that this process has not seen stored. They count as stored once the
 * transaction of `ctx` commits. Words are never deleted one by one, so what was seen stays true.
 */
export function newWords(ctx: Ctx, records: readonly RecordWords[]): NewWords {
  const known = knownOf(ctx.app, ctx.workspaceId)
  const vocabulary = new Set<string>()
  const addresses = new Set<string>()
  const seen: string[] = []
  const take = (key: string, word: string, into: Set<string>) => {
    if (into.has(word)) return
    if (!known.young.has(key) && !known.old.has(key)) into.add(word)
    else if (!known.young.has(key)) seen.push(key)
  }
  for (const record of records) {
    for (const word of record.vocabulary) take(`v${word}`, word, vocabulary)
    for (const word of record.emailWords) take(`e${word}`, word, addresses)
  }
  const fresh = [...[...vocabulary].map((word) => `v${word}`), ...[...addresses].map((word) => `e${word}`)]
  remember(known, seen)
  if (fresh.length > 0) ctx.afterCommit(() => remember(known, fresh))
  const words = [...vocabulary].sort()
  return {
    vocabulary: words,
    variants: words.flatMap((word) => variantsOf(word).map((variant) => ({ variant, word }))),
    emailWords: [...addresses].sort(),
  }
}
