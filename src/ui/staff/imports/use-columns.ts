import { useMemo } from 'react'
import { useT } from '../../kit/words.ts'
import { useMe } from '../shared/session.ts'
import type { FieldChoices } from './column-row.tsx'
import { type Field, fieldGroups, isHidden } from './mapping-rules.ts'
import { CUSTOMERS, labelOf, type TargetColumn, useTargets } from './targets.ts'

/** The fields that a column of a file can go to, in groups, and what each is called. */
export function useColumns(target: string): {
  choices: FieldChoices
  nameOf: (field: Field) => string
  /** What every record needs. Empty until that is known. */
  required: readonly TargetColumn[]
} {
  const t = useT('imports')
  const { hidden_fields } = useMe()
  const targets = useTargets()
  return useMemo(() => {
    const columns = targets?.find(({ name }) => name === target)?.columns ?? []
    const labels = new Map(columns.map(({ name, label }) => [name, label]))
    if (target === CUSTOMERS) {
      const own = columns.filter(({ name }) => name.startsWith('custom.'))
      const choices = fieldGroups.map(({ id, fields }) => ({
        group: t(`group.${id}`),
        items: (fields as readonly Field[])
          .filter((field) => !isHidden(field, hidden_fields))
          .map((field) => ({ value: field, label: t(`field.${field}`) })),
      }))
      const items = own.map(({ name, label }) => ({ value: name, label }))
      return {
        choices: items.length > 0 ? [...choices, { group: t('group.custom'), items }] : choices,
        nameOf: (field) => (field.startsWith('custom.') ? labels.get(field) : null) ?? t(`field.${field}`),
        required: [],
      }
    }
    const items = columns.map(({ name, label, required }) => ({
      value: name,
      label: required ? t('columns.needed', { field: label }) : label,
    }))
    return {
      choices: [{ group: labelOf(targets, target), items }],
      nameOf: (field) => labels.get(field) ?? field,
      required: columns.filter(({ required }) => required),
    }
  }, [t, hidden_fields, targets, target])
}
