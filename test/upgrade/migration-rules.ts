import { loadModule, parseSync } from 'libpg-query'

/**
 * Whether a migration lets the version before it go on working while it runs and after it: what would rewrite or lock
 * a table in use, or take away what the older program still reads or writes, is refused. Tables that the migration
 * itself makes are free. `-- contract: <reason>` in the line before a statement allows it: the later release in which
 * nothing uses any more what is removed.
 */
export type Fault = { statement: string; rule: string }

// biome-ignore lint/suspicious/noExplicitAny: the parser's tree, of which few branches are looked at
type Node = Record<string, any>

export async function faultsIn(sql: string): Promise<Fault[]> {
  await loadModule()
  const { stmts } = parseSync(sql) as { stmts: { stmt: Node; stmt_location?: number; stmt_len?: number }[] }
  const bytes = Buffer.from(sql)
  const made = new Set<string>()
  const faults: Fault[] = []
  let end = 0
  for (const { stmt, stmt_location: from = 0, stmt_len } of stmts) {
    // Comments belong to the statement or stand before it, as the parser likes.
    const begin = end
    end = stmt_len ? from + stmt_len : bytes.length
    const text = bytes.subarray(begin, end).toString().replace(/^;/, '')
    const [kind, node] = Object.entries(stmt)[0] as [string, Node]
    if (kind === 'CreateStmt' || kind === 'CreateTableAsStmt')
      made.add((node['relation'] ?? node['into'].rel).relname)
    if (/^\s*-- contract: \S/m.test(text.slice(0, text.length - withoutComments(text).length))) continue
    const statement = withoutComments(text).replace(/\s+/g, ' ').slice(0, 120)
    for (const rule of (rules[kind] ?? refuseUnknown(kind))(node, made)) faults.push({ statement, rule })
  }
  return faults
}

/** What is left once the comments before a statement are taken away. */
const withoutComments = (text: string): string => text.replace(/^(\s*--.*\n)*\s*/, '')

type Rule = (node: Node, made: ReadonlySet<string>) => string[]

const harmless: Rule = () => []
const refuseUnknown =
  (kind: string): Rule =>
  () => [
    `${kind} is not known to be harmless. Think about what it locks and whom it breaks, and add it to migration-rules.ts.`,
  ]

const rules: Record<string, Rule> = {
  CreateStmt: harmless,
  CreateExtensionStmt: harmless,
  CreateSchemaStmt: harmless,
  CreateFunctionStmt: harmless,
  CreateEnumStmt: harmless,
  GrantStmt: harmless,
  CommentStmt: harmless,
  InsertStmt: harmless,
  SelectStmt: harmless,
  IndexStmt: ({ relation, concurrent }, made) =>
    made.has(relation.relname) || concurrent
      ? []
      : [
          `An index on ${relation.relname} stops every write while it is built. Put it into a migration of its own that begins with "-- outside a transaction", as CREATE INDEX CONCURRENTLY.`,
        ],
  DropStmt: ({ removeType, concurrent, objects }) =>
    removeType === 'OBJECT_INDEX' && concurrent
      ? []
      : [
          `Dropping (${removeType}, ${JSON.stringify(objects)
            .match(/"sval":"[^"]+"/g)
            ?.join(
              ' ',
            )}) breaks the older version that still uses it. Stop using it in one release, and drop it in a later one.`,
        ],
  RenameStmt: () => [
    'The older version knows the old name. Add the new one, fill it, and drop the old one in a later release.',
  ],
  UpdateStmt: ({ relation }, made) =>
    made.has(relation.relname)
      ? []
      : [
          `An UPDATE of ${relation.relname} locks its rows until the migration ends. Fill it in batches in the background.`,
        ],
  DeleteStmt: ({ relation }, made) =>
    made.has(relation.relname)
      ? []
      : [`A DELETE in ${relation.relname} takes away what the older version still reads.`],
  TruncateStmt: () => ['TRUNCATE locks out everybody and takes away what the older version still reads.'],
  AlterTableStmt: ({ relation, cmds, objtype }, made) =>
    made.has(relation.relname) || objtype === 'OBJECT_INDEX'
      ? []
      : (cmds as Node[]).flatMap(({ AlterTableCmd }) => alteration(AlterTableCmd, relation.relname)),
}

