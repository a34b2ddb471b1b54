import type { ClientBase } from 'pg'

export type Table = {
  /** `schema.table`, as it is written to the archive. */
  name: string
  /** The same for SQL. */
  sql: string
  columns: string[]
}

/** Where the installation keeps what is its own. The queue has a schema of its library's making. */
const schemas = `('public', 'installation', 'auth')`
const notOfExtension = (oid: string) =>
  `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = ${oid} AND d.deptype = 'e')`

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const columnList = ({ columns }: Pick<Table, 'columns'>): string => columns.map(quoted).join(', ')

/** Every table with the columns that are written to it (not those that PostgreSQL computes), in a fixed order. */
export async function tablesOf(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query(`
    SELECT n.nspname || '.' || c.relname AS name, c.oid::regclass::text AS sql, c.relkind,
           array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ${schemas}
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relkind IN ('r', 'p', 'S') AND ${notOfExtension('c.oid')}
      AND c.oid IS DISTINCT FROM to_regclass('installation.restore_under_way')
    GROUP BY n.nspname, c.oid ORDER BY (n.nspname || '.' || c.relname) COLLATE "C"`)
  // Partitions come and go with the data, so no migration brings them back; sequences count outside any snapshot.
  const foreign = rows.find(({ relkind }) => relkind !== 'r')
  if (foreign) throw new Error(`${foreign.name} is a partitioned table or a sequence, which no backup knows.`)
  return rows
}

/** What of a schema stands in the way of loading rows, as statements that take it away and put it back. */
export type Obstacle = { remove: string; put: string }

/**
 * Foreign keys, checks that were never held against old rows, triggers and indexes (but those of keys). Loading
 * without them needs no order among the tables, fires nothing twice, and builds each index in one go.
 */
export async function obstaclesIn(client: ClientBase): Promise<Obstacle[]> {
  const constraints = await client.query<Obstacle>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) AS remove,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) AS put
    FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace AND n.nspname IN ${schemas}
    WHERE (k.contype = 'f' OR k.contype = 'c' AND NOT k.convalidated)
    ORDER BY k.conrelid::regclass::text, k.conname`)
  const triggers = await client.query<Obstacle>(`
    SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname) AS remove,
           format('ALTER TABLE %s ENABLE TRIGGER %I', t.tgrelid::regclass, t.tgname) AS put
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ${schemas}
    WHERE NOT t.tgisinternal AND t.tgenabled = 'O' ORDER BY 1`)
  const indexes = await client.query<Obstacle>(`
    SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS remove, pg_get_indexdef(i.indexrelid) AS put
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ${schemas}
    WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
    ORDER BY 1`)
  return [...constraints.rows, ...triggers.rows, ...indexes.rows]
}
