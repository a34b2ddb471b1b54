import type { Selection } from '../../../kit/grid/selection.ts'
import type { Args } from '../../shared/api.ts'
import type { Question } from './list-state.ts'

type Body = Args<'POST /customers/bulk-actions'>['body']
export type BulkAction = Body['action']
export type BulkSelection = Body['selection']
export type BulkKind =
  | 'add-tags'
  | 'remove-tags'
  | 'set-group'
  | 'active'
  | 'inactive'
  | 'archived'
  | 'restore'

/** The API names at most so many customers; more are named by the filter that finds them. */
export const mostIds = 10_000

export const selectionOf = (selection: Selection, { q, filter }: Question): BulkSelection =>
  selection.all ? { ...(q && { q }), filter, except: [...selection.except] } : { ids: [...selection.ids] }

export const isTooMany = (selection: Selection) =>
  selection.all ? selection.except.size > mostIds : selection.ids.size > mostIds

/** Restoring leads to active, which is also what an inactive customer becomes when it is made active. */
export const statusOf = {
  active: 'active',
  inactive: 'inactive',
  archived: 'archived',
  restore: 'active',
} as const
