import type { FieldError } from '#platform/errors.ts'
import type { RowProblem } from '#platform/formats/rows.ts'
import type { Refusal } from './import-row.ts'

const SHOWN = 60

/** Reasons that only an import has, in words. */
const messages: Record<string, string> = {
  'row.quote': 'A quotation mark in this row is never closed.',
  'row.long': 'This row is longer than 2 million characters and was cut.',
  'row.cells': 'This row has more or fewer cells than there are columns.',
  'row.encoding':
    'This row holds bytes that are no characters of the file’s encoding. Choose another encoding.',
  'row.card': 'This card is not complete.',
  'number.form': 'A customer number is a whole number, such as C-10042 or 10042.',
  'number.taken': 'Another customer has this number. Match by number to update that one.',
  'kind.unknown': 'Give the kind as individual or organisation.',
  'gender.unknown': 'Give the gender as female, male or other.',
  'status.unknown': 'Give the status as active, inactive or archived.',
  'birthday.order': 'Day and month cannot be told apart. Choose the order of dates and run the import again.',
  'birthday.separator': 'This date mixes separators. Give it as YYYY-MM-DD.',
  'created_at.order':
    'Day and month cannot be told apart. Choose the order of dates and run the import again.',
  'created_at.form': 'Give a date as YYYY-MM-DD, with or without a time.',
  'created_at.separator': 'This date mixes separators. Give it as YYYY-MM-DD.',
  'created_at.impossible': 'There is no such day or time.',
  'created_at.zone': 'There is no such time zone offset.',
  'created_at.future': 'The date lies in the future.',
  'phone.country':
    'Which country’s number this is, is not known. Choose a country for the import, or begin it with its code, such as +31.',
  'vat_number.country': 'Begin the VAT number with its country code, or choose a country for the import.',
  'match.several': 'Several customers fit this row. Match by number, or by e-mail and name.',
  'customer.deleted':
    'This customer was deleted while the file was imported. Import the row again to add it.',
  'customer.archived':
    'This customer is archived and cannot be changed. Restore it first, or give the status active.',
  'status.not_allowed':
    'The status cannot be changed this way: an archived customer is first restored to active.',
  'row.failed': 'Something went wrong on our side with this row, and nothing of it was imported. Report it.',
  'cell.required': 'This may not be empty.',
  'customer.unknown':
    'No customer has this number, e-mail address or name. Give the number of a customer, such as C-10042, or add the customer first.',
  'customer.several': 'Several customers are meant by this ({some}). Give the number of one of them.',
  'date.form': 'Give a date as YYYY-MM-DD.',
  'date.order': 'Day and month cannot be told apart. Choose the order of dates and run the import again.',
  'date.separator': 'This date mixes separators. Give it as YYYY-MM-DD.',
  'date.impossible': 'There is no such day.',
  'text.long': 'This text is too long; at most {most} characters fit.',
}

const shown = (value: string) => (value.length > SHOWN ? `${value.slice(0, SHOWN).toWellFormed()}…` : value)

const inWords = (message: string, value?: string) =>
  value?.trim() ? `“${shown(value.trim())}”: ${message}` : message

/** A refusal with a reason of the import's own. */
export const refusal = (
  column: string | null,
  code: string,
  value?: string,
  params: Record<string, unknown> = {},
): Refusal => ({
  column,
  code,
  message: inWords(
    (messages[code] ?? code).replace(/\{(\w+)\}/g, (_, name) => String(params[name])),
    value,
  ),
})

/** A refusal for a fault that the customers module found. */
export const refusalOf = (column: string | null, fault: FieldError, value?: string): Refusal => ({
  column,
  code: fault.code,
  message: inWords(messages[fault.code] ?? fault.message, value),
})

export const refusalOfRow = (problem: RowProblem | 'card'): Refusal => refusal(null, `row.${problem}`)
