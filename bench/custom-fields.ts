import pg from 'pg'
import { type Connection, clientConfig } from '#platform/database/connection.ts'
import type { Comparison } from './calls.ts'

const FIELDS = 300
const PER_CUSTOMER = 20

/** Keys and ids of the fields that every customer has, and of one that few have; by type. */
export type CustomSamples = Record<
  'choice' | 'number' | 'date' | 'yes_no' | 'sparse',
  { key: string; id: string }
>

const types = `CASE n % 4 WHEN 0 THEN 'choice' WHEN 1 THEN 'number' WHEN 2 THEN 'date' ELSE 'yes_no' END`

/** Four fields are filled of everybody, sixteen of the others of each. */
const filled = `
  SELECT c.id AS record_id, f.id AS field_id, f.type, (c.number * 31 + k * 17) AS h
  FROM customers c CROSS JOIN generate_series(0, ${PER_CUSTOMER - 1}) AS k
  JOIN (SELECT id, type, row_number() OVER (ORDER BY position) - 1 AS n FROM custom_fields
        WHERE workspace_id = $1 AND key LIKE 'bench\\_%') f
    ON f.n = CASE WHEN k < 4 THEN k ELSE 4 + (c.number * 7 + k * 13) % ${FIELDS - 4} END
  WHERE c.workspace_id = $1`

const text = `CASE type WHEN 'choice' THEN 'c' || h % 6 WHEN 'date' THEN (date '2020-01-01' + (h % 2000)::int)::text
  WHEN 'yes_no' THEN CASE h % 2 WHEN 0 THEN 'yes' ELSE 'no' END END`
const json = `CASE type WHEN 'number' THEN to_jsonb(h % 1000) WHEN 'yes_no' THEN to_jsonb(h % 2 = 0) ELSE to_jsonb(${text}) END`

/** Gives the workspace its fields, once, and every customer values of some of them. */
export async function fillCustomFields(connection: Connection, workspace: string): Promise<CustomSamples> {
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 0 }))
  await client.connect()
  const run = (sql: string) => client.query(sql, [workspace])
  const read = () =>
    run(
      `SELECT key, id FROM custom_fields WHERE workspace_id = $1 AND key LIKE 'bench\\_%' ORDER BY position`,
    )
  try {
    if ((await read()).rows.length === 0) {
      await run(`INSERT INTO custom_fields (workspace_id, id, target, key, label, type, choices, position, created_at)
        SELECT $1, gen_random_uuid(), 'customer', 'bench_' || n, 'Bench ' || n, ${types},
          CASE n % 4 WHEN 0 THEN '[{"id":"c0","label":"A"},{"id":"c1","label":"B"},{"id":"c2","label":"C"},{"id":"c3","label":"D"},{"id":"c4","label":"E"},{"id":"c5","label":"F"}]'::jsonb ELSE '[]' END,
          1000 + n, now() FROM generate_series(0, ${FIELDS - 1}) AS n`)
      await run(`INSERT INTO custom_values (workspace_id, record_id, field_id, place, customer_id, value_text, value_number)
        SELECT $1, record_id, field_id, 0, record_id, ${text}, CASE type WHEN 'number' THEN h % 1000 END FROM (${filled}) v`)
      await run(`UPDATE customers c SET custom = c.custom || v.custom
        FROM (SELECT record_id, jsonb_object_agg(field_id, ${json}) AS custom FROM (${filled}) v GROUP BY record_id) v
        WHERE c.workspace_id = $1 AND c.id = v.record_id`)
      await client.query('VACUUM ANALYZE customers')
      await client.query('VACUUM ANALYZE custom_values')
    }
    const [choice, number, date, yes_no, sparse] = (await read()).rows as { key: string; id: string }[]
    return { choice: choice!, number: number!, date: date!, yes_no: yes_no!, sparse: sparse! }
  } finally {
    await client.end()
  }
}

const query = (pairs: Record<string, string>) => new URLSearchParams(pairs).toString()
const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!

type Filter = { ours: Record<string, string>; where: string; values: unknown[] }

/** Filters and orders by custom fields: what few have, what half of all have, and ranges of both kinds. */
export function customComparisons({ choice, number, date, yes_no, sparse }: CustomSamples): Comparison[] {
  const by = (
    { key, id }: { key: string; id: string },
    asked: string,
    where: string,
    ...values: unknown[]
  ): Filter => ({
    ours: { [`filter[custom.${key}]`]: asked },
    where,
    values: [id, ...values],
  })
  const choices = [
    by(choice, 'c3', 'customText', 'c3'),
    by(sparse, 'c1', 'customText', 'c1'),
    by(yes_no, 'yes', 'customText', 'yes'),
  ]
  const ranges = [
    by(number, '10..20', 'customNumber', 10, 20),
    by(number, '100..900', 'customNumber', 100, 900),
    by(date, '2021-01-01..2021-01-31', 'customDay', '2021-01-01', '2021-01-31'),
  ]
  const filter = (name: string, filters: Filter[]): Comparison => ({
    part: 'custom',
    name: `${name}, with count to 1,000`,
    ours: (n) => ({ path: `/api/v1/customers?${query({ limit: '50', ...at(filters, n).ours })}` }),
    floors: [
      {
        name: 'with exact count',
        series: (n) => {
          const { where, values } = at(filters, n)
          return { path: `/list?${query({ where, values: JSON.stringify(values) })}` }
        },
      },
    ],
    goal: 2,
    perRound: filters.length * 5,
  })
  return [
    filter(`filter by a choice, ${FIELDS} fields`, choices),
    filter('filter by a range', ranges),
    {
      part: 'custom',
      name: 'sort by a number',
      ours: () => ({
        path: `/api/v1/customers?${query({ limit: '50', count: 'none', sort: `custom.${number.key}` })}`,
      }),
      floors: [
        { name: 'index, then rows', series: () => ({ path: `/custom-sort?${query({ field: number.id })}` }) },
      ],
      goal: 2,
    },
  ]
}
