import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Translate, useT } from '../../../../kit/words.ts'
import { type ListName, usualLabels } from './entries.ts'

/** Further labels that come with imported cards. */
const fromCards = ['main', 'fax', 'home fax', 'work fax', 'work mobile', 'pager']
const known = new Set([...Object.values(usualLabels).flat(), ...fromCards])

/** A label in the reader's language; one that somebody typed stays as it is. */
export const labelText = (label: string, t: Translate) =>
  known.has(label) ? t(`record.label.${label}`) : label

const own = ' own'

/** The usual labels, and one of one's own. */
export function LabelSelect({
  list,
  name,
  value,
  onChange,
}: {
  list: ListName
  /** What the label is of, for screen readers. */
  name: string
  value: string
  onChange: (label: string) => void
}) {
  const t = useT('customers')
  const [typing, setTyping] = useState(false)
  const label = t('record.list.label', { name })
  if (typing) {
    return (
      <TextInput
        aria-label={label}
        value={value}
        maxLength={40}
        autoFocus
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => {
          setTyping(false)
          if (!value.trim()) onChange('other')
        }}
      />
    )
  }
  const usual = usualLabels[list]
  const choices = usual.includes(value) ? usual : [value, ...usual]
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      data={[
        ...choices.map((one) => ({ value: one, label: labelText(one, t) })),
        { value: own, label: t('record.list.ownLabel') },
      ]}
      onChange={(event) => {
        const chosen = event.currentTarget.value
        if (chosen === own) setTyping(true)
        else onChange(chosen)
      }}
    />
  )
}
