import { z } from 'zod'
import { id, line, time, version } from '#lib/fields.ts'

/** What the contract is made of. */
export const levels = ['none', 'read', 'write', 'full'] as const
export const password = z.string().min(12).max(200)
export const email = z.email().max(254)
export const country = z.string().regex(/^[A-Z]{2}$/)
export const currency = z.string().regex(/^[A-Z]{3}$/)
export const token = z.string().min(20).max(200)

export const session = z.object({
  id: z.string(),
  current: z.boolean(),
  created_at: time,
  last_seen_at: time,
  expires_at: time,
  ip_address: z.string().nullable(),
  device: z.string().describe('Browser and system, in words'),
})
/** Who is signed in, where, and what they may do. */
export const me = z.object({
  staff: z.object({
    id,
    name: z.string(),
    email: z.string(),
    language: z.string(),
    preferences: z.record(z.string(), z.unknown()),
  }),
  workspace: z.object({
    id,
    name: z.string(),
    slug: z.string(),
    country: z.string().nullable(),
    language: z.string(),
    time_zone: z.string(),
    currency: z.string(),
  }),
  workspaces: z.array(z.object({ id, name: z.string(), slug: z.string() })),
  administrator: z.boolean(),
  permissions: z
    .array(z.string())
    .describe('Every permission held, levels spelled out: customers.read, customers.write, …'),
  hidden_fields: z.array(z.string()),
  second_factor: z.boolean(),
})
export type Me = z.output<typeof me>

export const staffMember = z.object({
  id,
  name: z.string(),
  email: z.string(),
  status: z.enum(['invited', 'active', 'disabled']),
  language: z.string(),
  groups: z.array(z.object({ id, name: z.string() })),
  second_factor: z.boolean(),
  last_seen_at: time.nullable(),
  created_at: time,
  version,
})
export const securityGroup = z.object({
  id,
  name: z.string(),
  audience: z.enum(['staff', 'customer']),
  administrator: z.boolean(),
  areas: z.record(z.string(), z.enum(levels)),
  rights: z.array(z.string()),
  hidden_fields: z.array(z.string()),
  members: z.number().int(),
  version,
})
export const groupFields = {
  name: line(80),
  audience: z.enum(['staff', 'customer']),
  administrator: z.boolean(),
  areas: z.record(z.string().max(60), z.enum(levels)),
  rights: z.array(z.string().max(60)).max(100),
  hidden_fields: z.array(z.string().max(60)).max(200),
}
/** Without defaults: in a change, what is absent stays as it is. */
export const securityGroupChange = z.strictObject(groupFields).partial()
export const securityGroupInput = z.strictObject({
  name: groupFields.name,
  audience: groupFields.audience.default('staff'),
  administrator: groupFields.administrator.default(false),
  areas: groupFields.areas.default({}),
  rights: groupFields.rights.default([]),
  hidden_fields: groupFields.hidden_fields.default([]),
})
export const apiKey = z.object({
  id,
  name: z.string(),
  hint: z.string().describe('The last characters, to tell keys apart'),
  scopes: z.array(z.string()),
  created_by: z.string().nullable(),
  created_at: time,
  expires_at: time.nullable(),
  last_used_at: time.nullable(),
})
export const outboxMail = z.object({
  id,
  recipient: z.string(),
  subject: z.string(),
  body_text: z.string(),
  kind: z.string(),
  state: z.enum(['queued', 'kept', 'sent', 'failed']),
  attempts: z.number().int(),
  error: z.string().nullable(),
  created_at: time,
  sent_at: time.nullable(),
})

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
export const signedIn = z.object({ second_factor_needed: z.boolean() })
