import pg from 'pg'
import { searchWords } from '#capabilities/search/words.ts'
import { fold } from '#lib/text.ts'
import { type Connection, clientConfig } from '#platform/database/connection.ts'
import { prepareSearch } from './floor-sql.ts'

/** Of the customers there are, what the calls ask for. The same seed gives the same ones. */
export type Samples = {
  workspace: string
  customers: number
  /** Active customers from all over. */
  ids: string[]
  terms: Term[]
  groups: string[]
  tags: string[]
  /** Sort key and id of the active customer 50,000 places into the list, or half way when there are fewer. */
  deep: { offset: number; place: [string, string] }
}

/** What is typed, and how the floor is asked for it: the start of words, and the longest word for any place in them. */
export type Term = { typed: string; start: string; part: string }

const COMMON = [
  'smith',
  'jan',
  'de',
  'van',
  'ma',
  'jo',
  'mu',
  'de vries',
  'garcia',
  'müller',
  'smi',
  'sm',
  'el',
  'st',
]

export async function takeSamples(connection: Connection): Promise<Samples> {
  const client = new pg.Client(clientConfig({ connection, as: 'owner', max: 1, statementTimeout: 0 }))
  await client.connect()
  const column = async (text: string, values: unknown[]): Promise<string[]> =>
    (await client.query({ text, values, rowMode: 'array' })).rows.map(([value]) => value)
  try {
    await client.query('DROP SCHEMA IF EXISTS bench CASCADE')
    await client.query(prepareSearch)
    const [workspace] = await column('SELECT id FROM installation.workspaces ORDER BY created_at LIMIT 1', [])
    const here = [workspace]
    const active = `FROM customers WHERE workspace_id = $1 AND status = 'active'`
    const [count] = (await client.query(`SELECT count(*) AS n ${active}`, here)).rows
    const offset = Math.min(50_000, Math.floor(count.n / 2))
    const [deep] = (
      await client.query(
        `SELECT sort_name, id ${active} ORDER BY sort_name, id OFFSET ${offset - 1} LIMIT 1`,
        here,
      )
    ).rows
    return {
      workspace: workspace!,
      customers: count.n,
      ids: await column(`SELECT id ${active} ORDER BY md5(number::text) LIMIT 500`, here),
      groups: await column('SELECT id FROM customer_groups WHERE workspace_id = $1 ORDER BY name', here),
      tags: await column('SELECT id FROM tags WHERE workspace_id = $1 ORDER BY name', here),
      terms: await termsOf(column, here),
      deep: { offset, place: [deep.sort_name, deep.id] },
    }
  } finally {
    await client.end()
  }
}

/** About 200: names, companies, two letters, parts of addresses and whole ones, one letter wrong, nothing there. */
async function termsOf(
  column: (text: string, values: unknown[]) => Promise<string[]>,
  here: unknown[],
): Promise<Term[]> {
  const from = (what: string, where: string, salt: string, most: number) =>
    column(
      `SELECT ${what} FROM customers WHERE workspace_id = $1 AND ${where} ORDER BY md5('${salt}' || number) LIMIT ${most}`,
      here,
    )
  const last = await from('last_name', 'last_name IS NOT NULL', 'a', 40)
  const emails = await from('email', 'email IS NOT NULL', 'b', 60)
  const typed = [
    ...COMMON,
    ...last,
    ...(await from(`first_name || ' ' || last_name`, `kind = 'individual'`, 'c', 25)),
    ...(await from(`last_name || ' ' || first_name`, `kind = 'individual'`, 'd', 15)),
    ...(await from('company_name', `kind = 'organisation'`, 'e', 15)),
    ...last.slice(0, 20).map((name) => name.slice(0, 2)),
    ...emails.slice(0, 20),
    ...emails.slice(20, 35).map((address) => address.split('@')[0]!),
    ...emails.slice(35, 50).map((address) => address.split('@')[1]!.slice(0, 8)),
    ...emails.slice(50, 60).map((address) => address.slice(2, 8)),
    ...last.slice(20, 35).map((name) => name.slice(1, 5)),
    ...last.slice(0, 10).map((name) => name.slice(0, 3) + name.slice(4)),
    'qqxz nobody',
  ]
  return typed.filter((text) => searchWords(text).length > 0).map(termOf)
}

function termOf(typed: string): Term {
  if (typed.includes('@')) return { typed, start: typed.toLowerCase(), part: '' }
  const words = searchWords(typed)
  return { typed, start: words.join(' '), part: words.length === 1 ? words[0]! : fold(typed) }
}
