import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { appRole, type Connection, clientConfig } from '#platform/database/connection.ts'
import { borrowEmbedded } from '#platform/database/embedded/borrowed.ts'
import { pendingMigrations } from '#platform/database/migrations.ts'
import type { Settings } from '#platform/settings.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

const name = 'Database'
const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** Everything about the database; the embedded one is started for the look when it does not run. */
export async function checkDatabase(settings: Settings): Promise<Finding[]> {
  if (settings.databaseUrl) return examine({ url: settings.databaseUrl }, settings)
  if (!existsSync(join(settings.dataDir, 'postgres'))) {
    return [ok(name, 'will be made in the data folder at the first start')]
  }
  try {
    const server = await borrowEmbedded({ dataDir: settings.dataDir, log: silent, command: 'doctor' })
    try {
      return await examine(server.connection, settings)
    } finally {
      await server.stop()
    }
  } catch (error) {
    return [
      problem(
        name,
        (error as Error).message,
        `See the newest file in ${join(settings.dataDir, 'postgres', 'log')}.`,
      ),
    ]
  }
}

async function examine(connection: Connection, settings: Settings): Promise<Finding[]> {
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 10_000 }))
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    return [unreachable(error as NodeJS.ErrnoException)]
  }
  try {
    const facts = await readFacts(client)
    const findings = [
      version(facts),
      words(facts),
      search(facts),
      role(facts),
      clock(facts),
      room(facts, settings),
    ]
    const old = findings.some(({ status }) => status === 'problem')
    return [...findings, ...durability(facts), ...(old ? [] : [await migrations(connection)])]
  } finally {
    await client.end()
  }
}

type Facts = {
  version: number
  version_name: string
  encoding: string
  folds: boolean
  trigrams: boolean
  trigrams_there: boolean
  may_extend: boolean
  user_name: string
  superuser: boolean
  may_create_roles: boolean
  app_role: boolean
  member: boolean
  app_role_passes: boolean
  unsafe: string | null
  max_connections: number
  now: number
  asked: number
}

