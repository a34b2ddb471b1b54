import type { DemoBatch } from '#capabilities/declaration/demo-batch.ts'
import { recordWordsPart } from '#capabilities/search/record-words.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows, insertTogether } from '#platform/database/insert-rows.ts'
import { nameKey } from './committee-queries.ts'
import { committeePlan, rolePlan, stagePlan } from './demo-plan.ts'
import { dayBefore, lastDayOf } from './spans.ts'

type Customer = DemoBatch['customers'][number]

const stamps = { workspace_id: 'uuid', id: 'uuid', created_at: 'timestamptz' }
const dated = { ...stamps, updated_at: 'timestamptz', customer_id: 'uuid', from_on: 'date', until_on: 'date' }
const columns = {
  committees: {
    ...stamps,
    updated_at: 'timestamptz',
    name: 'text',
    name_key: 'text',
    description: 'text',
    parent_id: 'uuid',
    from_on: 'date',
  },
  positions: {
    ...stamps,
    updated_at: 'timestamptz',
    committee_id: 'uuid',
    name: 'text',
    name_key: 'text',
    seats: 'smallint',
    exclusive: 'boolean',
    term_months: 'smallint',
    place: 'smallint',
  },
  terms: { ...dated, committee_id: 'uuid', position_id: 'uuid' },
  types: { ...stamps, name: 'text', name_key: 'text' },
  roles: { ...dated, type_id: 'uuid' },
  solicitors: { ...stamps, updated_at: 'timestamptz', customer_id: 'uuid', status: 'text', since_on: 'date' },
  prospects: {
    ...dated,
    solicitor_id: 'uuid',
    stage: 'text',
    target_amount: 'bigint',
    target_currency: 'text',
  },
} as const

/** So many months before the present of the world, on the first of the month. */
const monthsBefore = (until: Date, months: number): string =>
  new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth() - months, 1)).toISOString().slice(0, 10)

/** Committees, roles and solicitors, from the first customers of the world. Later batches add none. */
export async function demo(ctx: Ctx, batch: DemoBatch): Promise<void> {
  const root = batch.customers.find(({ index }) => index === 0)
  if (!root) return
  const people = batch.customers.filter(({ kind }) => kind === 'individual')
  const id = (purpose: string) => batch.id(root, `committees ${purpose}`)
  const own = { workspace_id: ctx.workspaceId, created_at: batch.until, updated_at: batch.until }
  await insertRows(
    ctx,
    'committees',
    columns.committees,
    committeePlan.map(({ name, description, below }) => ({
      ...own,
      id: id(name),
      name,
      name_key: nameKey(name),
      description,
      parent_id: below ? id(below) : null,
      from_on: monthsBefore(batch.until, 120),
    })),
  )
  await insertRows(
    ctx,
    'committee_positions',
    columns.positions,
    committeePlan.flatMap(({ name: committee, positions }) =>
      positions.map(({ name, seats, exclusive = false, months }, i) => ({
        ...own,
        id: id(`${committee} ${name}`),
        committee_id: id(committee),
        name,
        name_key: nameKey(name),
        seats,
        exclusive,
        term_months: months,
        place: i + 1,
      })),
    ),
  )
  const terms = termsOf(batch, people, id).map((term) => ({ ...own, ...term }))
  await insertRows(ctx, 'committee_terms', columns.terms, terms)
  await insertTogether(ctx, [
    recordWordsPart(
      ctx,
      'committee',
      committeePlan.map(({ name }) => ({ id: id(name), customerId: null, text: name })),
    ),
    recordWordsPart(
      ctx,
      'committee_term',
      terms.map(({ id: term, customer_id, text }) => ({ id: term, customerId: customer_id, text })),
    ),
  ])
  await addRoles(ctx, batch, people, id, own)
  await addProspects(ctx, batch, people, own)
}

/**
 * Each seat in a chain of terms from years ago on; some chains break off, so that there are vacancies, and where the
 * last term ends soon somebody is appointed already or not.
 */
