import { deletions, sortKey, WORD_LIMIT } from '#lib/text.ts'

/** Where a word stands: a person's name, a company's name, or an e-mail address. */
export type WordField = 'n' | 'c' | 'e'

/** What a record is found by. E-mail addresses are given in their key form (lower case). */
export type Searchable = {
  first_name: string | null
  last_name: string | null
  company_name: string | null
  emails: readonly { address_key: string }[]
}

export type WordRow = { word: string; field: WordField }

/** The words a record adds: rows to find it by, and the single words they are made of. */
export type RecordWords = { rows: WordRow[]; vocabulary: string[]; emailWords: string[] }

/** Longer rotations are cut here: what stands further behind is found by its own rotation. In UTF-16 units. */
export const ROTATION_LIMIT = 120

const cut = (text: string, limit: number): string =>
  text.length <= limit
    ? text
    : text
        .slice(0, limit)
        .toWellFormed()
        .replace(/\ufffd$/, '')

/** The words of a text as they are indexed and asked for: folded, apostrophes dropped, split at all else. */
export const searchWords = (text: string): string[] => {
  const key = sortKey(text)
  return key === '' ? [] : key.split(' ')
}

/**
 * Every rotation of a list of words, so that a prefix range finds any word of it and any run of words:
 * 'jan de vries', 'de vries jan', 'vries jan de'.
 */
export function rotations(list: readonly string[], limit = ROTATION_LIMIT): string[] {
  if (list.length === 1) return [cut(list[0]!, limit)]
  return list.map((_, start) => cut([...list.slice(start), ...list.slice(0, start)].join(' '), limit))
}

/** "D'Angelo" and "L'Oréal" stand under 'dangelo' and also under what follows the apostrophe. */
function behindApostrophes(text: string): string[] {
  if (!/['’ʼ`]/.test(text)) return []
  return [...text.matchAll(/['’ʼ`]+(?=[\p{L}\p{N}]{2})/gu)].map((found) =>
    cut(sortKey(text.slice(found.index + found[0].length)), ROTATION_LIMIT),
  )
}

/** The words of an e-mail address in its key form, or of a part of one. */
export const emailWords = (address: string): string[] => address.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

const addText = (found: RecordWords, rows: Set<string>, field: WordField, text: string): void => {
  const list = searchWords(text)
  if (list.length === 0) return
  for (const row of [...rotations(list), ...behindApostrophes(text)]) rows.add(field + row)
  for (const word of list) found.vocabulary.push(cut(word, WORD_LIMIT))
}

/** All words of a record. The start of an e-mail address needs none: the index on addresses has it. */
export function wordsOf(record: Searchable): RecordWords {
  const found: RecordWords = { rows: [], vocabulary: [], emailWords: [] }
  const rows = new Set<string>()
  const person = [record.first_name, record.last_name].filter(Boolean).join(' ')
  if (person) addText(found, rows, 'n', person)
  if (record.company_name) addText(found, rows, 'c', record.company_name)
  for (const { address_key } of record.emails) {
    const list = emailWords(address_key)
    // Rotations, so that an entry also tells which word stands before the one it begins with: it ends with it.
    for (const row of rotations(list).slice(1)) rows.add(`e${row}`)
    for (const word of list) found.emailWords.push(cut(word, WORD_LIMIT))
  }
  for (const row of rows) found.rows.push({ word: row.slice(1), field: row[0] as WordField })
  return found
}

/** The forms under which a word is found despite one typing error; none for digits and very short words. */
export function variantsOf(word: string): string[] {
  const forms = deletions(word)
  return forms.length > 1 ? forms : []
}
