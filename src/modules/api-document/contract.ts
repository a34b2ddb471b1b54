import { z } from 'zod'
import { contract } from '#lib/contract.ts'

export const apiDocumentContract = contract({
  'GET /openapi': {
    summary:
      'The OpenAPI document with what this workspace added: its custom fields and its types of records',
    permission: 'signed-in',
    shows: 'nobody',
    response: z.looseObject({ openapi: z.string() }),
  },
})
