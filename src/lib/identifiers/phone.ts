import {
  type CountryCode,
  ParseError,
  type PhoneNumber,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max'
import { collapse } from '../text.ts'

/**
 * `empty`; `form` not a phone number; `country` a national number without a known country, or an unknown country
 * code; `short`, `long`; `invalid` the right length, but no such range is in use; `several` more than one number.
 */
export type PhoneError = 'empty' | 'form' | 'country' | 'short' | 'long' | 'invalid' | 'several'

export type ParsedPhone =
  | { ok: true; e164: string; country?: string; extension?: string }
  /** `possible`: the E.164 form where only the number range is unknown. */
  | { ok: false; code: PhoneError; possible?: string }

const ERRORS: Record<string, PhoneError> = {
  NOT_A_NUMBER: 'form',
  INVALID_COUNTRY: 'country',
  TOO_SHORT: 'short',
  TOO_LONG: 'long',
}

const read = (text: string, country: string | undefined): PhoneNumber | PhoneError => {
  try {
    return parsePhoneNumberWithError(text, {
      defaultCountry: country as CountryCode | undefined,
      extract: false,
    })
  } catch (error) {
    if (error instanceof ParseError) return ERRORS[error.message] ?? 'form'
    throw error
  }
}

/**
 * A phone number in any usual spelling as E.164 (ITU-T), checked against the numbering plans of libphonenumber.
 * `country` (ISO 3166-1 alpha-2) is assumed for numbers without country code; `00` and `tel:` are understood.
 */
export const parsePhone = (text: string, country?: string): ParsedPhone => {
  let number = collapse(text)
  if (!number) return { ok: false, code: 'empty' }
  if (number.length > 100) return { ok: false, code: 'long' }
  // `tel:` in front, `(work)` behind.
  number = number.replace(/^[a-z]+\.?:\s*(?=[+(\d])/i, '').replace(/\s*\([^()\d+]{1,20}\)$/, '')
  // Two whole numbers in one cell; a short part before the slash is a German area code.
  const parts = number.split(/\s*(?:[;,/|]|\b(?:of|or|und|en|ou|oder)\b)\s*/i)
  if (parts.length > 1 && parts.filter((part) => part.replace(/\D/g, '').length >= 7).length > 1)
    return { ok: false, code: 'several' }

  let parsed = read(number, country)
  const international = number.replace(/^[^\d+]*00(?=\s*[1-9])/, '+')
  if (international !== number && (typeof parsed === 'string' || !parsed.isValid())) {
    const abroad = read(international, country)
    if (typeof abroad !== 'string' && (typeof parsed === 'string' || abroad.isValid())) parsed = abroad
  }
  if (typeof parsed === 'string') return { ok: false, code: parsed }
  if (!parsed.isValid()) {
    if (parsed.isPossible()) return { ok: false, code: 'invalid', possible: parsed.number }
    return { ok: false, code: ERRORS[validatePhoneNumberLength(parsed.number) ?? ''] ?? 'invalid' }
  }
  const result: ParsedPhone = { ok: true, e164: parsed.number }
  if (parsed.country) result.country = parsed.country
  if (parsed.ext) result.extension = parsed.ext
  return result
}

/** `+31612345678` as `+31 6 12345678`; text that is no phone number comes back as it is. */
export const formatPhone = (e164: string, extension?: string): string => {
  const parsed = read(e164, undefined)
  if (typeof parsed === 'string') return e164
  return parsed.formatInternational() + (extension ? ` ext. ${extension}` : '')
}
