import i18next from 'i18next'
import { minorUnits } from '#lib/money.ts'
import type { Formats } from '../../kit/format.ts'
import type { CustomField } from './custom-field.ts'
import { numberText } from './custom-text.ts'

/** What a filter on any field can say instead of a value. */
export const anyValue = 'any'
export const noValue = 'empty'

type Range = { from: string; to: string }

/** `10..20`, `10..`, `..20`, or `10` for exactly that. */
export function rangeOf(text: string): Range {
  if (text === anyValue || text === noValue) return { from: '', to: '' }
  const [from = '', to = from] = text.split('..')
  return { from, to }
}

export const rangeText = ({ from, to }: Range): string =>
  from === '' && to === '' ? '' : from === to ? from : `${from}..${to}`

export const isRange = ({ type }: Pick<CustomField, 'type'>) =>
  type === 'number' || type === 'money' || type === 'date'

const word = (key: string, values = {}) => i18next.t(key, { ns: 'custom-fields', ...values })

/** A decimal number of the address as a person reads it. */
function bound(field: CustomField, text: string, f: Formats): string {
  if (field.type === 'date') return f.date(text)
  if (field.type === 'number') return numberText(Number(text), f.locale)
  const currency = field.currency ?? 'EUR'
  const amount = minorUnits(text, currency)
  return amount === undefined ? text : f.money(amount, currency)
}

/** What a filter on a field asks for, in words. Customers are told by `nameOf`. */
export function filterText(
  field: CustomField,
  text: string,
  f: Formats,
  nameOf: (id: string) => string = () => '…',
): string {
  if (text === anyValue) return word('filter.filled')
  if (text === noValue) return word('filter.empty')
  const parts = text.split(',').filter(Boolean)
  if (field.type === 'choice' || field.type === 'multi_choice')
    return parts
      .map((part) =>
        part === noValue
          ? word('filter.empty')
          : (field.choices.find(({ id }) => id === part)?.label ?? part),
      )
      .join(', ')
  if (field.type === 'yes_no') return word(text === 'yes' ? 'yes' : 'no')
  if (field.type === 'customer') return parts.map(nameOf).join(', ')
  if (!isRange(field)) return text
  const { from, to } = rangeOf(text)
  const say = (part: string) => bound(field, part, f)
  if (from === to) return say(from)
  if (from === '') return word('range.to', { to: say(to) })
  if (to === '') return word('range.from', { from: say(from) })
  return word('range.both', { from: say(from), to: say(to) })
}
