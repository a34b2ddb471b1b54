import { readCell } from '#capabilities/custom-fields/cells.ts'
import type { CustomField, StoredCustom, StoredValue } from '#capabilities/custom-fields/field.ts'
import { readCustom } from '#capabilities/custom-fields/parse.ts'
import { readValue } from '#capabilities/custom-fields/read-value.ts'
import type { DayOrder } from '#lib/identifiers/date.ts'
import { collapse, collapseLines } from '#lib/text.ts'
import type { Access } from '#platform/access.ts'
import type { FieldError } from '#platform/errors.ts'
import type { Refusal } from '../reading/import-row.ts'
import { refusalOf } from '../reading/refusals.ts'
import { columnOf } from './import-fields.ts'

/** Custom fields in a file: where each stands, and what a new customer gets and needs. */
export type CustomPlan = {
  columns: readonly { field: CustomField; index: number; name: string }[]
  /** Values of a new customer where the file says nothing. */
  defaults: StoredCustom
  /** Fields that a new customer must have. */
  needed: readonly { field: CustomField; fault: FieldError }[]
  dateOrder: DayOrder | undefined
}

/** What a row says of custom fields. */
export type CustomCells = {
  plan: CustomPlan
  /** By the id of the field; null where the cell is blank. */
  values: Record<string, StoredValue | null>
  /** Cells that name customers, to be looked up. */
  links: { fieldId: string; column: string; cell: string }[]
}

/** @returns null where a file has none of them and new customers neither get nor need any */
export function customPlan(
  access: Access,
  fields: readonly CustomField[],
  names: readonly string[],
  mapping: readonly { column: string; field: string }[],
  dateOrder: DayOrder | undefined,
): CustomPlan | null {
  const columns = mapping.flatMap(({ column, field: name }) => {
    const field = fields.find((one) => !one.retired_at && columnOf(one) === name)
    const index = names.indexOf(column)
    return field && index >= 0 ? [{ field, index, name: column }] : []
  })
  const { values: defaults, errors } = readCustom(access, fields, undefined)
  const needed = errors.map((fault) => ({
    fault,
    field: fields.find(({ key }) => fault.pointer === `/custom/${key}`)!,
  }))
  if (columns.length === 0 && needed.length === 0 && Object.keys(defaults).length === 0) return null
  return { columns, defaults, needed, dateOrder }
}

/** Reads the cells of a row; what cannot be taken is told of its column. */
export function readCustomCells(
  plan: CustomPlan,
  cells: readonly string[],
  refusals: Refusal[],
): CustomCells {
  const read: CustomCells = { plan, values: {}, links: [] }
  for (const { field, index, name } of plan.columns) {
    const raw = cells[index] ?? ''
    const text = field.type === 'long_text' ? collapseLines(raw) : collapse(raw)
    if (text === '') read.values[field.id] = null
    else if (field.type === 'customer') read.links.push({ fieldId: field.id, column: name, cell: text })
    else {
      const value = readOne(plan, field, text)
      if ('fault' in value) refusals.push(refusalOf(name, value.fault))
      else read.values[field.id] = value.value
    }
  }
  return read
}

type Value = { value: StoredValue | null } | { fault: FieldError }

function readOne({ dateOrder }: CustomPlan, field: CustomField, text: string): Value {
  const cell = readCell(field, text, dateOrder)
  // A retired choice that stands in a file may be what the customer has.
  const read = cell.ok ? readValue(cell.value, field, cell.value as StoredValue) : cell
  return read.ok
    ? { value: read.value }
    : { fault: { pointer: `/custom/${field.key}`, code: read.code, message: read.message } }
}

/** The values of a customer that a row makes. */
export const newValues = ({ plan, values }: CustomCells): StoredCustom =>
  filled(plan.defaults, values, 'keep')

/** What a customer that a row makes would lack. */
export const lacking = (custom: CustomCells): Refusal[] => {
  const values = newValues(custom)
  return custom.plan.needed.flatMap(({ field, fault }) => {
    if (values[field.id] !== undefined) return []
    const column = custom.plan.columns.find((one) => one.field === field)
    return [refusalOf(column?.name ?? null, fault)]
  })
}

/** The values of a customer as a row changes them; `before` itself where it changes nothing. */
export function changedValues(
  before: StoredCustom,
  { plan, values }: CustomCells,
  blanks: 'keep' | 'clear',
): StoredCustom {
  const required = new Set(plan.columns.flatMap(({ field }) => (field.required ? [field.id] : [])))
  // A required field is not emptied by a blank cell.
  const given = Object.entries(values).filter(([id, value]) => value !== null || !required.has(id))
  return filled(before, Object.fromEntries(given), blanks)
}

function filled(before: StoredCustom, values: CustomCells['values'], blanks: 'keep' | 'clear'): StoredCustom {
  const after: Record<string, StoredValue> = { ...before }
  for (const [id, value] of Object.entries(values)) {
    if (value !== null) after[id] = value
    else if (blanks === 'clear') delete after[id]
  }
  return after
}
