import type { ImportField } from '../contract.ts'
import type { AddressPart } from './address-words.ts'
import { addressKinds } from './address-words.ts'
import { agrees, fieldByContent, holdsTitles, looksLikeBirthdays } from './content.ts'
import { type HeaderMeaning, readHeader, squeezeHeader } from './header-names.ts'

export type Column = { name: string; samples: readonly string[] }
export type Mapping = { column: string; field: ImportField }[]

type Reading = Column & { index: number; meaning: HeaderMeaning | undefined }

/** Fields that may take more than one column. */
export const repeatable: ReadonlySet<ImportField> = new Set(['ignore', 'note', 'tags'])

const families = { email: ['email', 'email_2', 'email_3'], phone: ['phone', 'phone_2', 'phone_3'] } as const
const slotOf = (field: ImportField): number => Number(/_([23])$/.exec(field)?.[1] ?? 1)

/**
 * Which column goes to which field, found by the names of the columns in five languages and, where they say nothing,
 * by what the columns hold. No field is given twice, except those in {@link repeatable}.
 */
export function proposeMapping(columns: readonly Column[], hasHeader: boolean, today: Date): Mapping {
  const chosen = new Map<number, ImportField>()
  const readings = columns.map(
    (column, index): Reading => ({
      ...column,
      index,
      meaning: hasHeader ? readHeader(column.name) : undefined,
    }),
  )
  assignFields(readings, chosen)
  assignTitles(readings, chosen)
  assignFamilies(readings, chosen)
  assignAddresses(readings, chosen)
  settleNames(readings, chosen)
  assignByContent(readings, chosen)
  if (!hasHeader) assignNameless(readings, chosen, today)
  return readings.map(({ name, index }) => ({ column: name, field: chosen.get(index) ?? 'ignore' }))
}

const taken = (chosen: Map<number, ImportField>, field: ImportField) =>
  !repeatable.has(field) && [...chosen.values()].includes(field)

const give = (chosen: Map<number, ImportField>, index: number, field: ImportField): boolean => {
  if (chosen.has(index) || taken(chosen, field)) return false
  chosen.set(index, field)
  return true
}

const isFamily = (field: ImportField) => /^(?:email|phone)(?:_\d)?$/.test(field)

function assignFields(readings: readonly Reading[], chosen: Map<number, ImportField>): void {
  const found = readings.flatMap(({ index, samples, meaning }) =>
    meaning?.what === 'field' && !isFamily(meaning.field) && agrees(meaning.field, samples)
      ? [{ index, field: meaning.field, score: meaning.score, filled: samples.length > 0 }]
      : [],
  )
  found.sort((a, b) => b.score - a.score || Number(b.filled) - Number(a.filled) || a.index - b.index)
  for (const { index, field } of found) give(chosen, index, field)
}

function assignTitles(readings: readonly Reading[], chosen: Map<number, ImportField>): void {
  for (const { index, samples, meaning } of readings) {
    if (meaning?.what !== 'title') continue
    const field =
      samples.length === 0 || holdsTitles(samples) || taken(chosen, 'job_title') ? 'name_prefix' : 'job_title'
    give(chosen, index, field)
  }
}

const isMobile = (name: string) =>
  /mobi|cell|handy|gsm|movil|portable|natel|celular|06nummer/.test(squeezeHeader(name))

function assignFamilies(readings: readonly Reading[], chosen: Map<number, ImportField>): void {
  for (const [family, slots] of Object.entries(families)) {
    const found = readings
      .flatMap(({ index, name, samples, meaning }) =>
        meaning?.what === 'field' && meaning.field.startsWith(family) && agrees(meaning.field, samples)
          ? [{ index, mobile: isMobile(name), slot: slotOf(meaning.field), filled: samples.length > 0 }]
          : [],
      )
      // Columns that hold nothing give way.
      .sort((a, b) => Number(b.filled) - Number(a.filled) || a.slot - b.slot || a.index - b.index)
    // A mobile number is worth more than a second one of another kind.
    const [first, ...others] = found
    const ranked = first ? [first, ...others.filter((c) => c.mobile), ...others.filter((c) => !c.mobile)] : []
    for (const [place, { index }] of ranked.slice(0, slots.length).entries())
      give(chosen, index, slots[place]!)
  }
}

const billingFields: Partial<Record<AddressPart, ImportField>> = {
  street: 'billing_street',
  house_number: 'billing_house_number',
  extra: 'billing_extra',
  postcode: 'billing_postcode',
  city: 'billing_city',
  region: 'billing_region',
  country: 'billing_country',
}

