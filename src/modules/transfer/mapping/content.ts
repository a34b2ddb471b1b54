import { countryFrom } from '#lib/identifiers/country.ts'
import { languageFrom } from '#lib/identifiers/language.ts'
import { parseVat } from '#lib/identifiers/vat.ts'
import type { ImportField } from '../contract.ts'
import { isTitle } from '../reading/titles.ts'
import { genderFrom, kindFrom, statusFrom } from './value-words.ts'

const dateLike =
  /\d{1,4}[-/. ]\p{L}{3,}\.?[-/. ,]*\d{2,4}|\p{L}{3,}\.? \d{1,2},? \d{4}|^\s*(?:\d{8}|-{0,2}\d{1,4}[-/.\\]\d{1,2}(?:[-/.\\]\d{1,4})?)(?:$|[T ])/u
const emailLike = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const websiteLike = /^(?:https?:\/\/|www\.)\S+\.\S+$|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:\/\S*)?$/i
const phoneLike = /^(?:tel:)?[+(]?\d[\d\s().,/-]{5,20}\d(?:\s*(?:ext|x|#)\.?\s*\d+)?$/i
export const numberLike = /^\s*[A-Za-z]{0,3}[-. ]?\d{1,15}\s*$/

const share = (samples: readonly string[], test: (sample: string) => boolean) =>
  samples.length === 0 ? 1 : samples.filter(test).length / samples.length

/** How well samples fit a field, 0–1; 1 where every text does, or where there are none. */
const fits: Partial<Record<ImportField, (sample: string) => boolean>> = {
  number: (s) => numberLike.test(s),
  kind: (s) => kindFrom(s) !== undefined,
  status: (s) => statusFrom(s) !== undefined,
  gender: (s) => genderFrom(s) !== undefined,
  language: (s) => languageFrom(s) !== undefined,
  country: (s) => countryFrom(s) !== undefined,
  billing_country: (s) => countryFrom(s) !== undefined,
  birthday: (s) => dateLike.test(s),
  created_at: (s) => dateLike.test(s),
  email: (s) => s.includes('@'),
  phone: (s) => s.replace(/\D/g, '').length >= 5,
  website: (s) => s.includes('.'),
  vat_number: (s) => /\d/.test(s),
  first_name: (s) => /\p{L}/u.test(s),
  last_name: (s) => /\p{L}/u.test(s),
  name: (s) => /\p{L}/u.test(s),
  name_prefix: (s) => s.length <= 40,
}

/** Whether what a column holds agrees with the field that its name promises. */
export function agrees(field: ImportField, samples: readonly string[]): boolean {
  const family = field.replace(/_[23]$/, '') as ImportField
  const test = fits[family]
  // Words of fixed lists must be known ones; free text may be wrong here and there, and is then refused row by row.
  const needed = family === 'kind' || family === 'status' || family === 'number' ? 1 : 0.2
  return !test || share(samples, test) >= needed
}

export const holdsTitles = (samples: readonly string[]): boolean =>
  samples.length > 0 && share(samples, isTitle) >= 0.8

/** The field that samples give away by themselves, for columns whose name says nothing. */
export function fieldByContent(samples: readonly string[]): ImportField | undefined {
  if (samples.length === 0) return undefined
  const all = (test: (sample: string) => boolean) => share(samples, test) >= 0.8
  if (all((s) => emailLike.test(s))) return 'email'
  if (all((s) => websiteLike.test(s))) return 'website'
  if (all((s) => /^[A-Z]{2,3}[A-Z0-9. -]{6,}$/i.test(s) && vatWithPrefix(s))) return 'vat_number'
  if (all((s) => !dateLike.test(s) && phoneLike.test(s) && /^\s*(?:\+|0|\()|[-/ ]/.test(s))) return 'phone'
  if (all((s) => s.length >= 2 && /^\p{L}/u.test(s) && countryFrom(s) !== undefined)) return 'country'
  return undefined
}

function vatWithPrefix(text: string): boolean {
  const read = parseVat(text)
  return read.ok && read.checked
}

/** Whether samples are dates on which customers may have been born. */
export const looksLikeBirthdays = (samples: readonly string[], thisYear: number): boolean =>
  samples.length > 0 &&
  share(samples, (sample) => {
    const year = /(?:19|20)\d{2}/.exec(sample)?.[0]
    return dateLike.test(sample) && year !== undefined && Number(year) < thisYear - 3
  }) >= 0.8
