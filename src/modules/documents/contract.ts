import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { id, idParams, line, page, paging, time, version } from '#lib/fields.ts'

export const documentKinds = ['general', 'white_paper', 'video', 'resume'] as const
const kind = z.enum(documentKinds).describe('A résumé (`resume`) can be added to individuals only')
export type DocumentKind = z.output<typeof kind>

const person = z.object({ id, name: z.string() })

const file = {
  name: z.string().describe('As it was called where it came from'),
  media_type: z.string().describe('By its bytes, whatever its name says'),
  type: z.enum(['image', 'pdf', 'office', 'text', 'video', 'audio']),
  preview: z
    .enum(['image', 'pdf', 'text', 'video', 'audio'])
    .nullable()
    .describe('How it can be shown; null: it can only be downloaded'),
  size: z.number().int().describe('Bytes'),
  better_ending: z
    .string()
    .nullable()
    .describe('The ending that such files have, where the name has one of something else'),
}

export const document = z.object({
  id,
  customer: z.object({ id, name: z.string(), number: z.number().int() }),
  kind,
  title: z.string(),
  description: z.string().nullable(),
  file: z.object({ number: z.number().int().describe('Of the version that is shown'), ...file }),
  versions: z.number().int().describe('How many versions there are'),
  created_by: person.nullable(),
  created_at: time,
  updated_at: time,
  version,
})
export type Document = z.output<typeof document>

export const documentVersion = z.object({
  number: z.number().int(),
  ...file,
  current: z.boolean(),
  restored_from: z
    .number()
    .int()
    .nullable()
    .describe('The earlier version that was brought back as this one'),
  created_by: person.nullable(),
  created_at: time,
})
export type DocumentVersion = z.output<typeof documentVersion>

/** The text fields that stand before the file in the form of an upload. */
export const uploadFields = z.strictObject({
  kind: kind.optional(),
  title: line(200).optional(),
  description: line(5000).optional(),
})
export const documentChange = z.strictObject({
  title: line(200).optional(),
  description: line(5000).nullable().optional(),
  kind: kind.optional(),
})
export type DocumentChange = z.output<typeof documentChange>

export const documentOrders = ['-updated_at', 'updated_at', 'title', '-title', '-size', 'size'] as const

/** Which version; without it the one that is shown. */
const which = z.object({ number: z.coerce.number().int().min(1).max(1_000_000).optional() })
const uploadErrors = [
  'file.missing',
  'document.invalid',
  'upload.too_large',
  'document.type.empty',
  'document.type.archive',
  'document.type.program',
  'document.type.page',
  'document.type.macros',
  'document.type.ending',
  'document.type.unknown',
  'files.away',
]

export const documentsContract = contract({
  'GET /customers/:id/documents': {
    summary: 'Documents of a customer',
    permission: 'documents.read',
    shows: 'customer',
    params: idParams,
    query: z.object({
      filter: z.strictObject({ kind: kind.optional() }).default({}),
      q: z.string().trim().max(200).optional().describe('Part of the title or the name of the file'),
      sort: z.enum(documentOrders).default('-updated_at'),
      ...paging,
    }),
    response: page(document),
  },
  'POST /customers/:id/documents': {
    summary:
      'Add a document: a form with kind, title and description, each optional, and last the field "file"',
    permission: 'documents.write',
    params: idParams,
    upload: true,
    status: 201,
    response: document,
    errors: uploadErrors,
  },
  'GET /documents/:id': {
    summary: 'Read what is known of a document',
    permission: 'documents.read',
    shows: 'customer',
    params: idParams,
    response: document,
  },
  'PATCH /documents/:id': {
    summary: 'Change title, description or kind',
    permission: 'documents.write',
    params: idParams,
    ifMatch: true,
    body: documentChange,
    response: document,
    errors: ['document.invalid'],
  },
  'DELETE /documents/:id': {
    summary: 'Delete a document; for 30 days an undo brings it back',
    permission: 'documents.full',
    params: idParams,
  },
  'GET /documents/:id/versions': {
    summary: 'Versions of a document, newest first',
    permission: 'documents.read',
    shows: 'customer',
    params: idParams,
    query: z.object(paging),
    response: page(documentVersion),
  },
  'POST /documents/:id/versions': {
    summary: 'Add a version: a form with the field "file"',
    permission: 'documents.write',
    params: idParams,
    upload: true,
    status: 201,
    response: document,
    errors: uploadErrors,
  },
  'POST /documents/:id/reinstatement': {
    summary: 'Bring an earlier version back as the newest one',
    permission: 'documents.write',
    params: idParams,
    body: z.strictObject({ number: z.number().int().min(1).max(1_000_000) }),
    response: document,
    errors: ['version.current'],
  },
  'GET /documents/:id/content': {
    summary: 'Download a document, or a part of it (Range)',
    permission: 'documents.read',
    shows: 'file',
    params: idParams,
    query: which,
    produces: '*/*',
    errors: ['file.gone', 'files.away'],
  },
  'GET /documents/:id/preview': {
    summary: 'The same for showing it: only what a browser shows without doing what it says',
    permission: 'documents.read',
    shows: 'customer',
    params: idParams,
    query: which,
    produces: ['image/*', 'application/pdf', 'text/plain', 'video/*', 'audio/*'],
    errors: ['document.not_shown', 'file.gone', 'files.away'],
  },
})
