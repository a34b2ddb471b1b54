import type { Ctx } from '#platform/context.ts'
import type { Language } from './define-module.ts'

/** A record as others refer to it: on a task, in search, in a field that links to it. */
export type RecordTitle = {
  id: string
  customerId: string | null
  /** One line. */
  title: string
  /** What tells it from others with the same title. */
  detail: string | null
}

/**
 * A kind of record that people refer to by its title: tasks are hung on it and the search box finds it. Its words are
 * written by `recordWordsPart` (`capabilities/search/record-words.ts`) in the statement that writes the record.
 */
export type RecordKind = {
  words: Readonly<Record<Language, string>>
  /** The right to see it. */
  permission: string
  /** Titles of those of the records that are there. Whoever asks holds the permission. */
  describe(ctx: Ctx, ids: readonly string[]): Promise<readonly RecordTitle[]>
  /** Where the staff app shows it. */
  path(record: RecordTitle): string
  /** Not all who hold the right may see every one of them: titles are told by `describe` alone and kept nowhere else. */
  guarded?: true
  /** Tasks can be hung on it. */
  takesTasks?: true
}
