import i18next from 'i18next'
import type { Formats } from '../../kit/format.ts'
import type { CustomField } from './custom-field.ts'

const numbers = new Map<string, Intl.NumberFormat>()

/** All digits that a number has, grouped as the locale has it. */
export function numberText(value: number, locale: string): string {
  let format = numbers.get(locale)
  if (!format) {
    format = new Intl.NumberFormat(locale, { maximumFractionDigits: 12 })
    numbers.set(locale, format)
  }
  return format.format(value)
}

type Money = { amount: number; currency: string }
type Linked = { id: string; name: string }

/** How a value reads in one line; nothing for no value. A choice that was retired keeps its label. */
export function customText({ type, choices }: CustomField, value: unknown, formats: Formats): string {
  if (value === null || value === undefined) return ''
  const label = (id: unknown) => choices.find((choice) => choice.id === id)?.label ?? ''
  switch (type) {
    case 'number':
      return numberText(Number(value), formats.locale)
    case 'money':
      return formats.money((value as Money).amount, (value as Money).currency)
    case 'date':
      return formats.date(String(value))
    case 'choice':
      return label(value)
    case 'multi_choice':
      return (value as string[]).map(label).filter(Boolean).join(', ')
    case 'yes_no':
      return i18next.t(value ? 'yes' : 'no', { ns: 'custom-fields' })
    case 'customer':
      return typeof value === 'object' ? (value as Linked).name : '…'
    default:
      return String(value)
  }
}
