import { minorDigits } from '#lib/money.ts'
import { collapse, collapseLines } from '#lib/text.ts'
import { isDay } from '#platform/http/paging.ts'
import type { CustomField, FieldType, Money, StoredValue } from './field.ts'

/** A value in its stored form (null: none), or what is wrong with it and how to mend it. */
export type Read = { ok: true; value: StoredValue | null } | { ok: false; code: string; message: string }

export const MOST_TEXT = 500
export const MOST_LONG_TEXT = 20_000
const MOST_CHOICES = 200
/** What a double holds exactly. */
const MOST_DIGITS = 15

const right = (value: StoredValue | null): Read => ({ ok: true, value })
const wrong = (code: string, message: string): Read => ({ ok: false, code: `custom.${code}`, message })

type Reader = (value: unknown, field: CustomField, before: StoredValue | undefined) => Read

const text =
  (tidy: (text: string) => string, most: number): Reader =>
  (value, { label }) => {
    if (typeof value !== 'string') return wrong('text', `Give ${label} as text.`)
    const tidied = tidy(value)
    return tidied.length > most
      ? wrong('too_long', `${label} takes at most ${most} characters; this has ${tidied.length}.`)
      : right(tidied || null)
  }

const isExact = (value: number): boolean => {
  const [digits, exponent] = value.toExponential().split('e') as [string, string]
  const count = digits.replace(/[-.]/g, '').length
  const decimals = count - 1 - Number(exponent)
  return count <= MOST_DIGITS && Number(exponent) < MOST_DIGITS && decimals <= MOST_DIGITS
}

const number: Reader = (value, { label }) => {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return wrong('number', `Give ${label} as a number.`)
  return isExact(value)
    ? right(value || 0)
    : wrong('number.digits', `${label} takes a number of at most ${MOST_DIGITS} digits.`)
}

const isMoney = (value: unknown): value is Partial<Money> & { amount: number } =>
  typeof value === 'object' && value !== null && Number.isSafeInteger((value as Money).amount)

const money: Reader = (value, { label, currency }) => {
  const unit = minorDigits(currency!) === 0 ? currency : `hundredths of ${currency}`
  const example = `Give ${label} as {"amount": 1250, "currency": "${currency}"}, the amount in the smallest unit (${unit}).`
  if (!isMoney(value)) return wrong('money', example)
  if (value.currency !== undefined && value.currency !== currency)
    return wrong('currency', `${label} is kept in ${currency}. Give the amount in ${currency}.`)
  return right({ amount: value.amount || 0, currency: currency! })
}

const date: Reader = (value, { label }) =>
  isDay(value) ? right(value) : wrong('date', `Give ${label} as a day that there is, such as 2026-05-31.`)

const choiceList = ({ choices }: CustomField) => {
  const offered = choices.filter(({ retired }) => !retired).map(({ id }) => id)
  return offered.length > 12 ? `${offered.slice(0, 12).join(', ')}, …` : offered.join(', ')
}

/** A retired choice stays where it is. */
const chosen = (id: unknown, { choices }: CustomField, before: readonly string[]) =>
  typeof id === 'string' &&
  choices.some((choice) => choice.id === id && (!choice.retired || before.includes(id)))

const choice: Reader = (value, field, before) =>
  chosen(value, field, typeof before === 'string' ? [before] : [])
    ? right(value as string)
    : wrong('choice', `Choose one of these for ${field.label}: ${choiceList(field)}.`)

const multiChoice: Reader = (value, field, before) => {
  const had = Array.isArray(before) ? (before as readonly string[]) : []
  if (!Array.isArray(value) || value.length > MOST_CHOICES || !value.every((id) => chosen(id, field, had)))
    return wrong('choices', `Give a list for ${field.label}, of any of these: ${choiceList(field)}.`)
  // Sorted, so that the same choices are the same value whatever order the list has now.
  return right(value.length === 0 ? null : [...new Set(value as string[])].sort())
}

const yesNo: Reader = (value, { label }) =>
  typeof value === 'boolean' ? right(value) : wrong('yes_no', `Give ${label} as true or false.`)

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const customer: Reader = (value, { label }) =>
  typeof value === 'string' && uuid.test(value)
    ? right(value.toLowerCase())
    : wrong('customer', `Give ${label} as the id of a customer.`)

const readers: Record<FieldType, Reader> = {
  text: text(collapse, MOST_TEXT),
  long_text: text(collapseLines, MOST_LONG_TEXT),
  number,
  money,
  date,
  choice,
  multi_choice: multiChoice,
  yes_no: yesNo,
  customer,
}

/** Reads a value as the API takes it. Null and empty text mean none. `before` is what the record holds. */
export const readValue = (value: unknown, field: CustomField, before?: StoredValue): Read =>
  value === null ? right(null) : readers[field.type](value, field, before)
