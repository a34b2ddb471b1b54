import { hides } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { emailCondition } from './email-condition.ts'
import { workspacePlace } from './surroundings.ts'
import { type Condition, phoneCondition, vatCondition, wordsCondition } from './text-conditions.ts'

/** `C-10042` or `10042` */
export const numberFrom = (text: string): number | undefined => {
  const digits = /^c?\s*[-–]?\s*(\d{1,15})$/i.exec(text.trim())?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Whether a text may be (part of) a VAT number: at least three digits among letters and digits. */
export const looksLikeVat = (text: string): boolean =>
  /^[a-z0-9 .-]{4,24}$/i.test(text.trim()) && (text.match(/\d/g)?.length ?? 0) >= 3

const numberCondition = (number: number): Condition => ({
  where: (sql) => `c.number = ${sql.add(number)}`,
  candidates: (sql) =>
    `SELECT id AS customer_id FROM customers WHERE workspace_id = $1 AND number = ${sql.add(number)}`,
})

/**
 * The search box of a list: any name, company, e-mail address, phone, customer or VAT number that the reader may see.
 * E-mail addresses from three characters on: fewer are in nearly all of them.
 */
export async function anyCondition(ctx: Ctx, q: string): Promise<Condition> {
  const sees = (field: string) => !hides(ctx.access, `customers.${field}`)
  const number = numberFrom(q)
  const place = sees('phone') ? workspacePlace(ctx) : undefined
  const ways = await Promise.all<Condition>([
    wordsCondition(ctx, q, ['c.sort_name', 'c.sort_company'], ['n', 'c']),
    ...(number === undefined ? [] : [numberCondition(number)]),
    ...(sees('email') && /^\S{3,}$/.test(q.trim()) ? [emailCondition(ctx, q)] : []),
    ...(place ? [place.then(({ country }) => phoneCondition(q, country))] : []),
    ...(sees('vat_number') && looksLikeVat(q) ? [vatCondition(q)] : []),
  ])
  const indexed = ways.every((way) => way.candidates)
  return {
    where: (sql) => `(${ways.map((way) => `(${way.where(sql)})`).join(' OR ')})`,
    check: 'elsewhere',
    partial: ways.some((way) => way.partial),
    candidates: indexed ? (sql) => ways.map((way) => way.candidates!(sql)).join(' UNION ALL ') : undefined,
  }
}
