import type { CsvReading } from './csv.ts'

/** What was found in a file, by its content. Plain data: it can be stored as JSON and given to `readRows` later. */
export type FileDescription = {
  format: 'csv' | 'xlsx' | 'vcard'
  /** Bytes. */
  size: number
  encoding?: string
  separator?: string
  hasHeader?: boolean
  /** Empty for vCard, whose cards have fields of their own. `samples`: the first different values, at most five. */
  columns: { name: string; samples: string[] }[]
  sheets?: string[]
  sheet?: string
  rowsEstimate: number
  /** How the rows are read; for `readRows`. */
  csv?: CsvReading
  xlsx?: { headerRow: number; width: number }
}

/** What a person decided otherwise than was found. */
export type Choices = { encoding?: string; separator?: string; hasHeader?: boolean; sheet?: string }
