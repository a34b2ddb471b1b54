import { z } from 'zod'
import { id, line, time, version } from '#lib/fields.ts'

export const bases = ['consent', 'legitimate_interest', 'contract'] as const
export const channels = ['email', 'phone', 'text_message', 'post', 'whatsapp', 'other'] as const
export const methods = ['form', 'phone', 'paper', 'in_person', 'email', 'import', 'api', 'other'] as const
/** What somebody decides. `unconfirmed` is given, but the confirmation that the purpose wants is not there yet. */
export const decided = ['given', 'unconfirmed', 'refused', 'withdrawn'] as const
/** What follows: a consent runs out by itself, and nobody may have asked yet. */
export const states = [...decided, 'expired', 'not_asked'] as const

export type Channel = (typeof channels)[number]
export type Method = (typeof methods)[number]
export type Basis = (typeof bases)[number]
export type Decided = (typeof decided)[number]
export type State = (typeof states)[number]

/** Text of several lines, as a person typed it. */
const lines = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => /\S/.test(text), 'must hold something that can be seen')

export const wording = z.object({
  id,
  language: z.string().describe('ISO 639 code'),
  number: z.number().int().describe('Its version in that language, from 1'),
  text: z.string(),
  created_at: time,
  created_by: z.object({ id, name: z.string() }).nullable(),
})
export type Wording = z.output<typeof wording>

export const wordingInput = z.strictObject({
  language: z
    .string()
    .min(2)
    .max(3)
    .refine((code) => /^[a-z]{2,3}$/.test(code), 'must be an ISO 639 code, such as "en"')
    .describe('ISO 639 code, such as "en"'),
  text: lines(10_000),
})

const purposeFields = {
  name: line(120),
  description: lines(2000).nullable(),
  basis: z.enum(bases).describe('Of the GDPR, article 6: without consent a person may still object'),
  channels: z
    .array(z.enum(channels))
    .min(1)
    .max(channels.length)
    .refine((list) => new Set(list).size === list.length, 'each channel once'),
  double_opt_in: z.boolean().describe('A consent counts once the person confirmed it'),
  validity_months: z
    .number()
    .int()
    .min(1)
    .max(600)
    .nullable()
    .describe('How long a consent recorded from now on is good for; null: until it is withdrawn'),
}
export const purposeInput = z.strictObject({
  name: purposeFields.name,
  basis: purposeFields.basis.default('consent'),
  channels: purposeFields.channels,
  description: purposeFields.description.default(null),
  double_opt_in: purposeFields.double_opt_in.default(false),
  validity_months: purposeFields.validity_months.default(null),
})
export const purposeChange = z
  .strictObject({
    ...purposeFields,
    retired: z.boolean().describe('Nobody is asked any more; what was decided stays'),
    position: z.number().int().min(0).max(10_000).describe('Its place among the purposes, from 0'),
  })
  .partial()
export type PurposeInput = z.output<typeof purposeInput>
export type PurposeChange = z.output<typeof purposeChange>

export const purpose = z.object({
  id,
  ...purposeFields,
  name: z.string(),
  description: z.string().nullable(),
  channels: z.array(z.enum(channels)),
  position: z.number().int(),
  retired_at: time.nullable(),
  wordings: z.array(wording).describe('The newest version in each language'),
  version,
})
export type Purpose = z.output<typeof purpose>

const recorder = z.object({
  kind: z.enum(['staff', 'customer', 'import', 'api-key', 'job', 'system']),
  id: id.nullable(),
  name: z.string(),
})

/** A decision with its proof. */
export const decision = z.object({
  id,
  customer_id: id,
  purpose: z.object({ id, name: z.string() }),
  channel: z.enum(channels),
  state: z.enum(decided),
  decided_at: time,
  expires_at: time.nullable(),
  method: z.enum(methods),
  source: z.string().nullable(),
  wording: wording.pick({ id: true, language: true, number: true, text: true }).nullable(),
  note: z.string().nullable(),
  evidence: z.string().nullable(),
  recorded_at: time,
  recorded_by: recorder,
  struck: z.boolean().describe('Recorded wrongly: it does not count, and stays as proof'),
  corrections: z
    .array(
      z.object({
        state: z.enum(['corrected', 'reinstated']),
        reason: z.string().nullable(),
        recorded_at: time,
        recorded_by: recorder,
      }),
    )
    .describe('How it was struck out or taken in again, oldest first'),
})
export type Decision = z.output<typeof decision>

export const cell = z.object({
  channel: z.enum(channels),
  offered: z.boolean().describe('False where the purpose no longer goes over this channel'),
  state: z.enum(states),
  allowed: z
    .boolean()
    .describe(
      'Whether the customer may be reached: with consent where that is the basis, else until refused',
    ),
  decided_at: time.nullable(),
  expires_at: time.nullable(),
  decision_id: id.nullable(),
})
export const matrixRow = z.object({
  purpose: purpose.omit({ wordings: true, version: true, position: true }),
  cells: z.array(cell),
})
export type MatrixRow = z.output<typeof matrixRow>

export const decisionInput = z.strictObject({
  purpose_id: id,
  channel: z.enum(channels),
  state: z.enum(decided),
  decided_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When the person decided, not later than now; now unless given'),
  method: z.enum(methods).describe('How the person let it be known'),
  source: line(300).nullable().default(null).describe('Where: an event, a page, a document'),
  wording_id: id.nullable().default(null).describe('The text that the person saw or heard'),
  note: lines(2000).nullable().default(null),
  evidence: lines(10_000).nullable().default(null).describe('Such as the IP address or what the form sent'),
})
export type DecisionInput = z.output<typeof decisionInput>
