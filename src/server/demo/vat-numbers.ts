import type { Dice } from './random.ts'

const at = (digits: string, i: number): number => digits.charCodeAt(i) - 48
const sum = (digits: string, weights: readonly number[]): number =>
  weights.reduce((total, weight, i) => total + weight * at(digits, i), 0)

/** The check digit of ISO/IEC 7812 (Luhn) behind `digits`. */
const luhn = (digits: string): number => {
  let total = 0
  for (let i = digits.length - 1, double = true; i >= 0; i--, double = !double) {
    const value = at(digits, i) * (double ? 2 : 1)
    total += value > 9 ? value - 9 : value
  }
  return (10 - (total % 10)) % 10
}

/** ISO 7064 MOD 11,10, as in Germany. */
const mod1110 = (digits: string): number => {
  let check = 10
  for (let i = 0; i < digits.length; i++) {
    const total = (at(digits, i) + check) % 10 || 10
    check = (total * 2) % 11
  }
  return (11 - check) % 10
}

const ua = (digits: string): number => {
  const number = Number(digits)
  const weights = number < 3_000_000 || number > 6_000_000 ? [1, 2, 3, 4, 5, 6, 7] : [7, 1, 2, 3, 4, 5, 6]
  const first = sum(digits, weights) % 11
  if (first < 10) return first
  return (
    (sum(
      digits,
      weights.map((weight) => weight + 2),
    ) %
      11) %
    10
  )
}

const tr = (digits: string): number => {
  let total = 0
  for (let i = 0; i < 9; i++) {
    const shifted = (at(digits, i) + 9 - i) % 10
    if (shifted) total += (shifted * 2 ** (9 - i)) % 9 || 9
  }
  return (10 - (total % 10)) % 10
}

/** Per country: the digits to draw, and the number they make; undefined when those digits have no check digit. */
const SCHEMES: Record<string, [pattern: string, complete: (digits: string) => string | undefined]> = {
  NL: [
    '8#######',
    (d) => {
      const check = sum(d, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
      return check > 9 ? undefined : `NL${d}${check}B01`
    },
  ],
  BE: ['04######', (d) => `BE${d}${String(97 - (Number(d) % 97)).padStart(2, '0')}`],
  DE: ['2#######', (d) => `DE${d}${mod1110(d)}`],
  FR: [
    '4#######',
    (d) => {
      const siren = d + luhn(d)
      return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`
    },
  ],
  GB: ['2######', (d) => `GB${d}${String(97 - (sum(d, [8, 7, 6, 5, 4, 3, 2]) % 97)).padStart(2, '0')}`],
  ES: ['6######', (d) => `ESB${d}${luhn(d)}`],
  IT: ['0######015', (d) => `IT${d}${luhn(d)}`],
  PL: [
    '52#######',
    (d) => {
      const check = sum(d, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11
      return check > 9 ? undefined : `PL${d}${check}`
    },
  ],
  SE: ['5566#####', (d) => `SE${d}${luhn(d)}01`],
  PT: ['50######', (d) => `PT${d}${((11 - (sum(d, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10}`],
  GR: ['09######', (d) => `EL${d}${(sum(d, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10}`],
  TR: ['6########', (d) => `TR${d}${tr(d)}`],
  UA: ['3######', (d) => `UA${d}${ua(d)}`],
}

/** A VAT number of the country (ISO 3166-1) with its check digits, prefix first; null where there is no such number. */
export const vatNumber = (dice: Dice, country: string): string | null => {
  const scheme = SCHEMES[country]
  if (!scheme) return null
  for (;;) {
    const number = scheme[1](dice.digits(scheme[0]))
    if (number) return number
  }
}
