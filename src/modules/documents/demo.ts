import type { DemoBatch } from '#capabilities/declaration/demo-batch.ts'
import { recordWordsPart } from '#capabilities/search/record-words.ts'
import { timelineColumns, timelineRow } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { insertOf, insertTogether } from '#platform/database/insert-rows.ts'
import type { DocumentKind } from './contract.ts'
import { pdfLetter, pngPicture } from './demo-files.ts'

type Customer = DemoBatch['customers'][number]
type Plan = {
  purpose: string
  of: Customer['kind'] | 'both'
  kind: DocumentKind
  title: string
  name: string
  mediaType: string
  bytes: (customer: Customer, day: string) => Buffer
}

/** What is found among the documents of a customer. */
const plans: readonly Plan[] = [
  {
    purpose: 'document agreement',
    of: 'both',
    kind: 'general',
    title: 'Signed agreement',
    name: 'agreement.pdf',
    mediaType: 'application/pdf',
    bytes: ({ name, city }, day) =>
      pdfLetter([
        'Agreement',
        `Between the house and ${name}${city ? `, ${city}` : ''}.`,
        `Signed on ${day} by both sides.`,
        'It runs for a year and goes on from year to year,',
        'unless one side ends it three months before.',
      ]),
  },
  {
    purpose: 'document resume',
    of: 'individual',
    kind: 'resume',
    title: 'Résumé',
    name: 'resume.pdf',
    mediaType: 'application/pdf',
    bytes: ({ name, city }) =>
      pdfLetter([
        name,
        `Lives in ${city ?? 'the region'}.`,
        'Work and study on request.',
        'References on request.',
      ]),
  },
  {
    purpose: 'document logo',
    of: 'organisation',
    kind: 'general',
    title: 'Logo',
    name: 'logo.png',
    mediaType: 'image/png',
    bytes: ({ index }) => pngPicture(320, 200, (index % 12) / 12),
  },
  {
    purpose: 'document call',
    of: 'both',
    kind: 'general',
    title: 'Notes of a call',
    name: 'call.txt',
    mediaType: 'text/plain',
    bytes: ({ name }, day) => Buffer.from(`Call with ${name} on ${day}.\n\nWants the programme by post.\n`),
  },
]

/** The first customers are looked at most; of the others few have documents, for each is a file on the disk. */
const share = ({ index }: Customer): number => (index < 100 ? 0.12 : 0.003)

const documentColumns = {
  workspace_id: 'uuid',
  id: 'uuid',
  customer_id: 'uuid',
  kind: 'text',
  title: 'text',
  current_version: 'integer',
  created_by: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}
const versionColumns = {
  workspace_id: 'uuid',
  document_id: 'uuid',
  number: 'integer',
  file_id: 'uuid',
  created_by: 'uuid',
  created_at: 'timestamptz',
}

/** When a document came: some time after its customer, before the present. Ids are as old as what they name. */
function momentOf({ chance, id, until }: DemoBatch, customer: Customer, { purpose }: Plan) {
  const since = customer.createdAt.getTime()
  const share = 0.05 + 0.9 * chance(customer, `${purpose} when`)
  const createdAt = new Date(since + Math.floor(Math.max(0, until.getTime() - since) * share))
  const then = { index: customer.index, createdAt }
  return {
    at: createdAt.toISOString(),
    id: id(then, purpose),
    file: id(then, `${purpose} file`),
    event: id(then, `${purpose} event`),
  }
}

/** A few small files, generated, for a few of the customers. */
export async function addDemoDocuments(ctx: Ctx, batch: DemoBatch): Promise<void> {
  const wanted = batch.customers.flatMap((customer) =>
    plans
      .filter(
        ({ of, purpose }) =>
          (of === 'both' || of === customer.kind) && batch.chance(customer, purpose) < share(customer),
      )
      .map((plan) => ({ customer, plan, ...momentOf(batch, customer, plan) })),
  )
  if (wanted.length === 0) return
  const by = batch.staff[0] ?? null
  const rows = []
  for (const { customer, plan, id, file, event, at } of wanted) {
    const { name, mediaType, title, kind } = plan
    const received = await ctx.app.files.lay(ctx.workspaceId, file, plan.bytes(customer, at.slice(0, 10)))
    await ctx.app.files.keep(ctx, received, { purpose: 'document', name, mediaType })
    const own = { workspace_id: ctx.workspaceId, created_by: by, created_at: at, updated_at: at }
    rows.push({
      ...own,
      id,
      customer_id: customer.id,
      kind,
      title,
      name,
      current_version: 1,
      document_id: id,
      number: 1,
      file_id: file,
      event,
    })
  }
  const happened = rows.map(({ customer_id, id, title, created_at, event }) => {
    const told = { name: 'document.added', customerId: customer_id, subjectId: id, payload: { title } }
    return { ...timelineRow(ctx, told), id: event, at: created_at }
  })
  await insertTogether(ctx, [insertOf('documents', documentColumns, rows)])
  await insertTogether(ctx, [
    insertOf('document_versions', versionColumns, rows),
    insertOf('timeline_entries', timelineColumns, happened),
    recordWordsPart(
      ctx,
      'document',
      rows.map(({ id, customer_id, title, name }) => ({
        id,
        customerId: customer_id,
        text: `${title} ${name}`,
      })),
    ),
  ])
}
