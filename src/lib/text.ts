/** Words longer than this are cut, in the index as in the query. */
export const WORD_LIMIT = 40

const SORT_KEY_LIMIT = 200

// Only marks that decorate a letter. Vowel signs of Indic scripts and the Japanese voicing marks are letters
// to their readers and stay.
const MARKS =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the marks are meant one by one
  /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/g

const LETTERS: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ς: 'σ',
}
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g')

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

/**
 * Text as it is compared in searches: lower case, compatibility forms resolved, accents dropped, the letters that
 * Unicode does not decompose spelled out (ß → ss, ø → o, ł → l). Other scripts keep their letters. Idempotent.
 */
export const fold = (text: string): string => {
  if (isAscii(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(SPECIAL, (letter) => LETTERS[letter]!)
    .normalize('NFC')
}

const cutWord = (word: string): string => {
  if (word.length <= WORD_LIMIT) return word
  const last = word.charCodeAt(WORD_LIMIT - 1)
  // Never half a surrogate pair: PostgreSQL could not store it.
  return word.slice(0, last >= 0xd800 && last <= 0xdbff ? WORD_LIMIT - 1 : WORD_LIMIT)
}

/**
 * The distinct folded words of a text, in order of appearance, each at most {@link WORD_LIMIT} characters.
 * Everything that is neither letter nor digit separates (`@ . - _ '` too).
 */
export const words = (text: string): string[] => {
  const found = fold(text).match(isAscii(text) ? /[a-z0-9]+/g : /[\p{L}\p{N}\p{M}]+/gu)
  if (!found) return []
  if (found.length === 1) return [cutWord(found[0])]
  return [...new Set(found.map(cutWord))]
}

/**
 * The key under which a record stands in a list: folded parts joined by one space, without punctuation,
 * at most 200 characters. Empty parts are left out.
 */
export const sortKey = (...parts: (string | null | undefined)[]): string => {
  let key = ''
  for (const part of parts) if (part) key += key ? ` ${part}` : part
  const plain = fold(key)
    .replace(/['’ʼ`]+/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
  return plain.length > SORT_KEY_LIMIT
    ? plain
        .slice(0, SORT_KEY_LIMIT)
        .toWellFormed()
        .replace(/\ufffd$/, '')
    : plain
}

const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|(?<![\u0590-\uffff])[\u200c\u200d]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g
// A quick look whether there is anything to do.
const UNTIDY = /[^\u0021-\u007e\u00a1-\u00ac\u00ae-\u0590 ]| {2}|^ | $/

/**
 * One line of text as it is stored: trimmed, white space runs (line ends too) as one space, control, zero-width and
 * text-direction characters removed. Joiners stay where a script needs them (Persian, Hindi, emoji). Idempotent.
 */
export const collapse = (text: string): string => {
  if (!UNTIDY.test(text)) return text
  return text
    .toWellFormed()
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(/[\s\u0085]+/g, ' ')
    .trim()
}

/** As {@link collapse}, but line ends stay (as `\n`) for notes and street lines; at most one empty line in a row. */
export const collapseLines = (text: string): string => {
  if (!UNTIDY.test(text)) return text
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(collapse)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '')
}

/**
 * The deletion neighbourhood of a folded word: the word and, for words of 4 to 20 letters, every form with one letter
 * missing. Two words within one insertion, deletion, substitution or swap share a member (SymSpell, W. Garbe 2012).
 */
export const deletions = (word: string): string[] => {
  const length = word.length
  if (length < 4 || length > 20 || !/^\p{L}+$/u.test(word)) return [word]
  const found = [word]
  for (let i = 0; i < length; i++) {
    // Removing either of two equal neighbours gives the same form.
    if (i > 0 && word.charCodeAt(i) === word.charCodeAt(i - 1)) continue
    const code = word.charCodeAt(i)
    if (code >= 0xd800 && code <= 0xdfff) continue
    found.push(word.slice(0, i) + word.slice(i + 1))
  }
  return found
}
