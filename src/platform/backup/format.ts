import { z } from 'zod'

/**
 * A backup is a POSIX tar (pax), whole or compressed with gzip, with these entries in this order:
 *
 *   backup.json                          what it is a backup of (`Head`)
 *   tables/<schema>.<table>/<nnnnnn>     rows as COPY text, UTF-8, cut anywhere into parts of about a megabyte
 *   secret                               the key of the installation, where the data folder keeps it
 *   files/<workspace id>/<file id>       the stored files
 *   manifest.json                        what must be in it (`Manifest`); a backup without it is not whole
 *
 * Each entry has its SHA-256 in its pax header (`checksum`), where other programs pass over it.
 */
export const formatVersion = 1

export const headName = 'backup.json'
export const manifestName = 'manifest.json'
export const secretName = 'secret'
export const filesPrefix = 'files/'
const tablesPrefix = 'tables/'

/** POSIX has one field for what is nobody else's business. */
export const checksum = (sha256: string): { comment: string } => ({ comment: `sha256 ${sha256}` })

export const partName = (table: string, part: number): string =>
  `${tablesPrefix}${table}/${String(part).padStart(6, '0')}`

/** `public.customers` of `tables/public.customers/000000`, or null for other entries. */
export const tableOfPart = (name: string): string | null =>
  name.startsWith(tablesPrefix) ? name.slice(tablesPrefix.length, name.lastIndexOf('/')) : null

const table = z.object({
  /** `schema.table` */
  name: z.string(),
  columns: z.array(z.string()),
})

/** Read before anything else is. What newer formats add, older programs must be able to skip. */
export const Head = z.object({
  format: z.number().int(),
  /** The version of Regulars that wrote it. */
  program: z.string(),
  created_at: z.string(),
  /** Version of PostgreSQL, such as 18.4. */
  postgres: z.string(),
  /** What had run on the database, with the SHA-256 of each file. */
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  tables: z.array(table),
  /** Whether the key is in it; otherwise it is a setting (REGULARS_SECRET), which is kept elsewhere. */
  secret: z.enum(['included', 'setting']),
})
export type Head = z.infer<typeof Head>

const digested = { rows: z.number().int(), bytes: z.number().int(), digest: z.string() }

export const Manifest = Head.extend({
  tables: z.array(table.extend(digested)),
  /** Work that waited in the queue. */
  jobs: z.object(digested),
  files: z.object({
    count: z.number().int(),
    bytes: z.number().int(),
    /** The database names them, and they were not in the data folder: how many, and the first hundred. */
    missing_count: z.number().int(),
    missing: z.array(z.string()),
    /** Their bytes were not those that were stored once: they are in it as they were found. */
    altered: z.array(z.string()),
  }),
  /** The end of each workspace's audit chain: an older one elsewhere must lead to it. */
  audit_heads: z.array(z.object({ workspace_id: z.string(), last_seq: z.number(), last_hash: z.string() })),
  /** Number of entries before this one, and the SHA-256 of the lines `<sha256>  <name>\n` of all of them. */
  entries: z.object({ count: z.number().int(), sha256: z.string() }),
})
export type Manifest = z.infer<typeof Manifest>

/** The file is no backup, a newer one, or not what was written. The message names the entry. */
export class BackupUnusable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'BackupUnusable'
  }
}
