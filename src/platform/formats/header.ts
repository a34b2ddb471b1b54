import { collapse, fold } from '#lib/text.ts'

/** Beginnings of words that stand in the first row of address lists, folded; English, Dutch, German, French, Spanish. */
const HEADINGS =
  /^(?:id|nr|no|number|nummer|numero|num|code|name|naam|vorname|nachname|nom|prenom|nombre|apellido|first|last|given|family|sur|middle|voor|achter|tussen|initial|title|titel|aanhef|anrede|salutation|prefix|suffix|company|bedrijf|firma|organi|societe|entreprise|empresa|account|email|mail|courriel|correo|phone|telefo|mobile|mobiel|handy|fax|tel|address|adres|street|straat|strasse|rue|calle|house|huis|city|stad|plaats|woonplaats|ort|ville|ciudad|town|zip|post|plz|cp|state|province|region|land|country|pays|pais|vat|btw|ust|tva|kvk|tax|birth|geb|date|datum|dob|gender|geslacht|sex|language|taal|website|url|web|note|opmerking|comment|tag|label|group|groep|status|type|created|aangemaakt|updated|category|job|function|functie|role|source|column|kolom|customer|klant|kunde|contact|member|lid|rec)/

const VALUE =
  /^(?:[^\s@]+@[^\s@]+\.[^\s@]+|https?:\/\/\S+|[+(]?\d[\d\s().,/:+-]*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?|true|false|yes|no)$/i

/** How many of the cells are named like a column. */
export const headings = (row: string[]): number =>
  row.filter((cell) => {
    const name = fold(collapse(cell))
    return (
      name.length <= 60 &&
      !VALUE.test(name) &&
      name.split(/[^\p{L}\p{N}]+/u).some((word) => HEADINGS.test(word))
    )
  }).length

/**
 * Whether the first row names the columns: it has no value (address, number, date), and either cells named as columns
 * usually are, or texts that do not come back below.
 */
export const looksLikeHeader = (rows: string[][]): boolean => {
  const first = (rows[0] ?? []).map((cell) => cell.trim())
  const filled = first.filter(Boolean)
  if (filled.length === 0) return false
  const named = headings(first)
  if (filled.some((cell) => VALUE.test(cell))) return named >= filled.length / 2 && named > 1
  if (named >= Math.min(2, filled.length)) return true
  const below = rows.slice(1, 200)
  if (filled.length < first.length / 2 || below.length === 0 || first.length === 1) return false
  return !first.some((cell, column) => cell && below.some((row) => row[column]?.trim() === cell))
}

/** Column names from a first row: tidied, unique (`Name`, `Name (2)`), and `Column 3` where there is none. */
export const columnNames = (first: string[], width: number): string[] => {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, index) => {
    const base = collapse(first[index] ?? '').slice(0, 200) || `Column ${index + 1}`
    let name = base
    for (let copy = 2; taken.has(name); copy++) name = `${base} (${copy})`
    taken.add(name)
    return name
  })
}

/** The first five different values of each column. */
export const samplesOf = (rows: string[][], width: number): string[][] => {
  const found = Array.from({ length: width }, () => new Set<string>())
  for (const row of rows) {
    for (let column = 0; column < width; column++) {
      const value = row[column]
      if (value && found[column]!.size < 5 && value.trim()) found[column]!.add(collapse(value).slice(0, 200))
    }
  }
  return found.map((values) => [...values])
}
