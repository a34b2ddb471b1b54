import { hides } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { workspacePlace } from './surroundings.ts'
import {
  type Condition,
  emailCondition,
  phoneCondition,
  vatCondition,
  wordsCondition,
} from './text-conditions.ts'

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
  const ways: Condition[] = [
    await wordsCondition(ctx, q, 'c.sort_name', ['n', 'c']),
    await wordsCondition(ctx, q, 'c.sort_company', ['c']),
  ]
  const number = numberFrom(q)
  if (number !== undefined) ways.push(numberCondition(number))
  if (sees('email') && /^\S{3,}$/.test(q.trim())) ways.push(await emailCondition(ctx, q))
  if (sees('phone')) ways.push(phoneCondition(q, (await workspacePlace(ctx)).country))
  if (sees('vat_number') && looksLikeVat(q)) ways.push(vatCondition(q))
  const indexed = ways.every((way) => way.candidates)
  return {
    where: (sql) => `(${ways.map((way) => `(${way.where(sql)})`).join(' OR ')})`,
    candidates: indexed ? (sql) => ways.map((way) => way.candidates!(sql)).join(' UNION ALL ') : undefined,
  }
}
