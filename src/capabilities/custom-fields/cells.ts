import { type DayOrder, parseDate } from '#lib/identifiers/date.ts'
import { decimalOf, minorUnits } from '#lib/money.ts'
import { fold } from '#lib/text.ts'
import type { Choice, CustomField, FieldType, Money, StoredValue } from './field.ts'

/** A cell as a value that `readCustom` takes, or what is wrong with it. Cells that name customers are read elsewhere. */
export type Cell = { ok: true; value: unknown } | { ok: false; code: string; message: string }

const right = (value: unknown): Cell => ({ ok: true, value })
const wrong = (code: string, message: string): Cell => ({ ok: false, code: `custom.${code}`, message })

/**
 * `1.234,50`, `1,234.50`, `1234.5` and `€ 12` as a plain decimal. The last sign that stands once is the decimal sign,
 * unless exactly three digits follow a lone comma or point with nothing else to go by.
 */
export function decimalFrom(text: string): string | undefined {
  const plain = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^\p{Sc}|\p{Sc}$|^[A-Z]{3}|[A-Z]{3}$/gu, '')
  const parts = /^([+-]?)(\d[\d.,]*)$/.exec(plain)
  if (!parts) return undefined
  const [, sign, body] = parts as unknown as [string, string, string]
  const last = Math.max(body.lastIndexOf(','), body.lastIndexOf('.'))
  if (last < 0) return sign + body
  const mark = body[last]!
  const other = mark === ',' ? '.' : ','
  const repeated = body.indexOf(mark) !== last
  // 1,234,567 has no decimals; 1.234,50 and 12,5 have.
  const whole = repeated ? body : body.slice(0, last)
  const fraction = repeated ? '' : body.slice(last + 1)
  const groups = whole.split(repeated ? mark : other)
  if (groups.length > 1 && !groups.slice(1).every((group) => group.length === 3)) return undefined
  if (groups.some((group) => !/^\d+$/.test(group))) return undefined
  return `${sign}${groups.join('')}${fraction && `.${fraction}`}`
}

const yes = new Set(['yes', 'y', 'true', '1', 'x', 'ja', 'j', 'waar', 'oui', 'wahr', 'on'])
const no = new Set(['no', 'n', 'false', '0', 'nee', 'onwaar', 'non', 'nein', 'falsch', 'off'])

const named = (choices: readonly Choice[], name: string): Choice | undefined =>
  choices.find(({ id }) => id === name) ?? choices.find(({ label }) => fold(label) === fold(name))

type Reader = (text: string, field: CustomField, order: DayOrder | undefined) => Cell

const asText: Reader = (text) => right(text)

const number: Reader = (text, { label }) => {
  const decimal = decimalFrom(text)
  return decimal === undefined
    ? wrong('number', `${label}: "${text}" is not a number.`)
    : right(Number(decimal))
}

const money: Reader = (text, { label, currency }) => {
  const decimal = decimalFrom(text)
  const amount = decimal === undefined ? undefined : minorUnits(decimal, currency!)
  return amount === undefined
    ? wrong('money', `${label}: "${text}" is not an amount in ${currency}, such as 12.50.`)
    : right({ amount, currency })
}

const dayFaults: Record<string, string> = {
  order: 'day and month cannot be told apart. Choose the order of dates, or give it as YYYY-MM-DD.',
  impossible: 'there is no such day.',
}

const date: Reader = (text, { label }, order) => {
  const read = parseDate(text, order)
  if (read.ok) return right(read.value)
  const reason = dayFaults[read.code] ?? 'give a day as YYYY-MM-DD, such as 2026-05-31.'
  return wrong(`date.${read.code}`, `${label}: “${text}”: ${reason}`)
}

const unknownChoice = (text: string, { label, choices }: CustomField) =>
  wrong(
    'choice',
    `${label}: "${text}" is not one of ${choices
      .filter(({ retired }) => !retired)
      .map((choice) => choice.label)
      .slice(0, 12)
      .join(', ')}.`,
  )

const choice: Reader = (text, field) => {
  const found = named(field.choices, text)
  return found ? right(found.id) : unknownChoice(text, field)
}

const multiChoice: Reader = (text, field) => {
  const whole = named(field.choices, text)
  if (whole) return right([whole.id])
  const ids: string[] = []
  for (const part of text.split(/[;|\n]|,(?![^(]*\))/).map((one) => one.trim())) {
    if (part === '') continue
    const found = named(field.choices, part)
    if (!found) return unknownChoice(part, field)
    ids.push(found.id)
  }
  return right(ids)
}

const yesNo: Reader = (text, { label }) => {
  const word = fold(text)
  return yes.has(word)
    ? right(true)
    : no.has(word)
      ? right(false)
      : wrong('yes_no', `${label}: give yes or no.`)
}

const readers: Record<FieldType, Reader> = {
  text: asText,
  long_text: asText,
  number,
  money,
  date,
  choice,
  multi_choice: multiChoice,
  yes_no: yesNo,
  customer: asText,
}

/** Reads a filled cell. */
export const readCell = (field: CustomField, text: string, order?: DayOrder): Cell =>
  readers[field.type](text, field, order)

// 1e-7 is not how people write it, nor how it is read back.
const plainNumber = new Intl.NumberFormat('en', { useGrouping: false, maximumSignificantDigits: 15 })

const label = ({ choices }: CustomField, id: string) => choices.find((one) => one.id === id)?.label ?? id

/** A value as a cell, which `readCell` reads back; a customer as `C-10042` of `numberOf`. */
export function cellOf(
  field: CustomField,
  value: StoredValue | undefined,
  numberOf: (customerId: string) => string = (id) => id,
): string | null {
  if (value === undefined) return null
  if (field.type === 'money') return decimalOf((value as Money).amount, (value as Money).currency)
  if (field.type === 'choice') return label(field, value as string)
  if (field.type === 'multi_choice') {
    const held = value as readonly string[]
    return field.choices.flatMap(({ id }) => (held.includes(id) ? [label(field, id)] : [])).join('; ')
  }
  if (field.type === 'yes_no') return value ? 'yes' : 'no'
  if (field.type === 'number') return plainNumber.format(value as number)
  return field.type === 'customer' ? numberOf(value as string) : String(value)
}
