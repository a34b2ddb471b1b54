import type { Formats } from '../../kit/format.ts'
import { type CustomField, knownField } from './custom-field.ts'
import { numberText } from './custom-text.ts'

/** The name under which history keeps a custom field begins so; the field's id follows. */
const prefix = 'custom.'
export const isCustomHistory = (name: string): boolean => name.startsWith(prefix)

/** The field of a name in history, where its definitions are on screen. */
export const fieldOfHistory = (target: string, name: string): CustomField | undefined =>
  isCustomHistory(name) ? knownField(target, name.slice(prefix.length)) : undefined

type Money = { amount: number; currency: string }

const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && typeof (value as Money).amount === 'number'

/** A value of a custom field as history keeps it, where it is not simply a text or something with a name. */
export function historyText(value: unknown, f: Formats): string | undefined {
  if (isMoney(value)) return f.money(value.amount, value.currency)
  if (typeof value === 'number') return numberText(value, f.locale)
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? f.date(value) : undefined
}

type Named = { id: string }

/** A value of history in the form in which the API takes it: choices and customers by their ids. */
export function sentOfHistory({ type }: CustomField, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (type === 'choice' || type === 'customer') return (value as Named).id
  return type === 'multi_choice' ? (value as Named[]).map(({ id }) => id) : value
}
