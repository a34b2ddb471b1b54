import { distance } from 'fastest-levenshtein'
import type { TransferColumn } from '#capabilities/declaration/record-transfer.ts'
import type { ImportMapping } from '../contract.ts'
import { squeezeHeader } from '../mapping/header-names.ts'

/** How a file names the customer of a record when its header says no more. */
const customerWords = `customer, customer number, customer no, customer id, customer name, customer email, client, client number, account,
  contact, contact email, member, member number, person, e-mail, email, email address, name, full name, klant, klantnummer, klantnr,
  klantnaam, relatie, relatienummer, debiteur, debiteurnummer, lid, lidnummer, persoon, e-mailadres, mailadres, naam, kunde,
  kundennummer, client numero`

const squeezed = (list: string) => list.split(/,\s*/).map((word) => squeezeHeader(word.trim()))

/** The ways in which headers name a column, the surest first. */
function namesOf(column: TransferColumn, owner: TransferColumn | undefined): string[] {
  const own = [column.name, ...Object.values(column.words), ...(column.also ?? [])].map(squeezeHeader)
  return column === owner ? [...own, ...squeezed(customerWords)] : own
}

/** The one column that says whose the records are; undefined where there are several such. */
function ownerAmong(columns: readonly TransferColumn[]): TransferColumn | undefined {
  const naming = columns.filter(({ names }) => names === 'customer')
  const needed = naming.filter(({ required }) => required)
  const [owner, another] = needed.length > 0 ? needed : naming
  return another ? undefined : owner
}

/** How far a header may be from a name that it is taken for: a letter in short ones, two in long ones. */
const near = (name: string) => (name.length >= 8 ? 2 : name.length >= 5 ? 1 : 0)

/**
 * Which column of a file goes to which column of its records, by the names of both; each of those once. Exact names are
 * given before those with a typing error. A file without a header says nothing.
 */
export function proposeColumns(
  headers: readonly string[],
  columns: readonly TransferColumn[],
  hasHeader: boolean,
): ImportMapping {
  const chosen = new Map<number, string>()
  const owner = ownerAmong(columns)
  const wanted = columns.map((column) => ({ name: column.name, known: namesOf(column, owner) }))
  const free = (index: number, name: string) => !chosen.has(index) && ![...chosen.values()].includes(name)
  const give = (fits: (known: readonly string[], header: string) => number) => {
    const found = headers.flatMap((header, index) =>
      wanted.map(({ name, known }) => ({ index, name, rank: fits(known, squeezeHeader(header)) })),
    )
    found.sort((a, b) => a.rank - b.rank || a.index - b.index)
    for (const { index, name, rank } of found)
      if (Number.isFinite(rank) && free(index, name)) chosen.set(index, name)
  }
  if (hasHeader) {
    give((known, header) => {
      const at = header === '' ? -1 : known.indexOf(header)
      return at < 0 ? Number.POSITIVE_INFINITY : at
    })
    give((known, header) => {
      const steps = known.map((name) => (near(name) > 0 ? distance(name, header) - near(name) : 1))
      const best = Math.min(...steps)
      return header === '' || best > 0 ? Number.POSITIVE_INFINITY : best
    })
  }
  return headers.map((column, index) => ({ column, field: chosen.get(index) ?? 'ignore' }))
}
