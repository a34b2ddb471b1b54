import { decimalOf, minorUnits } from '#lib/money.ts'
import type { CustomField } from './custom-field.ts'
import { decimalText, parseDecimal } from './number-text.ts'

/** A value as one line of text, or what is wrong with the line: a word of this module. */
export type Read = { value: unknown } | { fault: 'fault.number' | 'fault.money' }

type Money = { amount: number; currency: string }

/** What a person typed or chose in a control of plain text; blank text is no value. */
export function readText({ type, currency }: CustomField, text: string, locale: string): Read {
  if (text.trim() === '') return { value: null }
  if (type === 'yes_no') return { value: text === 'yes' }
  if (type === 'number') {
    const number = parseDecimal(text, locale)
    return number === null ? { fault: 'fault.number' } : { value: Number(number) }
  }
  if (type === 'money') {
    const number = parseDecimal(text, locale)
    const amount = number === null ? undefined : minorUnits(number, currency ?? 'EUR')
    return amount === undefined
      ? { fault: 'fault.money' }
      : { value: { amount, currency: currency ?? 'EUR' } }
  }
  return { value: text.trim() }
}

/** A number without the exponent that JavaScript writes beyond 10^21 and below 10^-6. */
const digitsOf = (number: number) =>
  /e/.test(String(number))
    ? new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 }).format(number)
    : String(number)

/** The other way round: what stands in the control when editing begins. */
export function writeText({ type }: CustomField, value: unknown, locale: string): string {
  if (value === null || value === undefined) return ''
  if (type === 'yes_no') return value ? 'yes' : 'no'
  if (type === 'number') return decimalText(digitsOf(Number(value)), locale)
  if (type === 'money') {
    const { amount, currency } = value as Money
    return decimalText(decimalOf(amount, currency), locale)
  }
  return String(value)
}

export const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Of one field values have one form, but for the order of choices. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  (isBlank(a) && isBlank(b)) || JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))

const inOrder = (value: unknown) => {
  if (Array.isArray(value)) return [...value].sort()
  if (typeof value !== 'object' || value === null) return value
  const { amount, currency } = value as Money
  return { amount, currency }
}

/** Choices that can be chosen: those in use, and a retired one that the value has. */
export const offered = ({ choices }: CustomField, chosen: readonly string[]) =>
  choices
    .filter(({ id, retired }) => !retired || chosen.includes(id))
    .map(({ id, label }) => ({ value: id, label }))
