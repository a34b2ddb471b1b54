import { readFields } from '#capabilities/custom-fields/definitions.ts'
import type { CustomField, StoredValue } from '#capabilities/custom-fields/field.ts'
import { customParts } from '#capabilities/custom-fields/write-values.ts'
import type { DemoBatch } from '#capabilities/declaration/demo-batch.ts'
import { fillNew } from '#modules/customers/custom.ts'
import type { Ctx } from '#platform/context.ts'
import { insertTogether } from '#platform/database/insert-rows.ts'
import { customFieldInput } from './contract.ts'
import { addField } from './field.ts'

type Person = DemoBatch['customers'][number]
/** A field of the demo world: what it is, how many have it, and what they have. */
type Made = {
  about: Record<string, unknown>
  share: number
  of: Person['kind'] | 'both'
  value: (chance: number, person: Person, until: Date) => StoredValue
}

const list = (...labels: string[]) => labels.map((label) => ({ label }))
const pick = <T>(from: readonly T[], chance: number): T => from[Math.floor(chance * from.length)]!
const diets = ['vegetarian', 'vegan', 'gluten_free', 'no_nuts', 'halal']
const sizes = ['xs', 's', 'm', 'm', 'm', 'l', 'l', 'xl']

const dayBetween = (from: Date, until: Date, chance: number) =>
  new Date(from.getTime() + chance * (until.getTime() - from.getTime())).toISOString().slice(0, 10)

const fields: Readonly<Record<string, Made>> = {
  dietary_needs: {
    about: {
      type: 'multi_choice',
      label: 'Dietary needs',
      help: 'For catering at events',
      choices: list('Vegetarian', 'Vegan', 'Gluten free', 'No nuts', 'Halal'),
    },
    share: 0.12,
    of: 'individual',
    value: (chance) => (chance < 0.8 ? [pick(diets, chance / 0.8)] : ['gluten_free', 'vegetarian']),
  },
  shirt_size: {
    about: { type: 'choice', label: 'T-shirt size', choices: list('XS', 'S', 'M', 'L', 'XL') },
    share: 0.15,
    of: 'individual',
    value: (chance) => pick(sizes, chance),
  },
  newsletter_since: {
    about: { type: 'date', label: 'Newsletter since', personal: 'plain' },
    share: 0.2,
    of: 'both',
    value: (chance, { createdAt }, until) => dayBetween(createdAt, until, chance),
  },
  sponsor_amount: {
    about: {
      type: 'money',
      label: 'Sponsor amount',
      currency: 'EUR',
      personal: 'plain',
      write_level: 'full',
    },
    share: 0.2,
    of: 'organisation',
    value: (chance) => ({ amount: (1 + Math.floor(chance * 40)) * 25_000, currency: 'EUR' }),
  },
}

/** A few fields of customers, made once. */
async function makeFields(ctx: Ctx, batch: DemoBatch, first: Person): Promise<void> {
  for (const [key, { about }] of Object.entries(fields)) {
    const input = customFieldInput.parse({ target: 'customer', key, ...about })
    await addField(ctx, input, batch.id(first, `custom field ${key}`))
  }
}

function valuesOf(person: Person, byKey: ReadonlyMap<string, CustomField>, batch: DemoBatch) {
  const held: Record<string, StoredValue> = {}
  for (const [key, { share, of, value }] of Object.entries(fields)) {
    if ((of !== 'both' && of !== person.kind) || batch.chance(person, `has ${key}`) >= share) continue
    const field = byKey.get(key)
    if (field) held[field.id] = value(batch.chance(person, key), person, batch.until)
  }
  return held
}

/** Custom fields of the demo world, and values of them for a fraction of the customers. */
export async function demo(ctx: Ctx, batch: DemoBatch): Promise<void> {
  const first = batch.customers.find(({ index }) => index === 0)
  if (first) await makeFields(ctx, batch, first)
  const made = await readFields(ctx, "target = 'customer'")
  const byKey = new Map(made.map((field) => [field.key, field]))
  const rows = batch.customers
    .map((person) => ({ id: person.id, customerId: person.id, after: valuesOf(person, byKey, batch) }))
    .filter(({ after }) => Object.keys(after).length > 0)
  await insertTogether(ctx, customParts(ctx, made, rows))
  await fillNew(ctx, rows)
}
