import type { DemoBatch } from '#capabilities/declaration/demo-batch.ts'
import { timelineColumns } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { insertOf, insertRows, insertTogether } from '#platform/database/insert-rows.ts'
import { decisionColumns } from './corrections.ts'
import { monthsLater } from './current.ts'
import type { Channel, Decided, Method } from './shapes.ts'
import { stateColumns } from './states.ts'

type Sample = {
  name: string
  description: string
  channels: Channel[]
  months: number | null
  /** How many customers were asked, and how many of those agreed. */
  asked: number
  agreed: number
  wordings: { en: string; nl: string }
}

const samples: readonly Sample[] = [
  {
    name: 'Newsletter',
    description: 'The programme and news of the house, once a month.',
    channels: ['email'],
    months: null,
    asked: 0.3,
    agreed: 0.8,
    wordings: {
      en: 'Yes, send me the newsletter once a month. I can unsubscribe at any time with the link in each issue.',
      nl: 'Ja, stuur mij elke maand de nieuwsbrief. Ik kan mij altijd afmelden met de link in elk nummer.',
    },
  },
  {
    name: 'Event invitations',
    description: 'Invitations to evenings and events that fit what somebody came to before.',
    channels: ['email', 'post', 'phone'],
    months: 24,
    asked: 0.12,
    agreed: 0.7,
    wordings: {
      en: 'You may invite me to events. This consent is good for two years, and I can withdraw it at any time.',
      nl: 'U mag mij uitnodigen voor evenementen. Deze toestemming geldt twee jaar en ik kan haar altijd intrekken.',
    },
  },
  {
    name: 'Photos',
    description: 'Pictures of visitors on our own website and in our own printed matter.',
    channels: ['other'],
    months: null,
    asked: 0.06,
    agreed: 0.6,
    wordings: {
      en: 'You may publish pictures on which I can be recognised on your website and in your printed matter.',
      nl: 'U mag foto’s waarop ik herkenbaar ben publiceren op uw website en in uw drukwerk.',
    },
  },
]

const methods: readonly Method[] = ['form', 'form', 'form', 'paper', 'in_person', 'phone']
const sources: Readonly<Partial<Record<Method, string>>> = {
  form: 'Form on the website',
  paper: 'Card at the front desk',
  in_person: 'Members’ evening',
  phone: 'Call about a booking',
}

/** Three purposes, and what some of the customers decided about them. */
export async function demo(ctx: Ctx, batch: DemoBatch): Promise<void> {
  const first = batch.customers.find(({ index }) => index === 0)
  if (first) await addPurposes(ctx, batch, first)
  const known = await ctx.rows<{ id: string; name: string; wording_id: string }>(
    `SELECT p.id, p.name, w.id AS wording_id FROM consent_purposes p
     JOIN consent_wordings w ON w.workspace_id = p.workspace_id AND w.purpose_id = p.id AND w.language = 'en' AND w.number = 1
     WHERE p.workspace_id = $1`,
    [ctx.workspaceId],
  )
  const rows = samples.flatMap((sample) => {
    const purpose = known.find(({ name }) => name === sample.name)
    if (!purpose) return []
    return sample.channels.flatMap((channel) =>
      batch.customers.flatMap((customer) => decide(ctx, batch, customer, sample, channel, purpose) ?? []),
    )
  })
  const states = rows.map((row) => ({ ...row, decision_id: row.id }))
  const entries = rows.map((row) => ({
    workspace_id: ctx.workspaceId,
    customer_id: row.customer_id,
    id: batch.id({ ...row.customer, createdAt: row.decided_at }, `timeline of ${row.purpose} ${row.channel}`),
    at: row.decided_at,
    event: 'consent.recorded',
    actor_kind: row.recorded_by_kind,
    actor_id: row.recorded_by,
    subject_id: row.id,
    payload: { purpose: row.purpose, channel: row.channel, state: row.state },
  }))
  await insertTogether(ctx, [
    insertOf('consent_decisions', { ...decisionColumns, decision_id: 'uuid' }, rows),
    insertOf('consent_states', stateColumns, states),
    insertOf('timeline_entries', timelineColumns, entries),
  ])
}

