import { expandWords } from '#capabilities/search/expand.ts'
import { byScatteredWords, byStandIns } from '#capabilities/search/find.ts'
import { Sql } from '#capabilities/search/sql.ts'
import { searchWords, type WordField } from '#capabilities/search/words.ts'
import { parseBirthday } from '#lib/identifiers/birthday.ts'
import { emailKey, parseEmail } from '#lib/identifiers/email.ts'
import { parsePhone } from '#lib/identifiers/phone.ts'
import { hides } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import type { CustomerRow } from './contract.ts'
import { type StoredRow, selectRow, selectTagsAndGroup, toRow } from './rows.ts'
import { surroundings } from './surroundings.ts'
import { vatRanges, vatStarts } from './text-conditions.ts'

export type Reason =
  | 'email'
  | 'phone'
  | 'name'
  | 'similar-name'
  | 'company'
  | 'vat_number'
  | 'birthday'
  | 'postcode'
export type Entered = {
  name?: string
  first_name?: string
  last_name?: string
  company_name?: string
  email?: string
  phone?: string
  vat_number?: string
  birthday?: string
  postcode?: string
}
export type Match = { customer: CustomerRow; reasons: Reason[] }

const MOST = 8
const CANDIDATES = 50

/** How much a reason says. Birthday and postcode say little alone, and nothing is looked for by them. */
const weights: Record<Reason, number> = {
  vat_number: 100,
  email: 90,
  phone: 70,
  name: 40,
  company: 40,
  'similar-name': 25,
  birthday: 30,
  postcode: 15,
}

const as = (reason: Reason, select: string) =>
  `SELECT customer_id, '${reason}' AS reason FROM (${select} LIMIT ${CANDIDATES}) f`

async function byWords(
  ctx: Ctx,
  text: string,
  field: WordField,
  reason: Reason,
  sql: Sql,
): Promise<string[]> {
  const terms = searchWords(text)
  if (terms.join('').length < 2) return []
  const exact = as(
    reason,
    `SELECT customer_id FROM (${byScatteredWords(sql, '$1', terms, [field], CANDIDATES)}) w`,
  )
  const expansions = await expandWords(ctx, terms)
  for (const expansion of expansions.values()) expansion.containing = []
  if ([...expansions.values()].every((expansion) => expansion.similar.length === 0)) return [exact]
  const similar = `SELECT customer_id FROM (${byStandIns(sql, '$1', terms, expansions, [field], CANDIDATES)}) w`
  return [exact, as(reason === 'name' ? 'similar-name' : reason, similar)]
}

async function ways(ctx: Ctx, entered: Entered, sql: Sql): Promise<string[]> {
  const sees = (field: string) => !hides(ctx.access, `customers.${field}`)
  const around = await surroundings(ctx)
  const found: string[] = []
  const email = entered.email && sees('email') ? parseEmail(entered.email) : undefined
  if (email?.ok) {
    found.push(
      as(
        'email',
        `SELECT customer_id FROM customer_emails WHERE workspace_id = $1 AND address_key = ${sql.add(emailKey(email.value))}`,
      ),
    )
  }
  const phone =
    entered.phone && sees('phone') ? parsePhone(entered.phone, around.country ?? undefined) : undefined
  const e164 = phone && (phone.ok ? phone.e164 : phone.possible)
  if (e164)
    found.push(
      as(
        'phone',
        `SELECT customer_id FROM customer_phones WHERE workspace_id = $1 AND number = ${sql.add(e164)}`,
      ),
    )
  const vat = entered.vat_number?.replace(/[^a-z0-9]/gi, '') ?? ''
  if (vat.length >= 5 && sees('vat_number')) found.push(as('vat_number', vatRanges(sql, vatStarts(vat))))
  const name = [entered.first_name, entered.last_name].filter(Boolean).join(' ') || entered.name
  if (name) found.push(...(await byWords(ctx, name, 'n', 'name', sql)))
  const company =
    entered.company_name ??
    (entered.name && !entered.first_name && !entered.last_name ? entered.name : undefined)
  if (company) found.push(...(await byWords(ctx, company, 'c', 'company', sql)))
  return found
}

type Candidate = StoredRow & { reasons: Reason[]; postcodes: string[] | null }

const squeeze = (text: string) => text.replace(/\s/g, '').toUpperCase()

/** What else speaks for a candidate that was found by something stronger. */
function supporting(ctx: Ctx, entered: Entered, candidate: Candidate, today: string): Reason[] {
  const reasons: Reason[] = []
  const birthday = entered.birthday ? parseBirthday(entered.birthday, today) : undefined
  if (birthday?.ok && birthday.value === candidate.birthday && !hides(ctx.access, 'customers.birthday'))
    reasons.push('birthday')
  const postcode = entered.postcode && squeeze(entered.postcode)
  if (
    postcode &&
    !hides(ctx.access, 'customers.address') &&
    candidate.postcodes?.some((p) => squeeze(p) === postcode)
  )
    reasons.push('postcode')
  return reasons
}

const settle = (reasons: readonly Reason[]): Reason[] =>
  [...new Set(reasons)]
    .filter((reason, _, all) => reason !== 'similar-name' || !all.includes('name'))
    .sort((a, b) => weights[b] - weights[a])

/** Existing customers that may be the one about to be added, the likeliest first, each with what speaks for it. */
export async function matchCustomers(ctx: Ctx, entered: Entered): Promise<Match[]> {
  const sql = new Sql()
  sql.add(ctx.workspaceId)
  const found = await ways(ctx, entered, sql)
  if (found.length === 0) return []
  const candidates = await ctx.rows<Candidate>(
    `WITH hits AS MATERIALIZED (
       SELECT customer_id, json_agg(reason) AS reasons FROM (${found.map((way) => `(${way})`).join(' UNION ALL ')}) f GROUP BY customer_id)
     SELECT ${selectRow('c')}, h.reasons, ${selectTagsAndGroup('c')},
       (SELECT array_agg(a.postcode) FROM customer_addresses a
         WHERE a.workspace_id = c.workspace_id AND a.customer_id = c.id AND a.postcode IS NOT NULL) AS postcodes
     FROM hits h JOIN customers c ON c.workspace_id = $1 AND c.id = h.customer_id`,
    sql.values,
  )
  const today = ctx.now.toISOString().slice(0, 10)
  return candidates
    .map((candidate) => {
      const reasons = settle([...candidate.reasons, ...supporting(ctx, entered, candidate, today)])
      const weight =
        reasons.reduce((sum, reason) => sum + weights[reason], 0) + (candidate.status === 'active' ? 5 : 0)
      return { customer: toRow(ctx.access, candidate), reasons, weight }
    })
    .sort((a, b) => b.weight - a.weight || a.customer.number - b.customer.number)
    .slice(0, MOST)
    .map(({ customer, reasons }) => ({ customer, reasons }))
}
