import type { RecordType } from './record-types.ts'

export type TypeDraft = Pick<RecordType, 'singular' | 'plural' | 'key' | 'icon' | 'many'>

export const blankType: TypeDraft = { singular: '', plural: '', key: '', icon: 'box', many: true }

/** What workspaces often keep; the words are `example.<name>.one` and `example.<name>.many`. */
export const examples = [
  { name: 'boats', icon: 'boat', many: true },
  { name: 'dogs', icon: 'paw', many: true },
  { name: 'machines', icon: 'machine', many: true },
  { name: 'intake', icon: 'certificate', many: false },
] as const satisfies readonly { name: string; icon: RecordType['icon']; many: boolean }[]

/** A key out of a name: `Machines à café` is `machines-a-cafe`. */
export const keyFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
