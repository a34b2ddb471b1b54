import { expect, test } from 'vitest'
import { migrationFiles } from '#platform/database/migration-files.ts'
import { faultsIn } from './migration-rules.ts'

/** The first release had no version before it. */
const first = [
  '0001_house.sql',
  '0002_customers.sql',
  '0003_tasks.sql',
  '0004_transfer.sql',
  '0005_search.sql',
  '0006_view_names.sql',
]

test('every migration lets the version before it go on working', async () => {
  const later = (await migrationFiles()).filter(({ name }) => !first.includes(name))
  expect(later.length).toBeGreaterThan(0)
  const faults = await Promise.all(
    later.map(async ({ name, sql }) => (await faultsIn(sql)).map((fault) => ({ name, ...fault }))),
  )
  expect(faults.flat()).toEqual([])
})

test('what stands beside a transaction says so, and only that', async () => {
  for (const { name, sql, alone } of await migrationFiles())
    expect(/\bCONCURRENTLY\b/.test(sql.replace(/--.*$/gm, '')), name).toBe(alone)
})

const refused = [
  'CREATE INDEX i ON customers (email)',
  'CREATE UNIQUE INDEX i ON customers (email)',
  'DROP TABLE notes',
  'DROP INDEX customers_by_name',
  'DROP FUNCTION search_words_containing(uuid, text, boolean, integer)',
  'ALTER TABLE customers DROP COLUMN gender',
  'ALTER TABLE customers RENAME COLUMN gender TO sex',
  'ALTER TABLE customers RENAME TO people',
  'ALTER TABLE customers ALTER COLUMN number TYPE integer',
  'ALTER TABLE customers ALTER COLUMN gender SET NOT NULL',
  'ALTER TABLE customers ADD COLUMN a integer NOT NULL',
  'ALTER TABLE customers ADD COLUMN a uuid DEFAULT gen_random_uuid()',
  'ALTER TABLE customers ADD COLUMN a integer CHECK (a > 0)',
  'ALTER TABLE customers ADD COLUMN a integer UNIQUE',
  'ALTER TABLE customers ADD COLUMN a integer GENERATED ALWAYS AS (number + 1) STORED',
  'ALTER TABLE customers ADD COLUMN a uuid REFERENCES files (id)',
  'ALTER TABLE customers ADD COLUMN a integer, DROP COLUMN gender',
  'ALTER TABLE customers ADD CONSTRAINT c CHECK (number > 0)',
  'ALTER TABLE customers ADD CONSTRAINT c FOREIGN KEY (workspace_id, origin_id) REFERENCES imports (workspace_id, id)',
  'ALTER TABLE customers ADD CONSTRAINT c UNIQUE (email)',
  'ALTER TABLE customers DROP CONSTRAINT customers_named',
  'ALTER TABLE customers CLUSTER ON customers_pkey',
  "UPDATE customers SET language = 'en'",
  'DELETE FROM notes',
  'TRUNCATE notes',
  'LOCK TABLE customers',
  'VACUUM FULL customers',
  'CREATE TABLE mine (id integer); CREATE INDEX i ON customers (email)',
  '-- contract\nALTER TABLE customers DROP COLUMN gender',
  '-- contract: unused since 0.4\nALTER TABLE customers DROP COLUMN gender; ALTER TABLE customers DROP COLUMN website',
]

test.each(refused)('refused: %s', async (sql) => {
  expect(await faultsIn(`${sql};`)).toHaveLength(1)
})

const allowed = [
  'CREATE TABLE mine (id integer NOT NULL CHECK (id > 0)); CREATE INDEX i ON mine (id); ALTER TABLE mine ADD UNIQUE (id); UPDATE mine SET id = 1',
  'CREATE INDEX CONCURRENTLY i ON customers (email)',
  'DROP INDEX CONCURRENTLY IF EXISTS i',
  'ALTER TABLE customers ADD COLUMN a uuid',
  "ALTER TABLE customers ADD COLUMN a text NOT NULL DEFAULT 'x'",
  "ALTER TABLE customers ADD COLUMN a jsonb NOT NULL DEFAULT '{}'::jsonb, ADD COLUMN b timestamptz DEFAULT now()",
  'ALTER TABLE customers ADD CONSTRAINT c CHECK (number > 0) NOT VALID',
  'ALTER TABLE customers ADD CONSTRAINT c FOREIGN KEY (workspace_id, origin_id) REFERENCES imports (workspace_id, id) NOT VALID',
  'ALTER TABLE customers VALIDATE CONSTRAINT c',
  'ALTER TABLE customers ADD CONSTRAINT c UNIQUE USING INDEX i',
  '-- Nothing has read it since 0.4.\n-- contract: unused since 0.4\nALTER TABLE customers DROP COLUMN gender',
]

test.each(allowed)('allowed: %s', async (sql) => {
  expect(await faultsIn(`${sql};`)).toEqual([])
})
