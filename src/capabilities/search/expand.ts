import type { Ctx } from '#platform/context.ts'
import { forgiven, withinTypos } from './spelling.ts'
import { variantsOf } from './words.ts'

/** Words of the vocabulary that stand for what was typed. */
export type Expansion = { containing: string[]; similar: string[] }

/** Beyond this many words a fragment is so common that looking at each is no help. */
export const EXPANSION_LIMIT = 300

/** Words of names and companies that contain a word (from three letters on) or are one typing error from it. */
export async function expandWords(ctx: Ctx, terms: readonly string[]): Promise<Map<string, Expansion>> {
  const found = await ctx.rows<{ term: string; word: string; contains: boolean }>(
    `SELECT t.term, w AS word, true AS contains
       FROM unnest($2::text[]) AS t(term) CROSS JOIN LATERAL search_words_containing($1, t.term, false, $4) AS w
      WHERE length(t.term) >= 3
     UNION ALL
     SELECT t.term, v.word, false
       FROM json_to_recordset($3::json) AS t(term text, variant text)
       JOIN search_variants v ON v.workspace_id = $1 AND v.variant = t.variant COLLATE "C"`,
    [
      ctx.workspaceId,
      terms,
      JSON.stringify(terms.flatMap((term) => variantsOf(term).map((variant) => ({ term, variant })))),
      EXPANSION_LIMIT,
    ],
  )
  const byTerm = new Map<string, Expansion>(terms.map((term) => [term, { containing: [], similar: [] }]))
  for (const { term, word, contains } of found) {
    const expansion = byTerm.get(term)!
    if (contains) expansion.containing.push(word)
    else if (word !== term && !expansion.similar.includes(word) && withinTypos(term, word, forgiven(term)))
      expansion.similar.push(word)
  }
  return byTerm
}

/** At most `most` words of names (and companies), or of e-mail addresses, that contain a fragment of three or more letters. */
export async function containingWords(
  ctx: Ctx,
  fragment: string,
  of: 'names' | 'emails',
  most: number,
): Promise<string[]> {
  const found = await ctx.rows<{ word: string }>(
    'SELECT w AS word FROM search_words_containing($1, $2, $3, $4) AS w',
    [ctx.workspaceId, fragment, of === 'emails', most],
  )
  return found.map((row) => row.word)
}

/** At most `most` words of e-mail addresses that end with a fragment of three or more letters. */
export async function emailWordsEnding(ctx: Ctx, fragment: string, most: number): Promise<string[]> {
  const found = await ctx.rows<{ word: string }>(
    'SELECT w AS word FROM search_email_words_ending($1, $2, $3) AS w',
    [ctx.workspaceId, fragment, most],
  )
  return found.map((row) => row.word)
}
