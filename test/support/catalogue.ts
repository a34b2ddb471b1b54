import type { Queryable } from '#platform/database/database.ts'

/** What PostgreSQL itself says about the tables of workspaces. */
export type Catalogue = {
  columns: { table: string; column: string }[]
  /** Primary keys, unique constraints and foreign keys, columns in order. */
  constraints: {
    table: string
    name: string
    type: 'p' | 'u' | 'f'
    columns: string[]
    target: string | null
    on_delete: string
  }[]
  indexes: { table: string; name: string; columns: string[]; unique: boolean }[]
  triggers: { table: string; name: string }[]
}

export async function readCatalogue(database: Queryable): Promise<Catalogue> {
  const here = `JOIN pg_class c ON c.oid = x.%s AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'migrations'`
  const of = (column: string) => here.replace('%s', column)
  const names = (relation: string, numbers: string) => `ARRAY(
    SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY k(n, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.n ORDER BY k.place)`
  return {
    columns: await database.rows(`
      SELECT c.relname AS table, x.attname AS column FROM pg_attribute x ${of('attrelid')}
      WHERE x.attnum > 0 AND NOT x.attisdropped ORDER BY 1, x.attnum`),
    constraints: await database.rows(`
      SELECT c.relname AS table, x.conname AS name, x.contype AS type, ${names('x.conrelid', 'x.conkey')} AS columns,
             t.relname AS target, x.confdeltype AS on_delete
      FROM pg_constraint x ${of('conrelid')} LEFT JOIN pg_class t ON t.oid = x.confrelid
      WHERE x.contype IN ('p', 'u', 'f') ORDER BY 1, 2`),
    indexes: await database.rows(`
      SELECT c.relname AS table, i.relname AS name, ${names('x.indrelid', 'x.indkey::int2[]')} AS columns, x.indisunique AS unique
      FROM pg_index x ${of('indrelid')} JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam AND m.amname = 'btree' ORDER BY 1, 2`),
    triggers: await database.rows(`
      SELECT c.relname AS table, x.tgname AS name FROM pg_trigger x ${of('tgrelid')} WHERE NOT x.tgisinternal`),
  }
}
