/** A value with a label (`work`, `home`, `mobile`, `fax`, `work fax`, …, or a person's own words, or ''). */
export type Labelled = { value: string; label: string; primary: boolean }

export type CardAddress = {
  street: string
  /** Post office box and extended address. */
  extra: string
  city: string
  region: string
  postcode: string
  /** As written: a name or a code. */
  country: string
  label: string
  primary: boolean
}

/** One address card in the terms of Regulars; text that is absent is ''. Of each list at most one entry is primary. */
export type Card = {
  kind: 'individual' | 'organisation'
  prefix: string
  firstName: string
  additional: string
  lastName: string
  suffix: string
  nickname: string
  company: string
  department: string
  jobTitle: string
  emails: Labelled[]
  phones: Labelled[]
  addresses: CardAddress[]
  websites: Labelled[]
  /** As written, a year that stands for none left out (`--02-03`). */
  birthday: string
  gender: 'female' | 'male' | 'other' | ''
  /** Language tag as written. */
  language: string
  note: string
  categories: string[]
  uid: string
  photo?: { mediaType: string; data: Buffer }
  /** Names of properties whose content has no place here, each once. */
  unknown: string[]
}

export const emptyCard = (): Card => ({
  kind: 'individual',
  prefix: '',
  firstName: '',
  additional: '',
  lastName: '',
  suffix: '',
  nickname: '',
  company: '',
  department: '',
  jobTitle: '',
  emails: [],
  phones: [],
  addresses: [],
  websites: [],
  birthday: '',
  gender: '',
  language: '',
  note: '',
  categories: [],
  uid: '',
  unknown: [],
})
