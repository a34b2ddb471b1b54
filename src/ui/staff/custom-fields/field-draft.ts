import type { ChoiceDraft } from './choices-editor.tsx'
import type { CustomField, FieldType } from './custom-field.ts'
import { keyOf } from './field-key.ts'
import { isBlank } from './value-text.ts'

/** A field as it is being defined. */
export type FieldDraft = {
  label: string
  key: string
  /** The key follows the label until somebody writes it. */
  ownKey: boolean
  type: FieldType
  help: string
  required: boolean
  default_value: unknown
  choices: ChoiceDraft[]
  currency: string
  personal: CustomField['personal']
  read_level: CustomField['read_level']
  write_level: CustomField['write_level']
}

export const hasChoices = (type: FieldType) => type === 'choice' || type === 'multi_choice'

export function draftOf(field: CustomField | null, currency: string): FieldDraft {
  return {
    label: field?.label ?? '',
    key: field?.key ?? '',
    ownKey: field !== null,
    type: field?.type ?? 'text',
    help: field?.help ?? '',
    required: field?.required ?? false,
    default_value: field?.default_value ?? null,
    choices: field?.choices.map((choice) => ({ ...choice, mark: choice.id })) ?? [],
    currency: field?.currency ?? currency,
    personal: field?.personal ?? 'text',
    read_level: field?.read_level ?? 'everyone',
    write_level: field?.write_level ?? 'everyone',
  }
}

/** With another label; the key goes along while nobody has written one. */
export const relabelled = (draft: FieldDraft, label: string, taken: ReadonlySet<string>): FieldDraft => ({
  ...draft,
  label,
  key: draft.ownKey ? draft.key : keyOf(label, taken),
})

/** Of another type: what only the old one had goes. */
export const retyped = (draft: FieldDraft, type: FieldType): FieldDraft => ({
  ...draft,
  type,
  default_value: null,
})

/** Lines without a label are not sent; what is wrong with the others is said at their place. */
export const settled = (draft: FieldDraft): FieldDraft => ({
  ...draft,
  choices: draft.choices.filter(({ id, label }) => id !== null || label.trim() !== ''),
})

/** The field as its input and its default are drawn while it is being defined. */
export const previewOf = (draft: FieldDraft): CustomField => ({
  id: 'draft',
  target: '',
  key: draft.key,
  former_keys: [],
  label: draft.label,
  help: draft.help || null,
  type: draft.type,
  required: false,
  default_value: draft.default_value,
  choices: draft.choices.flatMap(({ id, label, retired }) =>
    id && !retired ? [{ id, label, retired }] : [],
  ),
  currency: draft.currency,
  personal: draft.personal,
  read_level: draft.read_level,
  write_level: draft.write_level,
  position: 0,
  retired_at: null,
  sortable: false,
  writable: true,
  version: 1,
})

/** What is sent, but for what a field keeps for ever: its type and its currency. */
export function bodyOf(draft: FieldDraft) {
  const { label, key, type, help, required, choices, personal, read_level, write_level } = draft
  return {
    label: label.trim(),
    key: key.trim(),
    help: help.trim() || null,
    required,
    default_value: isBlank(draft.default_value) ? null : draft.default_value,
    personal,
    read_level,
    write_level,
    ...(hasChoices(type) && {
      choices: choices.map(({ id, label, retired }) => ({ ...(id && { id }), label: label.trim(), retired })),
    }),
  }
}
