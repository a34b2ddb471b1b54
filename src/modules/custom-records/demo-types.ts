import type { StoredValue } from '#capabilities/custom-fields/field.ts'
import type { CustomFieldInput } from '#modules/custom-fields/contract.ts'
import type { TypeInput } from './shapes.ts'

/** `values`: one of these, or made from a number from 0 up to 1. */
export type DemoField = Pick<CustomFieldInput, 'label' | 'type'> &
  Partial<CustomFieldInput> & {
    key: string
    values: readonly StoredValue[] | ((chance: number) => StoredValue | undefined)
  }

export type DemoType = {
  type: TypeInput
  kind: 'individual' | 'organisation'
  /** How many of those customers have one. */
  share: number
  /** The first is the title. */
  fields: readonly DemoField[]
}

const year = (chance: number, from: number, to: number) => Math.floor(from + chance * (to - from))
const someDay = (chance: number, from: number, to: number) =>
  `${year(chance, from, to)}-${String(1 + (Math.floor(chance * 997) % 12)).padStart(2, '0')}-${String(1 + (Math.floor(chance * 7919) % 28)).padStart(2, '0')}`
const choices = (...labels: string[]) =>
  labels.map((label) => ({ id: label.toLowerCase().replaceAll(' ', '-'), label, retired: false }))

const boat: DemoType = {
  type: { key: 'boats', singular: 'Boat', plural: 'Boats', icon: 'boat', many: true },
  kind: 'individual',
  share: 0.02,
  fields: [
    {
      key: 'name',
      label: 'Name',
      type: 'text',
      required: true,
      personal: 'plain',
      values: [
        'Stella Maris',
        'Windekind',
        'Noordster',
        'Zeepaard',
        'Albatros',
        'Avontuur',
        'Meerkoet',
        'Vrijbuiter',
        'De Jonge Jan',
        'Halcyon',
      ],
    },
    {
      key: 'kind',
      label: 'Kind',
      type: 'choice',
      personal: 'plain',
      choices: choices('Sailing yacht', 'Motor yacht', 'Sloop', 'Dinghy'),
      values: ['sailing-yacht', 'motor-yacht', 'sloop', 'dinghy'],
    },
    {
      key: 'length',
      label: 'Length (m)',
      type: 'number',
      personal: 'plain',
      values: (chance) => Math.round(40 + chance * 120) / 10,
    },
    {
      key: 'built',
      label: 'Built in',
      type: 'text',
      personal: 'plain',
      values: (chance) => String(year(chance, 1962, 2026)),
    },
    {
      key: 'berth',
      label: 'Berth',
      type: 'text',
      values: (chance) => `${'ABCDEF'[Math.floor(chance * 6)]}-${1 + (Math.floor(chance * 800) % 60)}`,
    },
    {
      key: 'inspected',
      label: 'Inspected on',
      type: 'date',
      personal: 'plain',
      values: (chance) => (chance < 0.8 ? someDay(chance, 2023, 2026) : undefined),
    },
    { key: 'insured', label: 'Insured', type: 'yes_no', personal: 'plain', values: (chance) => chance < 0.9 },
    {
      key: 'value',
      label: 'Insured for',
      type: 'money',
      currency: 'EUR',
      read_level: 'full',
      values: (chance) => ({ amount: Math.round(5 + chance * 200) * 100_000, currency: 'EUR' }),
    },
  ],
}

const dog: DemoType = {
  type: { key: 'dogs', singular: 'Dog', plural: 'Dogs', icon: 'paw', many: true },
  kind: 'individual',
  share: 0.03,
  fields: [
    {
      key: 'name',
      label: 'Name',
      type: 'text',
      required: true,
      values: ['Bello', 'Saar', 'Max', 'Luna', 'Boris', 'Pip', 'Nero', 'Doortje', 'Karel', 'Moos'],
    },
    {
      key: 'breed',
      label: 'Breed',
      type: 'choice',
      personal: 'plain',
      choices: choices('Labrador', 'Border collie', 'Dachshund', 'Mixed breed'),
      values: ['labrador', 'border-collie', 'dachshund', 'mixed-breed'],
    },
    {
      key: 'born',
      label: 'Born on',
      type: 'date',
      personal: 'plain',
      values: (chance) => someDay(chance, 2012, 2026),
    },
    {
      key: 'chip',
      label: 'Chip number',
      type: 'text',
      personal: 'identifier',
      values: (chance) => `528${String(Math.floor(chance * 1e12)).padStart(12, '0')}`,
    },
  ],
}

const machine: DemoType = {
  type: { key: 'machines', singular: 'Machine', plural: 'Machines', icon: 'machine', many: true },
  kind: 'organisation',
  share: 0.06,
  fields: [
    {
      key: 'serial',
      label: 'Serial number',
      type: 'text',
      required: true,
      personal: 'plain',
      values: (chance) => `MX-${10_000 + Math.floor(chance * 89_999)}`,
    },
    {
      key: 'model',
      label: 'Model',
      type: 'choice',
      personal: 'plain',
      choices: choices('K40', 'K80', 'K200'),
      values: ['k40', 'k80', 'k200'],
    },
    {
      key: 'warranty',
      label: 'Warranty until',
      type: 'date',
      personal: 'plain',
      values: (chance) => someDay(chance, 2025, 2031),
    },
    {
      key: 'price',
      label: 'Price',
      type: 'money',
      currency: 'EUR',
      personal: 'plain',
      values: (chance) => ({ amount: 100_000 + Math.floor(chance * 90) * 10_000, currency: 'EUR' }),
    },
  ],
}

export const demoTypes: readonly DemoType[] = [boat, dog, machine]
