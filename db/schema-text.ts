import type { Queryable } from '#platform/database/database.ts'

type Line = { line: string }

/** Columns, keys, checks, indexes and policies of a database as text, one thing a line, in a fixed order. */
export async function schemaText(database: Queryable): Promise<string> {
  const columns = await database.rows<Line>(`
    SELECT format('%s.%s.%s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || co.collname ELSE '' END,
                  CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END) ||
           coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('public', 'installation', 'auth')
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation co ON co.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
    ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum`)
  const constraints = await database.rows<Line>(`
    SELECT format('%s.%s CONSTRAINT %s %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('public', 'installation', 'auth')
    WHERE k.contype IN ('p', 'u', 'f', 'c')
    ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"`)
  const indexes = await database.rows<Line>(`
    SELECT indexdef AS line FROM pg_indexes WHERE schemaname IN ('public', 'installation', 'auth')
    ORDER BY schemaname COLLATE "C", indexname COLLATE "C"`)
  const policies = await database.rows<Line>(`
    SELECT format('POLICY %s ON %s TO %s USING %s', policyname, tablename, roles, qual) AS line FROM pg_policies
    ORDER BY tablename COLLATE "C", policyname COLLATE "C"`)
  return `${[columns, constraints, indexes, policies].map((part) => part.map((row) => row.line).join('\n')).join('\n\n')}\n`
}
