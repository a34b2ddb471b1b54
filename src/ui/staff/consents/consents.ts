import type { Result } from '../shared/api.ts'
import { invalidate } from '../shared/queries.ts'

export type MatrixRow = Result<'GET /customers/:id/consents'>['items'][number]
export type Cell = MatrixRow['cells'][number]
export type Channel = Cell['channel']
export type State = Cell['state']
export type Decision = Result<'GET /consents/:id'>
export type Purpose = Result<'GET /consent-purposes'>['items'][number]
export type Wording = Purpose['wordings'][number]

/** In the order in which they stand in a matrix. */
export const channels: readonly Channel[] = ['email', 'phone', 'text_message', 'post', 'whatsapp', 'other']
export const methods = ['form', 'phone', 'paper', 'in_person', 'email', 'other'] as const
export const bases = ['consent', 'legitimate_interest', 'contract'] as const

/** Everything on screen that shows what a customer agreed to. */
export const refreshConsents = () =>
  invalidate(
    'GET /customers/:id/consents',
    'GET /customers/:id/consents/history',
    'GET /customers/:id/timeline',
    'GET /customers/:id/history',
  )
export const refreshPurposes = () =>
  invalidate('GET /consent-purposes', 'GET /consent-purposes/:id/wordings', 'GET /customers/:id/consents')