async function readFacts(client: pg.Client): Promise<Facts> {
  const before = Date.now()
  const { rows } = await client.query(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS version_name,
            pg_encoding_to_char(d.encoding) AS encoding, lower('ÜЖ') = 'üж' AS folds,
            EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm') AS trigrams,
            EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') AS trigrams_there,
            has_database_privilege(d.oid, 'CREATE') AS may_extend,
            current_user AS user_name, me.rolsuper AS superuser, me.rolcreaterole OR me.rolsuper AS may_create_roles,
            app.oid IS NOT NULL AS app_role, coalesce(pg_has_role(me.oid, app.oid, 'MEMBER'), false) AS member,
            coalesce(app.rolbypassrls OR app.rolsuper, false) AS app_role_passes,
            (SELECT string_agg(name || ' = off', ', ' ORDER BY name) FROM pg_settings
              WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off') AS unsafe,
            current_setting('max_connections')::int AS max_connections,
            (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
       FROM pg_database d
       JOIN pg_roles me ON me.rolname = current_user
       LEFT JOIN pg_roles app ON app.rolname = $1
      WHERE d.datname = current_database()`,
    [appRole],
  )
  return { ...rows[0], asked: (before + Date.now()) / 2 }
}

function version({ version, version_name }: Facts): Finding {
  if (version >= 150_000) return ok(name, `PostgreSQL ${version_name} answers`)
  return problem(
    name,
    `PostgreSQL ${version_name} is too old.`,
    'Upgrade it to 15 or newer, or leave DATABASE_URL out.',
  )
}

function words({ encoding, folds }: Facts): Finding {
  if (encoding === 'UTF8' && folds)
    return ok('Letters', 'UTF-8; upper and lower case of every script are known')
  return problem(
    'Letters',
    `The database has the encoding ${encoding} and a locale that does not know letters beyond English.`,
    "Make it anew: CREATE DATABASE regulars ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0",
  )
}

function search({ trigrams, trigrams_there, may_extend, user_name }: Facts): Finding {
  if (trigrams_there) return ok('Search', 'the extension pg_trgm is there')
  if (!trigrams) {
    return problem(
      'Search',
      'The extension pg_trgm is not installed on the database server.',
      'Install the contrib package of that PostgreSQL (postgresql-contrib); hosted ones have it in their settings.',
    )
  }
  if (may_extend) return ok('Search', 'the extension pg_trgm can be added')
  return problem(
    'Search',
    `The user ${user_name} may not add the extension pg_trgm.`,
    'Let an administrator of the database run in it: CREATE EXTENSION pg_trgm',
  )
}

function role(facts: Facts): Finding {
  const { user_name, superuser, app_role, member, may_create_roles } = facts
  if (facts.app_role_passes) {
    return problem(
      'Role',
      `The role ${appRole} passes row level security, which keeps the workspaces apart.`,
      `Let an administrator of the database run: ALTER ROLE ${appRole} NOSUPERUSER NOBYPASSRLS`,
    )
  }
  const kind = superuser ? 'a superuser' : 'an ordinary role'
  if (app_role && (member || superuser)) return ok('Role', `${user_name} (${kind}) works as ${appRole}`)
  if (!app_role && may_create_roles) return ok('Role', `${user_name} (${kind}) can make the role ${appRole}`)
  return problem(
    'Role',
    app_role
      ? `${user_name} may not become ${appRole}.`
      : `The role ${appRole} is missing and ${user_name} may not make it.`,
    `Let an administrator of the database run: ${app_role ? '' : `CREATE ROLE ${appRole} NOLOGIN; `}GRANT ${appRole} TO "${user_name}"`,
  )
}

function clock({ now, asked }: Facts): Finding {
  const seconds = Math.abs(now - asked) / 1000
  if (seconds < 2) return ok('Clock', 'agrees with the database')
  return warning(
    'Clock',
    `This machine and the database are ${Math.round(seconds)} s apart.`,
    'Switch on time synchronisation (chrony, systemd-timesyncd) on both.',
  )
}

function room({ max_connections }: Facts, { databasePool }: Settings): Finding {
  const wanted = databasePool + 10
  if (max_connections >= wanted)
    return ok('Connections', `${max_connections} allowed, ${wanted} used at most`)
  return problem(
    'Connections',
    `The database allows ${max_connections} connections; this process can need ${wanted}.`,
    'Raise max_connections of the database, or lower DATABASE_POOL.',
  )
}

function durability({ unsafe }: Facts): Finding[] {
  if (!unsafe) return []
  return [
    warning(
      'Durability',
      `The database runs with ${unsafe}: what was confirmed can be lost in a crash.`,
      'Switch these on in the settings of PostgreSQL.',
    ),
  ]
}

async function migrations(connection: Connection): Promise<Finding> {
  try {
    const pending = await pendingMigrations(connection)
    if (pending.length === 0) return ok('Schema', 'up to date')
    return ok('Schema', `${pending.length} migrations wait; the next start or "regulars migrate" runs them`)
  } catch (error) {
    return problem(
      'Schema',
      (error as Error).message,
      'Start the release of Regulars that fits this database.',
    )
  }
}

function unreachable(error: NodeJS.ErrnoException): Finding {
  const inner = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException) : error
  const remedies: Record<string, string> = {
    ECONNREFUSED: 'Start PostgreSQL there, and check host and port in DATABASE_URL.',
    ENOTFOUND: 'Check the host name in DATABASE_URL.',
    ENOENT: 'Check the folder of the socket in DATABASE_URL.',
    '28P01': 'Check the user name and the password in DATABASE_URL; write @ in them as %40.',
    '28000': 'Allow this user and this machine in pg_hba.conf of the database.',
    '3D000': "Make it: CREATE DATABASE regulars ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0",
    '53300': 'The database has no connection left: raise its max_connections, or stop other programs.',
  }
  const remedy = remedies[inner.code ?? ''] ?? 'Check DATABASE_URL, the firewall, and the log of PostgreSQL.'
  return problem(name, `PostgreSQL cannot be reached: ${inner.message}.`, remedy)
}
