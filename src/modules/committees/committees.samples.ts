import { type Ask, customer, type Maker, made, type Owner, unique } from '#test/support/making.ts'

const committee: Maker = async ({ visitor }) =>
  made(await visitor.post('/committees', { name: unique('committee'), description: unique('purpose') })).id

const position = async (owner: Owner): Promise<string> => {
  const about = { name: unique('position'), seats: 3, term_months: 12 }
  return made(await owner.visitor.post(`/committees/${await committee(owner)}/positions`, about)).id
}

const roleType: Maker = async ({ visitor }) =>
  made(await visitor.post('/role-types', { name: unique('role') })).id

async function solicitor(owner: Owner): Promise<{ id: string; customer_id: string }> {
  const customer_id = await customer(owner)
  const about = { customer_id, since_on: '2024-01-01', note: unique('note') }
  return { customer_id, id: made(await owner.visitor.post('/solicitors', about)).id }
}

export const makers: Readonly<Record<string, Maker>> = {
  committees: committee,
  'committee-positions': position,
  'committee-terms': async (owner) => {
    const about = { customer_id: await customer(owner), position_id: await position(owner) }
    const term = { ...about, from_on: '2026-01-01', note: unique('note') }
    return made(await owner.visitor.post('/committee-terms', term)).id
  },
  'role-types': roleType,
  'customer-roles': async (owner) => {
    const about = { customer_id: await customer(owner), type_id: await roleType(owner) }
    const role = { ...about, from_on: '2026-01-01', note: unique('note') }
    return made(await owner.visitor.post('/customer-roles', role)).id
  },
  solicitors: async (owner) => (await solicitor(owner)).id,
  prospects: async (owner) => {
    const about = { customer_id: await customer(owner), solicitor_id: (await solicitor(owner)).customer_id }
    const prospect = { ...about, from_on: '2026-01-01', note: unique('note') }
    return made(await owner.visitor.post('/prospects', prospect)).id
  },
}

export const ids: Readonly<Record<string, string>> = {
  'POST /committees /parent_id': 'committees',
  'PATCH /committees/:id /parent_id': 'committees',
  'POST /committee-terms /position_id': 'committee-positions',
  'POST /customer-roles /type_id': 'role-types',
  'POST /prospects /solicitor_id': 'customers',
  'POST /prospects/reassignment /solicitor_id': 'customers',
  'POST /prospects/reassignment /prospect_ids/*': 'prospects',
}

export const addresses = async (ask: Ask): Promise<Record<string, string[]>> => {
  const { id } = (await ask('/committees?limit=1')).items[0]
  const [solicitor] = (await ask('/solicitors?limit=1')).items
  return {
    '/committees/$id': ['', '?tab=timeline', '?tab=history', '?on=2020-01-01'].map(
      (query) => `/committees/${id}${query}`,
    ),
    '/committees/solicitors/$id': [`/committees/solicitors/${solicitor.id}`],
  }
}
