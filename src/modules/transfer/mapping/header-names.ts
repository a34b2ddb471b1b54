import { distance } from 'fastest-levenshtein'
import { fold } from '#lib/text.ts'
import type { ImportField } from '../contract.ts'
import { type AddressPart, addressKinds, addressParts } from './address-words.ts'
import { headerWords } from './header-words.ts'

/** What a column name says: a field, or a part of an address (`kind` '' when it names none); `score` 0–1. */
export type HeaderMeaning =
  | { what: 'field'; field: ImportField; score: number }
  | { what: 'address'; part: AddressPart; kind: string; score: number }
  /** "Title" is the one before a name or the one at work; the content tells. */
  | { what: 'title'; score: number }

/** `ACCOUNTNUMBER__C`, `firstName` and `E-mail (privé)` as words. */
export const headerTokens = (name: string): string[] =>
  fold(name.replace(/__[cC]$/, '').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).match(/\p{L}+|\p{N}+/gu) ?? []

export const squeezeHeader = (name: string): string => headerTokens(name).join('')

const split = (list: string) => list.split(/,\s*/).map((word) => squeezeHeader(word.trim()))
const entries = <Key extends string>(table: Partial<Record<Key, string>>): [string, Key][] =>
  (Object.entries(table) as [Key, string][]).flatMap(([key, list]) =>
    split(list).map((word): [string, Key] => [word, key]),
  )

const unique = <Key extends string>(pairs: [string, Key][]): Map<string, Key> => {
  const found = new Map<string, Key>()
  for (const [word, key] of pairs) if (!found.has(word)) found.set(word, key)
  return found
}

const fields = unique(entries<ImportField>(headerWords))
const parts = unique(entries<AddressPart>(addressParts))
const kinds = addressKinds
  .flatMap(({ kind, words }) => split(words).map((word) => ({ kind, word })))
  .sort((a, b) => b.word.length - a.word.length)
const titles = new Set(['title', 'titel', 'titre', 'titulo'])

/** Words that say nothing about what a column holds. */
const filler = new Set(
  'the,a,of,your,his,her,customer,customers,contact,client,klant,kunde,kunden,member,attendee,buyer,person,primary,main,de,het,een,du,le,la,des,van,von,der,die,das,required,optional,verplicht,optioneel,field,value,cpy,merge,x,custom,cf'.split(
    ',',
  ),
)

const addressNouns = /^(?:address|adresse|adres|anschrift|direccion)(?=.)/

const partIn = (text: string): AddressPart | undefined =>
  parts.get(text) ?? parts.get(text.replace(addressNouns, ''))

function addressIn(squeezed: string): { part: AddressPart; kind: string } | undefined {
  const plain = parts.get(squeezed)
  if (plain) return { part: plain, kind: '' }
  for (const { kind, word } of kinds) {
    if (squeezed.startsWith(word)) {
      const part = partIn(squeezed.slice(word.length))
      if (part) return { part, kind }
    }
    if (squeezed.endsWith(word)) {
      const part = partIn(squeezed.slice(0, -word.length))
      if (part) return { part, kind }
    }
  }
  const part = partIn(squeezed)
  return part && { part, kind: '' }
}

function exact(squeezed: string): HeaderMeaning | undefined {
  if (titles.has(squeezed)) return { what: 'title', score: 1 }
  const field = fields.get(squeezed)
  if (field) return { what: 'field', field, score: 1 }
  const address = addressIn(squeezed)
  return address && { what: 'address', ...address, score: 1 }
}

/** Fields whose near misses are worth guessing; the short and general words of the others mislead. */
function nearest(squeezed: string): HeaderMeaning | undefined {
  if (squeezed.length < 5 || squeezed.length > 40) return undefined
  const most = squeezed.length >= 8 ? 2 : 1
  let best: HeaderMeaning | undefined
  let least = most + 1
  const consider = (word: string, meaning: () => HeaderMeaning) => {
    if (word.length < 5 || Math.abs(word.length - squeezed.length) > most || word[0] !== squeezed[0]) return
    const steps = distance(word, squeezed)
    if (steps < least) [least, best] = [steps, meaning()]
  }
  for (const [word, field] of fields) consider(word, () => ({ what: 'field', field, score: 0.6 }))
  for (const [word, part] of parts) consider(word, () => ({ what: 'address', part, kind: '', score: 0.6 }))
  return best
}

/** What the name of a column says about its content; undefined where it says nothing that is known. */
export function readHeader(name: string): HeaderMeaning | undefined {
  const tokens = headerTokens(name)
  const squeezed = tokens.join('')
  if (!squeezed) return undefined
  const found = exact(squeezed)
  if (found) return found
  const telling = tokens.filter((token) => !filler.has(token))
  if (telling.length > 0 && telling.length < tokens.length) {
    const without = exact(telling.join(''))
    if (without) return { ...without, score: 0.85 }
  }
  // "Telefoon (werk, doorkiesnummer)": what stands before the bracket.
  const before = /^([^([{:]{3,})[([{:]/.exec(name)?.[1]
  const bare = before && exact(squeezeHeader(before))
  if (bare) return { ...bare, score: 0.8 }
  return nearest(squeezed)
}
