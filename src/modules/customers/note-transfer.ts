import { uuidv7 } from 'uuidv7'
import type {
  RecordTransfer,
  TransferOptions,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import { fold } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import { addNotes, type FiledNote, pinNotes } from './filed-notes.ts'

const MOST_TEXT = 20_000
const SHOWN = 80

const yes = new Set('yes,y,true,1,x,ja,j,pinned,vastgezet'.split(','))
const no = new Set('no,n,false,0,nee'.split(','))

/** What a row asks for; `pinned` undefined where it does not say. */
type Given = { customer_id: string; body: string; pinned: boolean | undefined }

const refused = (column: string, code: string, message: string): TransferOutcome => ({
  outcome: 'reject',
  faults: [{ column, code, message }],
})

function read({ cells, customers }: TransferRow, { blanks }: TransferOptions): Given | TransferOutcome {
  const body = cells['note']!
  const cell = cells['pinned']
  const said = cell ? fold(cell) : null
  if (body.length > MOST_TEXT)
    return refused('note', 'text.long', `This note is too long; at most ${MOST_TEXT} characters fit.`)
  if (said !== null && !yes.has(said) && !no.has(said))
    return refused('pinned', 'pinned.unknown', `“${cell!.slice(0, SHOWN)}”: Say yes or no.`)
  const blank = cell === null && blanks === 'clear' ? false : undefined
  return { customer_id: customers['customer']!, body, pinned: said === null ? blank : yes.has(said) }
}

/** A note of the batch: as it is stored (null for a new one), and as it will be. */
type Filed = { stored: FiledNote | null; note: FiledNote }

const keyOf = ({ customer_id, body }: Pick<FiledNote, 'customer_id' | 'body'>) => `${customer_id} ${body}`

/** Notes of the customers that say the same, word for word, the newest of each. */
async function present(ctx: Ctx, wanted: readonly Given[]): Promise<Map<string, Filed>> {
  const found = await ctx.rows<FiledNote>(
    `SELECT id, customer_id, body, pinned, version FROM notes
     WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[]) AND body = ANY ($3::text[]) ORDER BY id FOR UPDATE`,
    [ctx.workspaceId, [...new Set(wanted.map((one) => one.customer_id))], wanted.map(({ body }) => body)],
  )
  return new Map(found.map((note) => [keyOf(note), { stored: note, note }]))
}

/** A note that the customer has already, word for word, is that note. */
async function write(
  ctx: Ctx,
  rows: readonly TransferRow[],
  options: TransferOptions,
  dry: boolean,
): Promise<TransferOutcome[]> {
  const wanted = rows.map((row) => read(row, options))
  const known = await present(
    ctx,
    wanted.filter((one) => 'body' in one),
  )
  const all = new Set(known.values())
  const outcomes = wanted.map((given): TransferOutcome => {
    if (!('body' in given)) return given
    const { customer_id, body, pinned } = given
    const title = body.slice(0, SHOWN).toWellFormed()
    const one = options.existing === 'create' ? undefined : known.get(keyOf(given))
    if (!one) {
      const note = { id: uuidv7(), customer_id, body, pinned: pinned ?? false, version: 1 }
      const filed: Filed = { stored: null, note }
      known.set(keyOf(note), filed)
      all.add(filed)
      return { outcome: 'create', title }
    }
    if (options.existing === 'skip' || pinned === undefined || pinned === one.note.pinned)
      return { outcome: 'skip', title }
    one.note = { ...one.note, pinned }
    return { outcome: 'update', title }
  })
  if (dry) return outcomes
  const filed = [...all]
  await addNotes(
    ctx,
    filed.filter(({ stored }) => stored === null).map(({ note }) => note),
  )
  await pinNotes(
    ctx,
    filed.flatMap(({ stored, note }) => (stored && stored.pinned !== note.pinned ? stored : [])),
  )
  return outcomes
}

type Line = { id: string; number: number; body: string; pinned: boolean; created_at: string }

const readPage: RecordTransfer['read'] = async (ctx, { after, limit }) => {
  const found = await ctx.rows<Line>(
    `SELECT n.id, c.number, n.body, n.pinned, n.created_at FROM notes n
     JOIN customers c ON c.workspace_id = n.workspace_id AND c.id = n.customer_id
     WHERE n.workspace_id = $1 AND n.id > $2 ORDER BY n.id LIMIT $3`,
    [ctx.workspaceId, after ?? '00000000-0000-0000-0000-000000000000', limit],
  )
  const rows = found.map(({ number, body, pinned, created_at }) => ({
    customer: `C-${number}`,
    note: body,
    pinned: pinned ? 'yes' : 'no',
    created_at,
  }))
  return { rows, after: found.length < limit ? null : found.at(-1)!.id }
}

/** Notes from files and to them. */
export const noteTransfer: RecordTransfer = {
  name: 'notes',
  words: { en: 'Notes', nl: 'Notities' },
  permissions: { import: 'notes.write', export: 'notes.read' },
  columns: [
    { name: 'customer', words: { en: 'Customer', nl: 'Klant' }, required: true, names: 'customer' },
    {
      name: 'note',
      words: { en: 'Note', nl: 'Notitie' },
      also: ['text', 'body', 'memo', 'comment', 'remark', 'tekst', 'opmerking', 'aantekening'],
      required: true,
    },
    { name: 'pinned', words: { en: 'Pinned', nl: 'Vastgezet' }, also: ['important', 'belangrijk'] },
    { name: 'created_at', words: { en: 'Written', nl: 'Geschreven' }, only: 'export' },
  ],
  write,
  read: readPage,
}
