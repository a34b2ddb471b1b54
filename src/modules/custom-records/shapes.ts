import { z } from 'zod'
import { id, line, time, version } from '#lib/fields.ts'

/** How far somebody may go with the records of a type; each level includes those before it. */
export const levels = ['none', 'read', 'write', 'full'] as const
const level = z.enum(levels)

/** Pictures that a type can have, by the names under which the staff app knows them. */
export const typeIcons = [
  'box',
  'boat',
  'car',
  'bike',
  'truck',
  'machine',
  'home',
  'paw',
  'plant',
  'key',
  'certificate',
  'heart',
  'music',
  'ball',
  'book',
  'device',
] as const

export const recordType = z.object({
  id,
  key: z.string().describe('Its name in addresses and files; stands for the id in every path'),
  singular: z.string(),
  plural: z.string(),
  icon: z.enum(typeIcons),
  many: z.boolean().describe('A customer may have several of them'),
  title_field_id: id.nullable().describe('The custom field of target `record:<id>` that is the title'),
  restricted: z.boolean().describe('Only for the security groups that its access names'),
  level: level.describe('How far the caller may go with its records'),
  retired_at: time.nullable().describe('Since when no new ones are added'),
  created_at: time,
  version,
})
export type RecordType = z.output<typeof recordType>
export type Level = RecordType['level']

const typeFields = {
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a letter, then letters, digits and dashes, all small')
    .meta({ examples: ['boats'] })
    .describe('Small letters, digits and dashes'),
  singular: line(60),
  plural: line(60),
  icon: z.enum(typeIcons),
  many: z.boolean(),
  title_field_id: id.nullable(),
}
export const typeInput = z.strictObject({
  key: typeFields.key,
  singular: typeFields.singular,
  plural: typeFields.plural,
  icon: typeFields.icon.default('box'),
  many: typeFields.many.default(true),
})
export const typeChange = z.strictObject(typeFields).partial()
export type TypeInput = z.output<typeof typeInput>
export type TypeChange = z.output<typeof typeChange>

/** A type by id or key. */
export const typeParams = z.object({ id: z.string().min(1).max(60).describe('Id or key of the type') })

export const typeAccess = z.object({
  restricted: z.boolean(),
  groups: z.array(
    z.object({
      id,
      name: z.string(),
      administrator: z.boolean().describe('May do everything anyway'),
      area: level.describe('Its level for custom records as a whole, beyond which no type goes'),
      level: level.describe('Its level for this type, where the type is restricted'),
    }),
  ),
})
export const accessInput = z.strictObject({
  restricted: z.boolean(),
  groups: z.array(z.strictObject({ id, level })).max(500).describe('Groups that are not named have none'),
})
export type AccessInput = z.output<typeof accessInput>

/** Values by the key of their field; what it may hold is in `GET /custom-fields?target=record:<type id>`. */
export const customValues = z.record(z.string(), z.unknown())

const ref = z.object({ id, name: z.string() })
export const record = z.object({
  id,
  type: z.object({ id, key: z.string(), singular: z.string() }),
  customer: z.object({ id, number: z.number().int(), name: z.string() }),
  title: z.string().describe('The value of the title field; the name of the type where there is none'),
  custom: customValues,
  created_by: ref.nullable(),
  created_at: time,
  updated_at: time,
  version,
})
export type CustomRecord = z.output<typeof record>

export const recordInput = z.strictObject({ customer_id: id, custom: customValues.default({}) })
export const recordChange = z.strictObject({
  custom: customValues.describe('Only what changes; null empties a field'),
})
export type RecordInput = z.output<typeof recordInput>
