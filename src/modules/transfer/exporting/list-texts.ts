/**
 * The lists of a customer, each as one text: taken apart here they cost a third of what JSON costs. Entries are
 * separated by line ends and their parts by tabs, which stored values do not hold. They come in no order: PostgreSQL
 * would sort for every customer, and most have but one of each.
 */
export type ListTexts = { email_list: string | null; phone_list: string | null; address_list: string | null }

const parts = ['street', 'extra', 'postcode', 'city', 'region', 'country'] as const
export type AddressPart = (typeof parts)[number]

// The primary one sorts before all, the others by their position.
const rank = `CASE WHEN e.is_primary THEN -1 ELSE e.position END`
const tables: Record<keyof ListTexts, { table: string; values: readonly string[] }> = {
  email_list: { table: 'customer_emails', values: [rank, 'e.address'] },
  phone_list: {
    table: 'customer_phones',
    values: [rank, `e.number || coalesce(' ext. ' || e.extension, '')`],
  },
  address_list: {
    table: 'customer_addresses',
    values: [rank, 'e.is_billing', ...parts.map((part) => `coalesce(e.${part}, '')`)],
  },
}

/** Selects lists of the customers in `p`, beside their columns; undefined for none. */
export const selectListTexts = (lists: ReadonlySet<keyof ListTexts>): string | undefined =>
  [...lists]
    .map((list) => {
      const { table, values } = tables[list]
      return `(SELECT string_agg(concat_ws(E'\\t', ${values.join(', ')}), E'\\n') FROM ${table} e
        WHERE e.workspace_id = p.workspace_id AND e.customer_id = p.id) AS ${list}`
    })
    .join(', ') || undefined

type Entry = string[]
const rankOf = ([rank]: Entry) => Number(rank)

/** The list that was taken apart last: the columns of a row ask for its parts one after the other. */
let last: { list: string; entries: Entry[] } = { list: '', entries: [] }

const entriesOf = (list: string): Entry[] => {
  if (last.list === list) return last.entries
  const entries = list.split('\n').map((line) => line.split('\t'))
  if (entries.length > 1) entries.sort((a, b) => rankOf(a) - rankOf(b))
  last = { list, entries }
  return entries
}

/** The entry at a place of a list, from 0, the primary one first. */
export function placeOf(list: string | null | undefined, at: number): string | undefined {
  if (!list || (at > 0 && !list.includes('\n'))) return undefined
  return entriesOf(list)[at]?.[1]
}

/** Part of the primary address, or of the first other one that bills go to. */
export function partOf(
  list: string | null | undefined,
  which: 'main' | 'billing',
  part: AddressPart,
): string | undefined {
  if (!list || (which === 'billing' && !list.includes('\n'))) return undefined
  const entries = entriesOf(list)
  const entry = which === 'main' ? entries[0] : entries.find((one, i) => i > 0 && one[1] === 't')
  return entry?.[2 + parts.indexOf(part)]
}
