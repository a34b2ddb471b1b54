import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { count, id, idParams, page, paging } from '#lib/fields.ts'
import {
  accessInput,
  record,
  recordChange,
  recordInput,
  recordType,
  typeAccess,
  typeChange,
  typeInput,
  typeParams,
} from './shapes.ts'

export * from './shapes.ts'

export const recordQuery = z.object({
  q: z.string().max(200).optional().describe('Words of the title, or name or number of the customer'),
  filter: z
    .object({ customer: id.optional() })
    .catchall(z.string().max(500))
    .default({})
    .describe('`customer` by id, and fields as `custom.<key>`, in the form of the filters of customers'),
  sort: z
    .string()
    .max(60)
    .default('-created_at')
    .describe('created_at, title or custom.<key>; with - in front the other way round'),
  count: z.enum(['none', 'capped', 'exact']).default('capped'),
  ...paging,
})

export const customRecordsContract = contract({
  'GET /custom-record-types': {
    summary: 'Types of records that this workspace defined, as far as the caller may know of them',
    permission: 'signed-in',
    shows: 'nobody',
    response: z.object({ items: z.array(recordType) }),
  },
  'POST /custom-record-types': {
    summary: 'Define a type of records; its fields go to `POST /custom-fields` with target `record:<id>`',
    permission: 'fields.full',
    body: typeInput,
    status: 201,
    response: recordType,
    errors: ['record_type.key_taken', 'record_type.too_many'],
  },
  'GET /custom-record-types/:id': {
    summary: 'Read a type of records',
    permission: 'signed-in',
    shows: 'nobody',
    params: typeParams,
    response: recordType,
  },
  'PATCH /custom-record-types/:id': {
    summary: 'Change a type of records',
    permission: 'fields.full',
    params: typeParams,
    ifMatch: true,
    body: typeChange,
    response: recordType,
    errors: ['record_type.invalid', 'record_type.key_taken', 'record_type.several', 'version.stale'],
  },
  'DELETE /custom-record-types/:id': {
    summary: 'Delete a type that has no records, with its fields',
    permission: 'fields.full',
    params: typeParams,
    errors: ['record_type.in_use'],
  },
  'POST /custom-record-types/:id/retirement': {
    summary: 'Retire a type: its records stay as they are, none are added',
    permission: 'fields.full',
    params: typeParams,
    response: recordType,
  },
  'DELETE /custom-record-types/:id/retirement': {
    summary: 'Bring a retired type back',
    permission: 'fields.full',
    params: typeParams,
    response: recordType,
  },
  'GET /custom-record-types/:id/access': {
    summary: 'Which security groups may go how far with the records of a type',
    permission: 'users.read',
    shows: 'nobody',
    params: typeParams,
    response: typeAccess,
  },
  'PUT /custom-record-types/:id/access': {
    summary: 'Open a type to all who may see records, or to some security groups only',
    permission: 'users.full',
    params: typeParams,
    body: accessInput,
    response: typeAccess,
    errors: ['group.invalid', 'rights.not_held'],
  },
  'GET /custom-record-types/:id/records': {
    summary: 'List the records of a type, filtered and sorted',
    permission: 'custom-records.read',
    shows: 'customers',
    params: typeParams,
    query: recordQuery,
    response: page(record).extend({ count: count.nullable() }),
    errors: ['filter.invalid', 'sort.invalid', 'cursor.invalid', 'field.hidden'],
  },
  'POST /custom-record-types/:id/records': {
    summary: 'Add a record to a customer',
    permission: 'custom-records.write',
    params: typeParams,
    body: recordInput,
    status: 201,
    response: record,
    errors: ['record.invalid', 'record.only_one', 'record_type.retired', 'field.hidden'],
  },
  'GET /customers/:id/custom-record-types': {
    summary: 'Types of which a customer has records, or could get one from the caller',
    permission: 'custom-records.read',
    shows: 'nobody',
    params: idParams,
    response: z.object({
      items: z.array(recordType.extend({ records: count.describe('How many the customer has') })),
    }),
  },
  'GET /custom-records/:id': {
    summary: 'Read a record',
    permission: 'custom-records.read',
    shows: 'people',
    params: idParams,
    response: record,
  },
  'PATCH /custom-records/:id': {
    summary: 'Change fields of a record',
    permission: 'custom-records.write',
    params: idParams,
    ifMatch: true,
    body: recordChange,
    response: record,
    errors: ['record.invalid', 'version.stale', 'field.hidden'],
  },
  'DELETE /custom-records/:id': {
    summary: 'Delete a record',
    permission: 'custom-records.full',
    params: idParams,
  },
})
