import { type Ask, customer, type Maker, made, type Owner, unique } from '#test/support/making.ts'

let count = 0

/** A type with a text as its title. */
async function recordType({ visitor }: Owner): Promise<{ id: string; field: string }> {
  const about = { key: `zz-${++count}`, singular: unique('type'), plural: unique('types') }
  const { id } = made(await visitor.post('/custom-record-types', about))
  const named = { target: `record:${id}`, type: 'text', label: 'Name', key: 'name' }
  const { id: field } = made(await visitor.post('/custom-fields', named))
  made(await visitor.patch(`/custom-record-types/${id}`, { title_field_id: field }))
  return { id, field }
}

export const makers: Readonly<Record<string, Maker>> = {
  'custom-record-types': async (owner) => (await recordType(owner)).id,
  'title-fields': async (owner) => (await recordType(owner)).field,
  'custom-records': async (owner) => {
    const { id } = await recordType(owner)
    const about = { customer_id: await customer(owner), custom: { name: unique('record') } }
    return made(await owner.visitor.post(`/custom-record-types/${id}/records`, about)).id
  },
}

export const ids: Readonly<Record<string, string>> = {
  title_field_id: 'title-fields',
  'PUT /custom-record-types/:id/access /groups/*/id': 'security-groups',
}

export async function addresses(ask: Ask): Promise<Record<string, string[]>> {
  const [boat] = (await ask('/custom-record-types/boats/records?limit=1')).items
  return {
    '/records/$type': [
      '/records/boats',
      `/records/boats?record=${boat.id}`,
      '/records/boats?q=zzzz',
      `/customers/${boat.customer.id}?tab=records-boats`,
    ],
    '/records/open/$id': [`/records/open/${boat.id}`],
    '/settings/record-types/$type': ['/settings/record-types/boats'],
  }
}
