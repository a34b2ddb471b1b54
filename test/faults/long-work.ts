import { compareWords } from './compare-records.ts'
import { compareCount, type Finding } from './findings.ts'
import { type Installation, until } from './installation.ts'
import type { Client } from './requests.ts'

/** Something long in the background: how far it is, when it has ended, and whether it did what it says. */
export type LongWork = {
  id: string
  /** Rows or customers, as the database counts them now; 'ended' when it is over. */
  position(): Promise<number | 'ended'>
  total: number
  /** As the API tells it. */
  told(): Promise<number>
  ended(): Promise<void>
  compare(): Promise<Finding[]>
}

/** A CSV file whose customers all have the last name `name`; every 40th row has no name and is refused. */
export function fileOf(name: string, rows: number): { content: string; good: number; bad: number } {
  const lines = ['First name,Last name,E-mail,City']
  let bad = 0
  for (let i = 0; i < rows; i++) {
    if (i % 40 === 39) {
      bad++
      lines.push(',,,Nowhere')
    } else lines.push(`Row${i},${name},row${i}@${name.toLowerCase()}.example,Utrecht`)
  }
  return { content: `${lines.join('\n')}\n`, good: rows - bad, bad }
}

type ImportRow = {
  state: string
  rows_read: number
  created: number
  updated: number
  skipped: number
  rejected: number
  error: string | null
}

export async function startImport(
  installation: Installation,
  client: Client,
  name: string,
  rows: number,
): Promise<LongWork> {
  const { content, good, bad } = fileOf(name, rows)
  const uploaded = await client.write({
    method: 'POST',
    path: '/imports',
    body: () => {
      const form = new FormData()
      form.append('file', new Blob([content]), `${name}.csv`)
      return form
    },
  })
  const { id } = uploaded.body!
  await client.write({ method: 'POST', path: `/imports/${id}/run` })
  const look = async () => {
    const [row] = await installation.sql<ImportRow>(
      'SELECT state, rows_read, created, updated, skipped, rejected, error FROM imports WHERE id = $1',
      [id],
    )
    return row
  }
  const over = (row: ImportRow | undefined) => !row || !['queued', 'running'].includes(row.state)
  return {
    id,
    total: rows,
    told: async () => (await client.read<{ rows_read: number }>(`/imports/${id}`)).rows_read,
    async position() {
      const row = await look()
      return over(row) ? 'ended' : row!.rows_read
    },
    ended: () => until(`import ${name} to end`, async () => over(await look())).then(() => {}),
    async compare() {
      const row = await look()
      if (!row) return [{ kind: 'lost', what: `import ${name}` }]
      const findings: Finding[] = []
      if (row.state !== 'done')
        findings.push({ kind: 'lost', what: `import ${name} is ${row.state}: ${row.error}` })
      const [there] = await installation.sql<Record<string, number>>(
        `SELECT count(*)::int AS customers, count(DISTINCT e.address_key)::int AS addresses,
           (SELECT count(*)::int FROM timeline_entries t JOIN customers i ON i.workspace_id = t.workspace_id AND i.id = t.customer_id
            WHERE i.last_name = $1 AND t.event = 'customer.imported') AS told,
           (SELECT count(*)::int FROM import_rejections r WHERE r.import_id = $2) AS rejections,
           (SELECT count(*)::int FROM customer_addresses a JOIN customers i ON i.workspace_id = a.workspace_id AND i.id = a.customer_id
            WHERE i.last_name = $1) AS homes
         FROM customers c JOIN customer_emails e ON e.workspace_id = c.workspace_id AND e.customer_id = c.id
         WHERE c.last_name = $1`,
        [name, id],
      )
      const count = (what: string, expected: number, found: number) =>
        findings.push(...compareCount(`import ${name}: ${what}`, expected, found))
      count('rows read', rows, row.rows_read)
      count('created', good, row.created)
      count('refused', bad, row.rejected)
      count('updated or skipped', 0, row.updated + row.skipped)
      count('customers', good, there!['customers']!)
      count('different addresses', good, there!['addresses']!)
      count('postal addresses', good, there!['homes']!)
      count('timeline entries', good, there!['told']!)
      count('rows among the refused', bad, there!['rejections']!)
      return [...findings, ...(await compareWords(installation, name))]
    },
  }
}

type JobRow = {
  state: string
  total: number
  done: number
  failed: number
  result: { changed: number; unchanged: number; refused: number } | null
  error: string | null
}

