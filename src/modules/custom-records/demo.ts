import { readFields } from '#capabilities/custom-fields/definitions.ts'
import type { StoredValue } from '#capabilities/custom-fields/field.ts'
import type { DemoBatch } from '#capabilities/declaration/demo-batch.ts'
import { timelineColumns, timelineRow } from '#capabilities/timeline/record.ts'
import { addField } from '#modules/custom-fields/field.ts'
import type { Ctx } from '#platform/context.ts'
import { insertOf, insertTogether } from '#platform/database/insert-rows.ts'
import { type DemoField, type DemoType, demoTypes } from './demo-types.ts'
import { eventOf } from './events.ts'
import { ownTitle } from './fields.ts'
import type { RecordType } from './shapes.ts'
import { addType, changeType } from './type.ts'
import { kindOf } from './type-access.ts'
import { allTypes } from './type-queries.ts'
import { type NewRecord, rowParts } from './write-records.ts'

type Customer = DemoBatch['customers'][number]

async function define(ctx: Ctx, { fields, ...sample }: DemoType): Promise<void> {
  const type = await addType(ctx, sample.type)
  const made = []
  for (const { values: _, ...field } of fields)
    made.push(
      await addField(ctx, {
        help: null,
        required: false,
        choices: [],
        personal: 'text',
        read_level: 'everyone',
        write_level: 'everyone',
        ...field,
        target: kindOf(type),
      }),
    )
  await changeType(ctx, type.id, { title_field_id: made[0]!.id }, undefined)
}

/** A value of a field for a customer; undefined where it is left empty. */
function drawn(batch: DemoBatch, customer: Customer, { key, values }: DemoField): StoredValue | undefined {
  const chance = batch.chance(customer, `record ${key}`)
  return typeof values === 'function' ? values(chance) : values[Math.floor(chance * values.length)]
}

const day = 24 * 60 * 60 * 1000

/** Boats, dogs and machines, of some of the customers. */
export async function demo(ctx: Ctx, batch: DemoBatch): Promise<void> {
  if (batch.customers.some(({ index }) => index === 0))
    for (const sample of demoTypes) await define(ctx, sample)
  const types = await allTypes(ctx)
  for (const sample of demoTypes) {
    const type = types.find(({ key }) => key === sample.type.key)
    if (type) await fillIn(ctx, batch, type, sample)
  }
}

async function fillIn(
  ctx: Ctx,
  batch: DemoBatch,
  type: RecordType,
  { fields, kind, share }: DemoType,
): Promise<void> {
  const stored = await readFields(ctx, 'target = $2', [kindOf(type)])
  const idOf = new Map(stored.map(({ key, id }) => [key, id]))
  const owners = batch.customers.filter(
    (customer) => customer.kind === kind && batch.chance(customer, `has ${type.key}`) < share,
  )
  if (owners.length === 0) return
  const records = owners.map((customer): NewRecord => {
    const values = fields.flatMap((field): [string, StoredValue][] => {
      const value = drawn(batch, customer, field)
      return value === undefined ? [] : [[idOf.get(field.key)!, value]]
    })
    const since = Math.min(customer.createdAt.getTime() + 30 * day, batch.until.getTime())
    return {
      id: batch.id(customer, type.key),
      customerId: customer.id,
      custom: Object.fromEntries(values),
      createdBy: null,
      createdAt: new Date(since),
      version: 1,
    }
  })
  const indexes = new Map(batch.customers.map(({ id, index }) => [id, index]))
  const told = records.map((record) => ({
    ...timelineRow(ctx, eventOf('added', type, { ...record, title: ownTitle(type, record.custom) })),
    // Timelines are read in the order of their ids.
    id: batch.id(
      { index: indexes.get(record.customerId)!, createdAt: new Date(record.createdAt) },
      `timeline of ${type.key}`,
    ),
    at: record.createdAt,
  }))
  await insertTogether(ctx, [
    ...rowParts(ctx, type, stored, records),
    insertOf('timeline_entries', timelineColumns, told),
  ])
}
