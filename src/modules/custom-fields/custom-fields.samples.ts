import { type Maker, made, unique } from '#test/support/making.ts'

/** A field of customers, the only one that the samples give them. */
const field: Maker = async ({ visitor }) =>
  made(await visitor.post('/custom-fields', { target: 'customer', type: 'text', label: unique('field') })).id

export const makers: Readonly<Record<string, Maker>> = { 'custom-fields': field }

export const ids: Readonly<Record<string, string>> = { 'PUT /custom-fields/order /ids/*': 'custom-fields' }
