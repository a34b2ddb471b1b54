import type { Language } from '#capabilities/declaration/define-module.ts'
import { fold } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import type { Decision } from './shapes.ts'

type Words = Readonly<Record<string, Readonly<Record<Language, string>>>>

/** Further spellings that other programs write. */
const spellings: Readonly<Record<string, string>> = {
  yes: 'given',
  ja: 'given',
  '1': 'given',
  true: 'given',
  granted: 'given',
  accepted: 'given',
  subscribed: 'given',
  confirmed: 'given',
  'opted in': 'given',
  'opt-in': 'given',
  pending: 'unconfirmed',
  no: 'refused',
  nee: 'refused',
  '0': 'refused',
  false: 'refused',
  denied: 'refused',
  declined: 'refused',
  unsubscribed: 'withdrawn',
  revoked: 'withdrawn',
  'opted out': 'withdrawn',
  'opt-out': 'withdrawn',
  afgemeld: 'withdrawn',
  mail: 'email',
  sms: 'text_message',
  text: 'text_message',
  letter: 'post',
  brief: 'post',
  call: 'phone',
  website: 'form',
  web: 'form',
}

export const foldedName = (text: string): string => fold(text).replace(/\s+/g, ' ').trim()

/** Which of some values a cell means: its name in the API, one of its words in any language, or a usual spelling. */
export function meant<Key extends string>(cell: string, words: Words): Key | undefined {
  const text = foldedName(cell)
  const found = Object.keys(words).find(
    (key) =>
      key === text ||
      key.replaceAll('_', ' ') === text ||
      Object.values(words[key]!).some((word) => foldedName(word) === text),
  )
  const known = found ?? spellings[text]
  return known !== undefined && known in words ? (known as Key) : undefined
}

/** Decisions as rows of a file, as an import takes them. */
export async function fileCells(
  ctx: Ctx,
  decisions: readonly Decision[],
): Promise<Record<string, string | null>[]> {
  const numbers = await ctx.rows<{ id: string; number: number }>(
    'SELECT id, number FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [ctx.workspaceId, [...new Set(decisions.map(({ customer_id }) => customer_id))]],
  )
  const byId = new Map(numbers.map(({ id, number }) => [id, `C-${number}`]))
  return decisions.map((one) => ({
    customer: byId.get(one.customer_id) ?? null,
    purpose: one.purpose.name,
    channel: one.channel,
    state: one.state,
    decided_at: one.decided_at,
    method: one.method,
    source: one.source,
    wording: one.wording && `${one.wording.language} ${one.wording.number}`,
    note: one.note,
    evidence: one.evidence,
  }))
}