function termsOf(batch: DemoBatch, people: readonly Customer[], id: (purpose: string) => string) {
  let next = 0
  return committeePlan.flatMap(({ name: committee, positions }, place) =>
    positions.flatMap(({ name, seats, months }, order) =>
      Array.from({ length: seats }, (_, seat) => {
        const rows = []
        const length = months ?? 30
        // Seats change at different times.
        let from = monthsBefore(batch.until, length * 2 - 2 + ((place * 5 + order * 7) % 12) + seat * 4)
        const holders = (order > 0 && place === order - 1) || (seat > 0 && seat === seats - 1) ? 2 : 3
        for (let n = 0; n < holders; n++) {
          const person = people[next++ % Math.max(1, people.length)]
          if (!person) return []
          const last = lastDayOf(from, length)
          rows.push({
            id: id(`${committee} ${name} ${seat} ${n}`),
            committee_id: id(committee),
            position_id: id(`${committee} ${name}`),
            customer_id: person.id,
            from_on: from,
            until_on: last,
            text: `${committee} ${name}`,
          })
          from = new Date(Date.parse(`${last}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
        }
        return rows
      }).flat(),
    ),
  )
}

type Own = { workspace_id: string; created_at: Date; updated_at: Date }

async function addRoles(
  ctx: Ctx,
  batch: DemoBatch,
  people: readonly Customer[],
  id: (purpose: string) => string,
  own: Own,
): Promise<void> {
  const types = rolePlan.map((name) => ({ ...own, id: id(`role ${name}`), name, name_key: nameKey(name) }))
  await insertRows(ctx, 'role_types', columns.types, types)
  const chosen = people.filter((person) => batch.chance(person, 'role') < 0.06).slice(0, 60)
  await insertRows(
    ctx,
    'customer_roles',
    columns.roles,
    chosen.map((person) => {
      const type = types[Math.floor(batch.chance(person, 'which role') * types.length)]!
      const from_on = monthsBefore(batch.until, Math.floor(batch.chance(person, 'role since') * 40))
      const ended = batch.chance(person, 'role ended') < 0.25
      return {
        ...own,
        id: batch.id(person, 'customer role'),
        customer_id: person.id,
        type_id: type.id,
        from_on,
        until_on: ended ? lastDayOf(from_on, 12) : null,
      }
    }),
  )
}

const SOLICITORS = 4

async function addProspects(
  ctx: Ctx,
  batch: DemoBatch,
  people: readonly Customer[],
  own: Own,
): Promise<void> {
  const solicitors = people.slice(20, 20 + SOLICITORS)
  if (solicitors.length === 0) return
  await insertRows(
    ctx,
    'solicitors',
    columns.solicitors,
    solicitors.map((person) => ({
      ...own,
      id: batch.id(person, 'solicitor'),
      customer_id: person.id,
      status: 'active',
      since_on: monthsBefore(batch.until, 30),
    })),
  )
  const asked = batch.customers
    .filter((customer) => !solicitors.some(({ id }) => id === customer.id))
    .filter((customer) => batch.chance(customer, 'prospect') < 0.08)
    .slice(0, 50)
  await insertRows(
    ctx,
    'prospects',
    columns.prospects,
    asked.map((customer, i) => {
      const months = Math.floor(batch.chance(customer, 'prospect since') * 24)
      const past = i % 9 === 8
      return {
        ...own,
        id: batch.id(customer, 'prospect'),
        customer_id: customer.id,
        solicitor_id: solicitors[i % solicitors.length]!.id,
        stage: stagePlan[i % stagePlan.length],
        target_amount: (1 + Math.floor(batch.chance(customer, 'target') * 40)) * 25_000,
        target_currency: 'EUR',
        from_on: monthsBefore(batch.until, months + 1),
        until_on: past ? dayBefore(monthsBefore(batch.until, months)) : null,
      }
    }),
  )
}