const rankOf = (kind: string) =>
  kind === '' ? 0 : 1 + addressKinds.findIndex((entry) => entry.kind === kind)

/** One address of those in the file becomes the main one, the billing address the other. The rest are left out. */
function assignAddresses(readings: readonly Reading[], chosen: Map<number, ImportField>): void {
  const byKind = new Map<string, { index: number; part: AddressPart; filled: boolean; score: number }[]>()
  for (const { index, samples, meaning } of readings) {
    if (meaning?.what !== 'address') continue
    if (meaning.part === 'country' && !agrees('country', samples)) continue
    const group = byKind.get(meaning.kind) ?? []
    byKind.set(meaning.kind, group)
    group.push({ index, part: meaning.part, filled: samples.length > 0, score: meaning.score })
  }
  const weight = (kind: string) => byKind.get(kind)!.filter(({ filled }) => filled).length
  const kinds = [...byKind.keys()].sort((a, b) => rankOf(a) - rankOf(b))
  const main =
    kinds.find((kind) => kind !== 'billing' && weight(kind) >= 2) ??
    kinds.find((kind) => weight(kind) >= 2) ??
    kinds.find((kind) => weight(kind) > 0) ??
    kinds[0]
  if (main === undefined) return
  const use = (kind: string, fieldOf: (part: AddressPart) => ImportField | undefined) => {
    const parts = byKind.get(kind)!.sort((a, b) => b.score - a.score || Number(b.filled) - Number(a.filled))
    for (const { index, part } of parts) {
      const field = fieldOf(part)
      if (field) give(chosen, index, field)
    }
  }
  use(main, (part) => part)
  // Parts that stand without the name of an address ("Country") belong to the main one too.
  if (main !== '' && byKind.has('')) use('', (part) => part)
  if (main !== 'billing' && byKind.has('billing')) use('billing', (part) => billingFields[part])
}

const bareNames = new Set(['name', 'naam', 'nom', 'apellido'])

/** "Name" beside a first name is the last name; beside both it says nothing new. "Nom" and "Nombre" alone are whole names. */
function settleNames(readings: readonly Reading[], chosen: Map<number, ImportField>): void {
  const columnOf = (field: ImportField) => [...chosen].find(([, taken]) => taken === field)?.[0]
  const headerOf = (index: number | undefined) =>
    index === undefined ? '' : squeezeHeader(readings[index]!.name)
  const name = columnOf('name')
  const first = columnOf('first_name')
  const last = columnOf('last_name')
  if (name !== undefined && (first !== undefined || last !== undefined)) {
    const asLast = last === undefined && bareNames.has(headerOf(name))
    if (asLast) chosen.set(name, 'last_name')
    else if (last !== undefined) chosen.set(name, 'ignore')
    else if (first !== undefined) chosen.set(first, 'ignore')
  }
  if (name === undefined && first === undefined && last !== undefined && headerOf(last) === 'nom')
    chosen.set(last, 'name')
  if (name === undefined && last === undefined && first !== undefined && headerOf(first) === 'nombre')
    chosen.set(first, 'name')
}

function assignByContent(readings: readonly Reading[], chosen: Map<number, ImportField>): void {
  const before = new Set(chosen.values())
  for (const { index, samples, meaning } of readings) {
    if (chosen.has(index) || (meaning && meaning.score === 1)) continue
    const field = fieldByContent(samples)
    if (!field || before.has(field)) continue
    const slots = families[field as keyof typeof families] ?? [field]
    for (const slot of slots) if (give(chosen, index, slot)) break
  }
}

/** A file without a header: dates of long ago are birthdays, and the first columns of words are names. */
function assignNameless(readings: readonly Reading[], chosen: Map<number, ImportField>, today: Date): void {
  const free = () => readings.filter(({ index, samples }) => !chosen.has(index) && samples.length > 0)
  for (const { index, samples } of free())
    if (looksLikeBirthdays(samples, today.getUTCFullYear())) give(chosen, index, 'birthday')
  const words = free().filter(({ samples }) =>
    samples.every((s) => /^[\p{L}\p{M}][\p{L}\p{M}'’. ,-]*$/u.test(s)),
  )
  const whole = words.find(
    ({ samples }) => samples.filter((s) => /[ ,]/.test(s.trim())).length > samples.length / 2,
  )
  if (whole && whole === words[0]) give(chosen, whole.index, 'name')
  else if (words.length >= 2 && words[1]!.index === words[0]!.index + 1) {
    give(chosen, words[0]!.index, 'first_name')
    give(chosen, words[1]!.index, 'last_name')
  } else if (words[0]) give(chosen, words[0].index, 'name')
}