function decide(
  ctx: Ctx,
  batch: DemoBatch,
  customer: DemoBatch['customers'][number],
  { name, months, asked, agreed }: Sample,
  channel: Channel,
  { id: purpose_id, wording_id }: { id: string; wording_id: string },
) {
  const chance = (what: string) => batch.chance(customer, `${name} ${channel} ${what}`)
  if (chance('asked') >= asked) return null
  const room = batch.until.getTime() - customer.createdAt.getTime()
  const decided_at = new Date(
    customer.createdAt.getTime() + 1 + Math.floor(chance('when') * Math.max(room, 0)),
  )
  const outcome = chance('outcome')
  const state: Decided = outcome < agreed ? 'given' : outcome < (1 + agreed) / 2 ? 'refused' : 'withdrawn'
  const method = methods[Math.floor(chance('how') * methods.length)]!
  const staff = batch.staff[Math.floor(chance('who') * batch.staff.length)]
  return {
    workspace_id: ctx.workspaceId,
    // Entries stand in the order of their ids, so these carry the moment of the decision.
    id: batch.id({ ...customer, createdAt: decided_at }, `consent ${name} ${channel}`),
    customer,
    purpose: name,
    customer_id: customer.id,
    purpose_id,
    channel,
    state,
    decision_id: null as string | null,
    decided_at,
    expires_at: months !== null && state === 'given' ? monthsLater(decided_at, months) : null,
    method,
    source: sources[method] ?? null,
    wording_id,
    note: null,
    evidence: null,
    recorded_at: decided_at,
    recorded_by_kind: staff && method !== 'form' ? 'staff' : 'system',
    recorded_by: staff && method !== 'form' ? staff : null,
  }
}

async function addPurposes(ctx: Ctx, batch: DemoBatch, first: DemoBatch['customers'][number]): Promise<void> {
  const created_at = first.createdAt
  const purposes = samples.map((sample, position) => ({
    workspace_id: ctx.workspaceId,
    id: batch.id(first, `consent purpose ${sample.name}`),
    name: sample.name,
    description: sample.description,
    basis: 'consent',
    double_opt_in: false,
    validity_months: sample.months,
    position,
    created_at,
  }))
  for (const [i, purpose] of purposes.entries()) {
    await ctx.rows(
      `INSERT INTO consent_purposes (workspace_id, id, name, description, basis, channels, double_opt_in, validity_months, position, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (workspace_id, name) DO NOTHING`,
      [
        ctx.workspaceId,
        purpose.id,
        purpose.name,
        purpose.description,
        purpose.basis,
        samples[i]!.channels,
        purpose.double_opt_in,
        purpose.validity_months,
        purpose.position,
        created_at,
      ],
    )
  }
  const there = await ctx.rows<{ id: string }>(
    'SELECT id FROM consent_purposes WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [ctx.workspaceId, purposes.map(({ id }) => id)],
  )
  const made = new Set(there.map(({ id }) => id))
  await insertRows(
    ctx,
    'consent_wordings',
    {
      workspace_id: 'uuid',
      id: 'uuid',
      purpose_id: 'uuid',
      language: 'text',
      number: 'integer',
      text: 'text',
      created_at: 'timestamptz',
    },
    samples.flatMap(({ name, wordings }, i) =>
      made.has(purposes[i]!.id)
        ? Object.entries(wordings).map(([language, text]) => ({
            workspace_id: ctx.workspaceId,
            id: batch.id(first, `consent wording ${name} ${language}`),
            purpose_id: purposes[i]!.id,
            language,
            number: 1,
            text,
            created_at,
          }))
        : [],
    ),
  )
}
