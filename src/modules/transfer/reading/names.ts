import { fold } from '#lib/text.ts'
import { isSuffixWord, isTitleWord } from './titles.ts'

export type PersonName = {
  name_prefix: string | null
  first_name: string | null
  last_name: string | null
  name_suffix: string | null
}

/** Words with which a family name begins although they are not capitalised, or not always. */
const particles = new Set(
  `de, den, der, van, von, vom, zu, zum, zur, ter, ten, te, 't, 'n, la, le, les, du, des, da, das, do, dos, di, del, della, dello, degli, dalla, el,
  al, bin, ibn, ben, bint, abu, af, av, op, in, aan, onder, over, voor, uit, y, san, santa, saint, st, mac, mc, o`
    .split(/,\s*/)
    .filter((word) => !['mac', 'mc', 'o', 'in', 'ben'].includes(word)),
)

/** Legal forms and words that stand in the names of organisations, not of people. */
const companyWords =
  /(?:^|[\s,.(])(?:b\.v\.?|n\.v\.?|v\.?o\.?f\.?|c\.v\.|b\.?v\.?b\.?a\.?|vzw|asbl|gmbh|mbh|ohg|e\.\s?v\.|gbr|kgaa|ltd|limited|llc|llp|plc|inc|incorporated|corp|corporation|company|pty|s\.a\.?|s\.a\.s\.?|sas|s\.?a\.?r\.?l\.?|sasu|eurl|s\.l\.u?\.?|s\.?r\.?l\.?|s\.p\.a\.?|oyj|aps|a\/s|sp\. ?z ?o\. ?o\.?|s\.r\.o\.?|kft|lda|ltda|ооо|тов|αε|group|holding|holdings|foundation|stichting|stiftung|fondation|fundacion|vereniging|verein|association|asociacion|society|club|university|universiteit|universitat|universite|universidad|school|schule|college|hotel|museum|theater|theatre|hospital|ziekenhuis|klinik|gemeente|council|institute|instituut|institut|ministry|ministerie|ministerium|restaurant|studios?|bakkerij|backerei|apotheek|apotheke|consulting|services|solutions|systems|partners|international|industries|enterprises|productions|verlag|uitgeverij|werke|gruppe|associates|agency|center|zentrum|centrum)(?=$|[\s,.)])/
/** Legal forms that are also syllables of names; only in capitals, as the last word. */
const shortForms = /\s(?:AG|AB|AS|SA|SE|NV|BV|KG|UG|OY|SL|CV|SPA|SRL|EG|EV|SC|VOF)$/

/** Whether a name is rather that of an organisation: a legal form, a word such as "museum", a digit or an ampersand. */
export const isCompanyName = (name: string): boolean =>
  /[\d#&@/+]/.test(name) || shortForms.test(name.trim()) || companyWords.test(fold(name))

const bare = (word: string) => fold(word).replace(/\.$/, '')
const text = (words: readonly string[]): string | null => words.join(' ') || null

/**
 * A person's name in one text, taken apart: "Vries, Jan de", "Jan de Vries", "Dr. Ana García López, PhD".
 * One word alone is the last name. Titles go to the prefix, `Jr.` and degrees to the suffix.
 */
export function splitName(name: string): PersonName {
  const [head = '', ...rest] = name.split(',').map((part) => part.trim())
  const tails = rest.filter(Boolean)
  const suffixes: string[] = []
  while (tails.length > 0 && tails.at(-1)!.split(/\s+/).every(isSuffixWord)) suffixes.unshift(tails.pop()!)
  const words = head.split(/\s+/).filter(Boolean)
  const prefixes = takeTitles(words)
  const result = (first: string[], last: string[]): PersonName => ({
    name_prefix: text(prefixes),
    first_name: text(first),
    last_name: text(last),
    name_suffix: text(suffixes),
  })
  if (tails.length > 0) return lastFirst(words, tails.join(' ').split(/\s+/), prefixes, result)
  while (words.length > 2 && isSuffixWord(words.at(-1)!)) suffixes.unshift(words.pop()!)
  if (words.length < 2 || isHousehold(prefixes)) return result([], words)
  if (prefixes.length === 0 && particles.has(bare(words[0]!)) && words[0] === words[0]!.toLowerCase())
    return result([], words)
  const start = words.findIndex((word, i) => i > 0 && particles.has(bare(word)))
  const cut = start > 0 && start < words.length - 1 ? start : words.length - 1
  return result(words.slice(0, cut), words.slice(cut))
}

/** "Vries, Jan de": what follows the first name in small letters stands before the last name. */
function lastFirst(
  last: string[],
  given: string[],
  prefixes: string[],
  result: (first: string[], last: string[]) => PersonName,
): PersonName {
  prefixes.push(...takeTitles(given))
  const first = [...given]
  const infix: string[] = []
  while (first.length > 1 && particles.has(bare(first.at(-1)!))) infix.unshift(first.pop()!)
  return result(first, [...infix, ...last])
}

const isHousehold = (prefixes: readonly string[]) => prefixes.some((word) => /^fam/i.test(word))

function takeTitles(words: string[]): string[] {
  const found: string[] = []
  while (words.length > 1 && isTitleWord(words[0]!) && (words[0]!.length > 1 || words[0]!.endsWith('.')))
    found.push(words.shift()!)
  // "de heer"
  if (words.length > 2 && isTitleWord(`${words[0]} ${words[1]}`) && bare(words[0]!) === 'de')
    found.push(...words.splice(0, 2))
  return found
}
