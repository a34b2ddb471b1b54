import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { id, idParams, line, page, paging } from '#lib/fields.ts'
import {
  channels,
  decision,
  decisionInput,
  matrixRow,
  purpose,
  purposeChange,
  purposeInput,
  wording,
  wordingInput,
} from './shapes.ts'

export * from './shapes.ts'

export const consentsContract = contract({
  'GET /consent-purposes': {
    summary: 'What customers are asked to agree to, in order, with the newest wordings',
    permission: 'consents.read',
    shows: 'nobody',
    response: z.object({ items: z.array(purpose) }),
  },
  'POST /consent-purposes': {
    summary: 'Add a purpose',
    permission: 'consents.full',
    body: purposeInput,
    status: 201,
    response: purpose,
    errors: ['purpose.name_taken', 'purpose.too_many'],
  },
  'PATCH /consent-purposes/:id': {
    summary: 'Change, move, retire or bring back a purpose; decisions stay as they are',
    permission: 'consents.full',
    params: idParams,
    ifMatch: true,
    body: purposeChange,
    response: purpose,
    errors: ['purpose.name_taken', 'version.stale'],
  },
  'GET /consent-purposes/:id/wordings': {
    summary: 'All wordings of a purpose, newest first',
    permission: 'consents.read',
    shows: 'nobody',
    params: idParams,
    response: z.object({ items: z.array(wording) }),
  },
  'POST /consent-purposes/:id/wordings': {
    summary: 'Add the next version of the wording in a language; earlier decisions keep theirs',
    permission: 'consents.full',
    params: idParams,
    body: wordingInput,
    status: 201,
    response: wording,
    errors: ['wording.same', 'wording.too_many'],
  },
  'GET /customers/:id/consents': {
    summary: 'What a customer agreed to, by purpose and channel, as it is now',
    permission: 'consents.read',
    shows: 'customer',
    params: idParams,
    response: z.object({ items: z.array(matrixRow) }),
  },
  'GET /customers/:id/consents/history': {
    summary: 'Every decision of a customer with its proof, latest first',
    permission: 'consents.read',
    shows: 'customer',
    params: idParams,
    query: z.object({
      filter: z.strictObject({ purpose: id.optional(), channel: z.enum(channels).optional() }).default({}),
      ...paging,
    }),
    response: page(decision),
    errors: ['cursor.invalid'],
  },
  'POST /customers/:id/consents': {
    summary: 'Record decisions of a customer: all of them, or none',
    permission: 'consents.write',
    params: idParams,
    body: z.strictObject({ decisions: z.array(decisionInput).min(1).max(60) }),
    status: 201,
    response: z.object({ items: z.array(decision) }),
    errors: ['consent.invalid'],
  },
  'GET /consents/:id': {
    summary: 'Read a decision with its proof',
    permission: 'consents.read',
    shows: 'customer',
    params: idParams,
    response: decision,
  },
  'POST /consents/:id/correction': {
    summary: 'Strike out a decision that was recorded wrongly; it stays as proof and counts no more',
    permission: 'consents.write',
    params: idParams,
    body: z.strictObject({ reason: line(500) }),
    response: decision,
    errors: ['consent.struck'],
  },
})
