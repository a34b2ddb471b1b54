import type { DemoBatch } from '#capabilities/declaration/demo-batch.ts'
import { recordWordsPart } from '#capabilities/search/record-words.ts'
import type { Ctx } from '#platform/context.ts'
import { insertOf, insertTogether } from '#platform/database/insert-rows.ts'
import { householdColumns, memberColumns } from './households/rows.ts'
import { listTypes } from './relationship-types.ts'
import { relationshipColumns } from './rows.ts'
import type { RelationshipType } from './shapes.ts'

type Person = DemoBatch['customers'][number]

const titles = [
  'Director',
  'Head of sales',
  'Office manager',
  'Events coordinator',
  'Bookkeeper',
  'Assistant',
  'Buyer',
  'Account manager',
]

/** How many individuals work somewhere, and what share of those who share a surname live together. */
const WORKING = 0.2
const LIVING_TOGETHER = 0.3
const MOST_IN_FAMILY = 4

const latest = (people: readonly Person[]) =>
  new Date(Math.max(...people.map(({ createdAt }) => createdAt.getTime())))
const dayOf = (time: Date) => time.toISOString().slice(0, 10)

/** Households of people who share a surname, and people who work for organisations, for a fraction of the customers. */
export async function demo(ctx: Ctx, batch: DemoBatch): Promise<void> {
  const types = new Map((await listTypes(ctx)).map((type) => [type.builtin, type]))
  const related: Record<string, unknown>[] = []
  const relate = (builtin: string, from: Person, to: Person, about: Record<string, unknown> = {}) => {
    const type = types.get(builtin)
    if (type) related.push(relationshipRow(ctx, batch, type, from, to, about))
  }
  const homes = households(ctx, batch, relate)
  employ(batch, relate)
  const words = related.filter(({ title }) => title !== null) as {
    id: string
    from_id: string
    title: string
  }[]
  await insertTogether(ctx, [insertOf('households', householdColumns, homes.households)])
  await insertTogether(ctx, [
    insertOf('household_members', memberColumns, homes.members),
    insertOf('relationships', relationshipColumns, related),
    recordWordsPart(
      ctx,
      'relationship',
      words.map(({ id, from_id, title }) => ({ id, customerId: from_id, text: title })),
    ),
  ])
  await settle(ctx, homes.households)
}

function relationshipRow(
  ctx: Ctx,
  { id }: DemoBatch,
  type: RelationshipType,
  from: Person,
  to: Person,
  about: Record<string, unknown>,
) {
  const { from_manages, from_buys, to_manages, to_buys } = type
  const when = latest([from, to])
  return {
    title: null,
    started_on: null,
    ended_on: null,
    note: null,
    created_by: null,
    ...about,
    ...{ from_manages, from_buys, to_manages, to_buys },
    workspace_id: ctx.workspaceId,
    id: id(from, `relationship ${type.builtin} ${to.index}`),
    type_id: type.id,
    from_id: from.id,
    to_id: to.id,
    created_at: when,
    updated_at: when,
    version: 1,
  }
}

/** Families live where the head does. */
const settle = (ctx: Ctx, households: readonly { id: string }[]) =>
  ctx.rows(
    `UPDATE households h SET street = a.street, extra = a.extra, postcode = a.postcode, city = a.city, region = a.region,
       country = a.country
     FROM household_members m
     JOIN customer_addresses a ON a.workspace_id = m.workspace_id AND a.customer_id = m.customer_id AND a.is_primary
     WHERE h.workspace_id = $1 AND h.id = ANY ($2::uuid[]) AND m.workspace_id = h.workspace_id AND m.household_id = h.id
       AND m.role = 'head'`,
    [ctx.workspaceId, households.map(({ id }) => id)],
  )

type Relate = (builtin: string, from: Person, to: Person, about?: Record<string, unknown>) => void

/** Those of one surname in a batch, in families of a few. */
function* families({ customers, chance }: DemoBatch): Generator<Person[]> {
  const byName = new Map<string, Person[]>()
  for (const one of customers)
    if (one.kind === 'individual' && one.lastName)
      byName.set(one.lastName, [...(byName.get(one.lastName) ?? []), one])
  for (const people of byName.values()) {
    for (let i = 0; i + 1 < people.length; ) {
      const size = 2 + Math.floor(chance(people[i]!, 'family size') * (MOST_IN_FAMILY - 1))
      const family = people.slice(i, i + size)
      i += size
      if (family.length > 1 && chance(family[0]!, 'family') < LIVING_TOGETHER) yield family
    }
  }
}

function households(ctx: Ctx, batch: DemoBatch, relate: Relate) {
  const households: { id: string; name: string }[] = []
  const members: object[] = []
  for (const family of families(batch)) {
    const [head, second, ...rest] = family as [Person, Person, ...Person[]]
    const household_id = batch.id(head, 'household')
    const when = latest(family)
    const stamps = { workspace_id: ctx.workspaceId, created_at: when, updated_at: when, version: 1 }
    const lastName = head.lastName ?? ''
    const name = `${lastName.charAt(0).toUpperCase()}${lastName.slice(1)}`
    const nowhere = { street: null, extra: null, postcode: null, city: null, region: null, country: null }
    households.push({ ...stamps, ...nowhere, id: household_id, name: `Family ${name}` })
    const roles = ['head', 'partner'] as const
    for (const [i, one] of family.entries()) {
      const about = { household_id, customer_id: one.id, role: roles[i] ?? 'child' }
      members.push({
        ...stamps,
        ...about,
        id: batch.id(one, 'household member'),
        started_on: null,
        ended_on: null,
      })
    }
    relate('partner', head, second)
    for (const child of rest) {
      relate('parent', head, child)
      relate('parent', second, child)
    }
  }
  return { households, members }
}

/** Individuals at the organisations of their batch; the first of each is whom one turns to. */
function employ({ customers, chance, until }: DemoBatch, relate: Relate): void {
  const organisations = customers.filter(({ kind }) => kind === 'organisation')
  if (organisations.length === 0) return
  const greeted = new Set<string>()
  for (const one of customers) {
    if (one.kind !== 'individual' || chance(one, 'employed') >= WORKING) continue
    const employer = organisations[Math.floor(chance(one, 'employer') * organisations.length)]!
    const title = titles[Math.floor(chance(one, 'job') * titles.length)]!
    const days = Math.floor(chance(one, 'years') * 3650)
    const started_on = dayOf(new Date(until.getTime() - (days + 30) * 86_400_000))
    const left = chance(one, 'left') < 0.15
    const ended_on = left ? dayOf(new Date(until.getTime() - Math.floor(days / 2) * 86_400_000)) : null
    relate('employee', one, employer, { title, started_on, ended_on })
    if (left || greeted.has(employer.id)) continue
    greeted.add(employer.id)
    relate('primary-contact', one, employer)
  }
}