function alteration({ subtype, def, name, behavior: _ }: Node, table: string): string[] {
  if (subtype === 'AT_AddColumn') return newColumn(def.ColumnDef, table)
  if (subtype === 'AT_AddConstraint') return newConstraint(def.Constraint, table)
  const rule = alterations[subtype]
  if (rule === '') return []
  return [
    `${table}${name ? `.${name}` : ''}: ${rule ?? `${subtype} is not known to be harmless; add it to migration-rules.ts once it is.`}`,
  ]
}

/** Empty: harmless. Each takes a short lock only, and the older version does not notice. */
const alterations: Record<string, string> = {
  AT_ColumnDefault: '',
  AT_DropNotNull: '',
  AT_ValidateConstraint: '',
  AT_SetRelOptions: '',
  AT_SetStatistics: '',
  AT_SetStorage: '',
  AT_EnableRowSecurity: '',
  AT_DropColumn:
    'the older version still names the column. Stop using it in one release, and drop it in a later one.',
  AT_DropConstraint: 'the older version may count on the constraint; drop it in a later release.',
  AT_AlterColumnType:
    'another type rewrites the table and changes what the older version gets. Add a column, fill it, and drop the old one in a later release.',
  AT_SetNotNull:
    'the whole table is read under a lock, and the older version writes rows without it. Add a CHECK … NOT VALID, validate it, and set NOT NULL in a later release.',
}

function newColumn({ colname, constraints = [] }: Node, table: string): string[] {
  const own = (constraints as Node[]).map(({ Constraint }) => Constraint as Node)
  const of = (contype: string) => own.find((constraint) => constraint['contype'] === contype)
  const faults: string[] = []
  const fallback = of('CONSTR_DEFAULT')
  if (of('CONSTR_NOTNULL') && !fallback)
    faults.push('is NOT NULL without a default, which rows of the older version do not have.')
  if (fallback && !isConstant(fallback['raw_expr']))
    faults.push('has a default that is not a constant, so the whole table is written anew.')
  if (of('CONSTR_CHECK') || of('CONSTR_FOREIGN'))
    faults.push('comes with a constraint that is checked over the whole table. Add it NOT VALID by itself.')
  if (of('CONSTR_UNIQUE') || of('CONSTR_PRIMARY'))
    faults.push('comes with an index that is built under a lock.')
  if (of('CONSTR_GENERATED') || of('CONSTR_IDENTITY'))
    faults.push('is computed for every row, so the whole table is written anew.')
  return faults.map((fault) => `${table}.${colname} ${fault}`)
}

/** A plain value, perhaps with a cast or a sign; `now()` counts, for PostgreSQL evaluates it once. */
function isConstant(expression: Node): boolean {
  const [kind, node] = Object.entries(expression)[0] as [string, Node]
  if (kind === 'A_Const') return true
  if (kind === 'TypeCast') return isConstant(node['arg'])
  if (kind === 'A_ArrayExpr') return (node['elements'] ?? []).every(isConstant)
  return kind === 'FuncCall' && node['funcname'].at(-1).String.sval === 'now'
}

function newConstraint({ contype, conname, skip_validation, indexname }: Node, table: string): string[] {
  const checked = contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN'
  if (checked && skip_validation) return []
  if (checked)
    return [
      `${table}: ${conname} is held against every row under a lock. Add it NOT VALID, and validate it in a migration of its own.`,
    ]
  if ((contype === 'CONSTR_UNIQUE' || contype === 'CONSTR_PRIMARY') && indexname) return []
  return [
    `${table}: ${conname} builds its index under a lock. Build the index concurrently first, then add the constraint USING INDEX.`,
  ]
}