/** Puts a tag on all customers of an import. */
export async function startBulk(
  installation: Installation,
  client: Client,
  name: string,
  tag: string,
): Promise<LongWork> {
  const counted = await installation.sql<{ n: number }>(
    'SELECT count(*)::int AS n FROM customers WHERE last_name = $1',
    [name],
  )
  const total = counted[0]!.n
  const [before] = await installation.sql<{ sum: number }>(
    'SELECT sum(version)::int AS sum FROM customers WHERE last_name = $1',
    [name],
  )
  const selection = { filter: { name, status: 'all' } }
  const action = { type: 'add-tags', tags: [tag] }
  const { body } = await client.write({
    method: 'POST',
    path: '/customers/bulk-actions',
    body: { selection, action },
  })
  const look = async () => {
    const [row] = await installation.sql<JobRow>(
      'SELECT state, total, done, failed, result, error FROM background_jobs WHERE id = $1',
      [body!.job_id],
    )
    return row
  }
  const over = (row: JobRow | undefined) => !row || !['queued', 'running'].includes(row.state)
  return {
    id: body!.job_id,
    total,
    told: async () => (await client.read<{ done: number }>(`/jobs/${body!.job_id}`)).done,
    async position() {
      const row = await look()
      return over(row) ? 'ended' : row!.done
    },
    ended: () => until(`bulk ${tag} to end`, async () => over(await look())).then(() => {}),
    async compare() {
      const row = await look()
      if (!row) return [{ kind: 'lost', what: `bulk ${tag}` }]
      if (row.state !== 'done') return [{ kind: 'lost', what: `bulk ${tag} is ${row.state}: ${row.error}` }]
      const [there] = await installation.sql<Record<string, number>>(
        `SELECT (SELECT count(*)::int FROM customer_tags ct JOIN tags t ON t.workspace_id = ct.workspace_id AND t.id = ct.tag_id
                 WHERE t.name = $2) AS tagged,
                (SELECT count(*)::int FROM timeline_entries WHERE event = 'customer.tags_added' AND payload::text LIKE $3) AS told,
                (SELECT sum(version)::int FROM customers WHERE last_name = $1) AS versions`,
        [name, tag, `%"${tag}"%`],
      )
      const count = (what: string, expected: number, found: number) =>
        compareCount(`bulk ${tag}: ${what}`, expected, found)
      return [
        ...count('in all', total, row.total),
        ...count('done', total, row.done),
        ...count('failed', 0, row.failed),
        ...count('changed', total, row.result!.changed),
        ...count('unchanged', 0, row.result!.unchanged),
        ...count('customers with the tag', total, there!['tagged']!),
        ...count('timeline entries', total, there!['told']!),
        ...count('versions', before!.sum + total, there!['versions']!),
      ]
    },
  }
}

/** Takes a whole import back: none of its customers, nor anything of theirs, may be left. */
export async function startUndo(
  installation: Installation,
  client: Client,
  name: string,
  importId: string,
): Promise<LongWork> {
  const customers = 'SELECT id FROM customers WHERE last_name = $1'
  const ids = (await installation.sql<{ id: string }>(customers, [name])).map(({ id }) => id)
  const { body } = await client.write({ method: 'POST', path: `/imports/${importId}/undo` })
  const undo = body!
  const look = async () => {
    const [row] = await installation.sql<JobRow>('SELECT * FROM background_jobs WHERE id = $1', [undo.job_id])
    return row
  }
  const over = (row: JobRow | undefined) => !row || !['queued', 'running'].includes(row.state)
  return {
    id: undo.id,
    total: ids.length,
    told: async () => (await client.read<{ done: number }>(`/jobs/${undo.job_id}`)).done,
    async position() {
      const row = await look()
      return over(row) ? 'ended' : row!.done
    },
    ended: () => until(`undo of ${name} to end`, async () => over(await look())).then(() => {}),
    async compare() {
      const row = await look()
      if (row?.state !== 'done')
        return [{ kind: 'lost', what: `undo of ${name} is ${row?.state}: ${row?.error}` }]
      const [counts] = await installation.sql<{ deleted: number; kept: number }>(
        'SELECT deleted, kept FROM undos WHERE id = $1',
        [undo.id],
      )
      const [left] = await installation.sql<Record<string, number>>(
        `SELECT (SELECT count(*)::int FROM customers WHERE id = ANY ($1)) AS customers,
           (SELECT count(*)::int FROM customer_words WHERE customer_id = ANY ($1)) AS words,
           (SELECT count(*)::int FROM customer_emails WHERE customer_id = ANY ($1)) AS addresses`,
        [ids],
      )
      const nothing = (what: string): Finding[] =>
        left![what] === 0
          ? []
          : [{ kind: 'half-done', what: `undo of ${name}: ${left![what]} ${what} are left` }]
      return [
        ...compareCount(`undo of ${name}: deleted`, ids.length, counts!.deleted),
        ...compareCount(`undo of ${name}: kept`, 0, counts!.kept),
        ...['customers', 'words', 'addresses'].flatMap(nothing),
      ]
    },
  }
}
