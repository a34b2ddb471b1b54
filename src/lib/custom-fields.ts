import { z } from 'zod'

/** Values of custom fields as records take them. */
export const customInput = z
  .record(z.string().max(60), z.unknown())
  .refine((values) => Object.keys(values).length <= 1000, 'at most 1000 fields at once')
  .describe(
    'Values of custom fields by key, as GET /custom-fields tells them; those that are absent stay, null clears',
  )

export const customOutput = z
  .record(z.string(), z.unknown())
  .describe('Values of custom fields by key: those that are filled and that the reader may see')

/** How an order names a custom field. */
export const customSort = z.string().regex(/^-?custom\.[a-z][a-z0-9_]{0,39}$/)
const isCustom = /^custom\.[a-z][a-z0-9_]{0,39}$/

/** A filter that also takes custom fields, as `custom.<key>`, and nothing else. */
export function filterWithCustom<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape)
  return z
    .object(shape)
    .catchall(z.string().max(500).optional())
    .superRefine((filter, { addIssue }) => {
      const keys = Object.keys(filter).filter((key) => !names.includes(key) && !isCustom.test(key))
      if (keys.length === 0) return
      const unknown = keys.map((key) => `"${key}"`).join(', ')
      const message = `There is no filter ${unknown}. There are ${names.join(', ')}, and custom.<key> for custom fields.`
      addIssue({ code: 'unrecognized_keys', keys, input: filter, message })
    })
    .describe(
      'Custom fields as custom.<key>: words for texts; a value or a range (10..20) for numbers, amounts and days; choices, comma separated, for any of them; yes or no; ids of customers; "any" or "empty" for all',
    )
}
