import { afterAll, beforeAll, expect, test } from 'vitest'
import { appRole } from '#platform/database/connection.ts'
import type { Queryable } from '#platform/database/database.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { makeOwner, makers, type Owner } from '#test/support/records.ts'
import { workspaceTables } from '#test/support/snapshot.ts'

let t: TestApp
let owner: Owner
let installation: Queryable
let tables: string[]
beforeAll(async () => {
  t = await startTestApp()
  installation = t.app.database.installation
  tables = await workspaceTables(installation)
  owner = await makeOwner(t, await t.addWorkspace('Foreign'), 'Foreign Owner')
  for (const make of Object.values(makers)) await make(owner)
  const [customer] = await installation.rows<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 LIMIT 1',
    [owner.workspace.id],
  )
  await owner.visitor.put(`/customers/${customer!.id}/security-groups`, {
    group_ids: [await makers['portal-groups']!(owner)],
  })
  await owner.visitor.patch('/me', { name: 'Renamed' }, { 'idempotency-key': 'isolation-1' })
  await t.settle()
}, 180_000)
afterAll(() => t.close())

/** Tables that no record above fills; they are held by their policy alone. */
const unfilled = [
  'audit_pending',
  'import_mappings',
  'import_rejections',
  'search_variants',
  'search_vocabulary',
]

/** Tables to which the app may only add, or not even that. */
const untouchable = ['audit_pending', 'audit_entries', 'audit_heads']

test('the second wall is tried on rows of every table', async () => {
  const empty: string[] = []
  for (const table of tables) {
    const [row] = await installation.rows(`SELECT 1 FROM ${table} WHERE workspace_id = $1 LIMIT 1`, [
      owner.workspace.id,
    ])
    if (!row) empty.push(table)
  }
  expect(empty.filter((table) => !unfilled.includes(table))).toEqual([])
})

test('in one workspace no row of another is seen, changed or deleted, whatever a query forgets', async () => {
  const here = t.app.database.reader(t.home.id)
  for (const table of tables) {
    const seen = await here.rows(`SELECT 1 FROM ${table} WHERE workspace_id <> $1`, [t.home.id])
    expect(seen, table).toHaveLength(0)
    const asked = await here.rows(`SELECT 1 FROM ${table} WHERE workspace_id = $1`, [owner.workspace.id])
    expect(asked, table).toHaveLength(0)
    for (const attempt of [`UPDATE ${table} SET workspace_id = workspace_id`, `DELETE FROM ${table}`]) {
      const touched = here
        .rows(`${attempt} WHERE workspace_id = $1 RETURNING 1`, [owner.workspace.id])
        .catch((error) =>
          untouchable.includes(table) && error.code === '42501' ? [] : Promise.reject(error),
        )
      expect(await touched, attempt).toHaveLength(0)
    }
  }
})

test('nor can a row be put there', async () => {
  const here = t.app.database.reader(t.home.id)
  for (const table of tables) {
    const refused = here.rows(`INSERT INTO ${table} (workspace_id) VALUES ($1)`, [owner.workspace.id])
    await expect(refused, table).rejects.toMatchObject({ code: '42501' })
  }
})

test('the same in a transaction, and outside any workspace nothing is seen', async () => {
  for (const table of tables) {
    const seen = await t.app.database.transaction(t.home.id, (tx) =>
      tx.rows(`SELECT 1 FROM ${table} WHERE workspace_id <> $1`, [t.home.id]),
    )
    expect(seen, table).toHaveLength(0)
  }
  const client = await t.app.database.pools.app.connect()
  try {
    await client.query(`SET app.workspace = ''`)
    for (const table of tables) expect((await client.query(`SELECT 1 FROM ${table}`)).rowCount, table).toBe(0)
  } finally {
    client.release(true)
  }
})

test('every table of the schema belongs to workspaces and has the policy', async () => {
  const rows = await installation.rows<{ name: string; secured: boolean; using: string; roles: string }>(
    `SELECT c.relname AS name, c.relrowsecurity AS secured, pg_get_expr(p.polqual, p.polrelid) AS using,
            (SELECT string_agg(rolname, ',') FROM pg_roles WHERE oid = ANY (p.polroles)) AS roles
     FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'migrations' ORDER BY 1`,
  )
  expect(rows.map((row) => row.name)).toEqual(tables)
  for (const row of rows) {
    expect(row, row.name).toMatchObject({ secured: true, roles: appRole })
    expect(row.using, row.name).toBe(
      "(workspace_id = (NULLIF(current_setting('app.workspace'::text, true), ''::text))::uuid)",
    )
  }
})

test('the role of the app can get round none of it', async () => {
  const [role] = await installation.rows(
    `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication FROM pg_roles WHERE rolname = $1`,
    [appRole],
  )
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolcanlogin: false,
    rolreplication: false,
  })
  const owned = await installation.rows(
    `SELECT relname FROM pg_class WHERE relowner = $1::regrole
     UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner = $1::regrole
     UNION ALL SELECT proname FROM pg_proc WHERE proowner = $1::regrole`,
    [appRole],
  )
  expect(owned).toEqual([])
  const memberOf = await installation.rows('SELECT 1 FROM pg_auth_members WHERE member = $1::regrole', [
    appRole,
  ])
  expect(memberOf).toEqual([])
})

test('what the audit trail says is changed by nobody, not even in their own workspace', async () => {
  const own = t.app.database.reader(owner.workspace.id)
  for (const table of untouchable) {
    await expect(own.rows(`UPDATE ${table} SET workspace_id = workspace_id`)).rejects.toMatchObject({
      code: '42501',
    })
    await expect(own.rows(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: '42501' })
    if (table === 'audit_pending') continue
    const put = own.rows(`INSERT INTO ${table} (workspace_id) VALUES ($1)`, [owner.workspace.id])
    await expect(put, table).rejects.toMatchObject({ code: '42501' })
  }
})

test('the app role reads no passwords, sessions or second factors', async () => {
  const here = t.app.database.reader(t.home.id)
  for (const table of ['user', 'session', 'account', 'verification', 'twoFactor']) {
    await expect(here.rows(`SELECT 1 FROM auth."${table}"`), table).rejects.toMatchObject({ code: '42501' })
  }
})
