import type { Draft, DraftAddress, DraftEmail, DraftPhone, Status } from '#modules/customers/draft.ts'
import type { CustomCells } from '../custom/read-custom.ts'

/** Why a row is refused: the column (where one is to blame), a stable code, and the reason in words. */
export type Refusal = { column: string | null; code: string; message: string }

/** A blank entry keeps its place: with "blanks clear" it empties that place of the customer. */
export type Slots<Entry> = (Entry | null)[]

export type AddressParts = Pick<DraftAddress, 'street' | 'extra' | 'postcode' | 'city' | 'region' | 'country'>
/** Only the parts that the file has columns for. */
export type GivenAddress = Partial<AddressParts>

/** Fields of a customer that hold one value each, as a row gives them. */
export type Scalars = Omit<Draft, 'kind' | 'group_id' | 'emails' | 'phones' | 'addresses' | 'tags' | 'custom'>

/** A row of the file as a customer. Every value is in its stored form; what could not be read is in `refusals`. */
export type ImportRow = {
  /** Physical line of the file, from 1. */
  line: number
  /** As they stand in the file. */
  cells: string[]
  refusals: Refusal[]
  number: number | null
  /** What the file says; null where it leaves it to be judged by the names. */
  kind: Draft['kind'] | null
  scalars: Partial<Scalars>
  emails: Slots<DraftEmail>
  phones: Slots<DraftPhone>
  address: GivenAddress | null
  billing: GivenAddress | null
  /** Further ones, of address cards. */
  addresses: DraftAddress[]
  /** Absent when the file has no such column; null when the cell is blank. */
  tags?: string[]
  group?: string | null
  /** Absent where the workspace has no custom fields that matter to the file. */
  custom?: CustomCells
  status: Status | null
  /** ISO 8601, UTC */
  createdAt: string | null
  note: string | null
  photo: { mediaType: string; data: Buffer } | null
}

/** Rows as they come off the file, with how much of it is read. */
export type RowsRead = { rows: ImportRow[]; bytesRead: number }
