import type { SpanState } from './shapes.ts'

/** SQL for what {@link ./spans.ts} says of dates; `day` is an expression or parameter. */
export const stateSql = (from: string, until: string, day: string): string =>
  `CASE WHEN ${until} < ${day}::date THEN 'past' WHEN ${from} > ${day}::date THEN 'future' ELSE 'current' END`

export const isCurrentSql = (from: string, until: string, day: string): string =>
  `(${from} IS NULL OR ${from} <= ${day}::date) AND (${until} IS NULL OR ${until} >= ${day}::date)`

const conditions: Record<SpanState, (from: string, until: string, day: string) => string> = {
  past: (_, until, day) => `${until} < ${day}::date`,
  current: isCurrentSql,
  future: (from, until, day) => `${from} > ${day}::date AND (${until} IS NULL OR ${until} >= ${day}::date)`,
}

/** Rows in a state; any row with `all`. */
export const inStateSql = (state: SpanState | 'all', from: string, until: string, day: string): string =>
  state === 'all' ? 'true' : `(${conditions[state](from, until, day)})`

/** A customer as these records refer to it; the path of the photo carries the file's id, so that a new one is seen. */
export const personSql = (c: string): string =>
  `json_build_object('id', ${c}.id, 'number', ${c}.number, 'name',
     CASE ${c}.kind WHEN 'organisation' THEN ${c}.company_name ELSE concat_ws(' ', ${c}.first_name, ${c}.last_name) END,
     'photo_url', CASE WHEN ${c}.photo_file_id IS NOT NULL
       THEN '/api/v1/customers/' || ${c}.id || '/photo?v=' || ${c}.photo_file_id END)`
