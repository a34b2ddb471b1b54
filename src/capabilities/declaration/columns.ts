/** What a column means to the rest of the house. Every column of every table has exactly one meaning. */
export type ColumnMeaning = Plain | Personal | Reference

/** Says nothing about a person: amounts, states, times, settings. */
export type Plain = { means: 'plain' }

/** Tells about a person. The kind decides what obfuscation writes instead, and how logs and exports mask it. */
export type Personal = { means: 'personal'; kind: PersonalKind }

export const personalKinds = [
  'name',
  'email',
  'phone',
  'address',
  'birthday',
  'identifier',
  'text',
  'photo',
  'derived',
] as const
export type PersonalKind = (typeof personalKinds)[number]

/** What a merge does with a row that points at the record which disappears. */
export type MergeRule =
  /** The row now points at the survivor. Inside a unique key `onCollision` must say which row stays. */
  | {
      onMerge: 'repoint'
      onCollision?: 'keep-survivors' | 'keep-both-renumbered'
      /** A row that would then refer to the survivor twice, where that is forbidden, goes. */
      onSelf?: 'remove'
    }
  /** Rebuilt from the survivor by the verb that owns the table. */
  | { onMerge: 'rebuild' }
  /** Frozen by law: the row stays as it is and is found through the survivor when read. */
  | { onMerge: 'leave' }

export type Reference = {
  means: 'reference'
  to: string
  merge?: MergeRule
  enforced: boolean
  because?: string
}

export const plain: Plain = { means: 'plain' }
export const personal = (kind: PersonalKind): Personal => ({ means: 'personal', kind })

/** A column that a foreign key holds to another table. References to customers must carry a merge rule. */
export const ref = (to: string, merge?: MergeRule): Reference => ({
  means: 'reference',
  to,
  merge,
  enforced: true,
})

/** A reference without a foreign key; it says why there is none. */
export const looseRef = (to: string, because: string, merge?: MergeRule): Reference => ({
  means: 'reference',
  to,
  merge,
  enforced: false,
  because,
})
