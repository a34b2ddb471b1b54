import type { TestAnswer, TestClient } from './client.ts'
import { made } from './making.ts'

type Field = { label: string; type: string; [more: string]: unknown }

let count = 0

export const boatFields: readonly Field[] = [
  { label: 'Name', type: 'text', required: true },
  { label: 'Kind', type: 'choice', choices: [{ label: 'Sloop' }, { label: 'Yacht' }] },
  { label: 'Length', type: 'number' },
  { label: 'Built', type: 'date' },
]

/** A type of records with a title, its first field, and the ids of its fields by key. */
export async function defineType(
  client: Pick<TestClient, 'post' | 'patch'>,
  { fields = boatFields, ...about }: { fields?: readonly Field[]; [more: string]: unknown } = {},
): Promise<{ id: string; key: string; fields: Record<string, string> }> {
  const { id, key } = made(
    await client.post('/custom-record-types', {
      key: `boats-${++count}`,
      singular: 'Boat',
      plural: 'Boats',
      icon: 'boat',
      ...about,
    }),
  )
  const ids: Record<string, string> = {}
  for (const field of fields) {
    const added = made(await client.post('/custom-fields', { target: `record:${id}`, ...field }))
    ids[added.key] = added.id
  }
  const [title_field_id] = Object.values(ids)
  if (title_field_id) made(await client.patch(`/custom-record-types/${id}`, { title_field_id }))
  return { id, key, fields: ids }
}

/** Adds a record of a type to a customer. */
export const addRecord = (
  client: Pick<TestClient, 'post'>,
  type: string,
  customer_id: string,
  custom: object = {},
): Promise<TestAnswer> => client.post(`/custom-record-types/${type}/records`, { customer_id, custom })
