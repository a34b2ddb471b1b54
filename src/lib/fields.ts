import { z } from 'zod'
import { collapse } from './text.ts'

/** Forms that several contracts share. */
export const id = z.uuid().describe('UUIDv7')
export const time = z.string().describe('ISO 8601, UTC')
export const date = z.iso
  .date()
  .refine((day) => !day.startsWith('0000'), 'the calendar has no year zero')
  .describe('YYYY-MM-DD')
export const version = z
  .number()
  .int()
  .positive()
  .describe('Send it back in If-Match when you change the record')

/** Text a person typed: trimmed, never empty, nor made of marks alone that nobody sees. */
export const line = (max = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => collapse(text) !== '', 'must hold something that can be seen')
export const idParams = z.object({ id })

/** How a list is cut into pages. `cursor` is what the previous page gave as `next_cursor`; it is opaque. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(2000).optional(),
}

/** A page of a list. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() })

/** How many match: exact, or "at least" when `exact` is false. */
export const count = z.object({ value: z.number().int(), exact: z.boolean() })
