import { stdnum } from 'stdnum'
import { type Parsed, refuse } from '../parsed.ts'

/** `empty`; `form` wrong length or characters; `checksum`; `country` no prefix and no country to assume one from. */
export type VatError = 'empty' | 'form' | 'checksum' | 'country'

type Scheme = {
  /** Prefix in front of the national number; that of VIES where the country takes part in it. */
  prefix: string
  check: { validate(value: string): { isValid: boolean; compact?: string; error?: Error } }
  /** Other ways the number is written, tried in turn when the first fails. */
  variants?: (body: string) => string[]
  /** The stored form, prefix included, of the checked compact number. */
  store?: (compact: string) => string
}

const of = (prefix: string, country: string, scheme: string): Scheme => ({
  prefix,
  check: stdnum[country]![scheme]!,
})

/** ISO 3166-1 alpha-2 to the scheme of its VAT number. */
const SCHEMES: Record<string, Scheme> = {
  AT: of('AT', 'AT', 'uid'),
  BE: of('BE', 'BE', 'vat'),
  BG: of('BG', 'BG', 'vat'),
  CH: {
    prefix: 'CHE',
    check: stdnum['CH']!['uid']!,
    // The suffix only tells the language of the register.
    variants: (body) => [`CHE${body.replace(/(MWST|TVA|IVA|VAT)$/, '')}`],
    store: (compact) => compact,
  },
  CY: of('CY', 'CY', 'vat'),
  CZ: of('CZ', 'CZ', 'dic'),
  DE: of('DE', 'DE', 'vat'),
  DK: of('DK', 'DK', 'cvr'),
  EE: of('EE', 'EE', 'kmkr'),
  ES: of('ES', 'ES', 'nif'),
  FI: of('FI', 'FI', 'alv'),
  FR: of('FR', 'FR', 'tva'),
  GB: of('GB', 'GB', 'vat'),
  GR: of('EL', 'GR', 'vat'),
  HR: of('HR', 'HR', 'oib'),
  HU: of('HU', 'HU', 'anum'),
  IE: of('IE', 'IE', 'vat'),
  IS: of('IS', 'IS', 'vsk'),
  IT: of('IT', 'IT', 'iva'),
  LI: {
    prefix: 'CHE',
    check: stdnum['CH']!['uid']!,
    variants: (body) => [`CHE${body.replace(/(MWST|TVA|IVA|VAT)$/, '')}`],
    store: (compact) => compact,
  },
  LT: of('LT', 'LT', 'pvm'),
  LU: of('LU', 'LU', 'tva'),
  LV: of('LV', 'LV', 'pvn'),
  MC: of('FR', 'FR', 'tva'),
  MT: of('MT', 'MT', 'vat'),
  NL: of('NL', 'NL', 'btw'),
  NO: {
    prefix: 'NO',
    check: stdnum['NO']!['mva']!,
    variants: (body) => [body, `${body}MVA`],
    store: (compact) => `NO${compact}`,
  },
  PL: of('PL', 'PL', 'nip'),
  PT: of('PT', 'PT', 'nif'),
  RO: of('RO', 'RO', 'cif'),
  RS: of('RS', 'RS', 'pib'),
  SE: of('SE', 'SE', 'vat'),
  SI: of('SI', 'SI', 'ddv'),
  SK: of('SK', 'SK', 'dph'),
  TR: of('TR', 'TR', 'vkn'),
  UA: of('UA', 'UA', 'edrpou'),
}

/** Prefixes as people write them, longest first, with the country they stand for. */
const PREFIXES: [prefix: string, country: string][] = [
  ['CHE', 'CH'],
  ['EL', 'GR'],
  ['XI', 'GB'],
  ...Object.keys(SCHEMES).map((country): [string, string] => [country, country]),
]

const prefixOf = (compact: string) => PREFIXES.find(([prefix]) => compact.startsWith(prefix))

const check = (
  country: string,
  prefix: string,
  body: string,
): Parsed<{ value: string }, 'form' | 'checksum'> => {
  const scheme = SCHEMES[country]!
  let code: 'form' | 'checksum' = 'form'
  for (const variant of scheme.variants?.(body) ?? [body]) {
    const answer = scheme.check.validate(variant)
    if (answer.isValid && answer.compact) {
      return { ok: true, value: scheme.store?.(answer.compact) ?? prefix + answer.compact }
    }
    if (answer.error?.constructor.name === 'InvalidChecksum') code = 'checksum'
  }
  return refuse(code)
}

/**
 * A VAT number, checked for form and checksum by the rules of its country (EU, GB, XI, CH, LI, NO, IS, RS, TR, UA).
 * `value` is compact with the prefix of VIES: `NL004495445B01`, `EL094259216`, `XI980780684`, `CHE107787577`,
 * `NO995525828MVA`. Without a prefix the number is read as one of `countryHint` (ISO 3166-1 alpha-2).
 * A country without a known scheme has only its form checked, and `checked` is false.
 */
export const parseVat = (
  text: string,
  countryHint?: string,
): Parsed<{ value: string; country: string; checked: boolean }, VatError> => {
  const compact = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^(?:VATNO|VAT|BTWNR|BTW|USTIDNR|USTID|TVA|MWST)(?=[A-Z]{2,3}\d|\d)/, '')
  if (!compact) return refuse('empty')
  if (compact.length < 4 || compact.length > 20 || !/^[A-Z0-9]+$/.test(compact)) return refuse('form')

  // A national number may begin with letters that look like a prefix (ES…, GD… of GB), so the hint comes second.
  const written = prefixOf(compact)
  if (written) {
    const [prefix, country] = written
    const stored = country === 'GB' ? prefix : SCHEMES[country]!.prefix
    const answer = check(country, stored, compact.slice(prefix.length))
    if (answer.ok) return { ok: true, value: answer.value, country, checked: true }
    if (!countryHint || countryHint === country || !SCHEMES[countryHint]) return answer
    const national = check(countryHint, SCHEMES[countryHint].prefix, compact)
    return national.ok ? { ok: true, value: national.value, country: countryHint, checked: true } : answer
  }
  if (countryHint && SCHEMES[countryHint]) {
    const answer = check(countryHint, SCHEMES[countryHint].prefix, compact)
    return answer.ok ? { ok: true, value: answer.value, country: countryHint, checked: true } : answer
  }
  if (!countryHint) return refuse('country')
  if (!/\d/.test(compact)) return refuse('form')
  const value = compact.startsWith(countryHint) ? compact : countryHint + compact
  return { ok: true, value, country: countryHint, checked: false }
}
