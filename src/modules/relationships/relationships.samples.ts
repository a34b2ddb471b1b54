import { customer, type Maker, made, unique } from '#test/support/making.ts'

const type: Maker = async ({ visitor }) =>
  made(await visitor.post('/relationship-types', { from_name: unique('role'), to_name: unique('role') })).id

const relationship: Maker = async (owner) => {
  const about = {
    type_id: await type(owner),
    from_id: await customer(owner),
    to_id: await customer(owner),
    title: unique('title'),
    note: unique('note'),
  }
  return made(await owner.visitor.post('/relationships', about)).id
}

const household = async (owner: Parameters<Maker>[0]) =>
  made(
    await owner.visitor.post('/households', {
      name: unique('household'),
      members: [{ customer_id: await customer(owner), role: 'head' }],
    }),
  )

export const makers: Readonly<Record<string, Maker>> = {
  'relationship-types': type,
  relationships: relationship,
  households: async (owner) => (await household(owner)).id,
  'household-members': async (owner) => (await household(owner)).members[0].id,
}

export const ids: Readonly<Record<string, string>> = {
  type_id: 'relationship-types',
  from_id: 'customers',
  to_id: 'customers',
  customer_ids: 'customers',
  'PUT /relationship-types/order /ids/*': 'relationship-types',
}
