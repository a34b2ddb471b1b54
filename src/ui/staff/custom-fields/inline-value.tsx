import type { ReactNode } from 'react'
import { useFormats } from '../../kit/format.ts'
import { EditConflict } from '../../kit/inline/conflict.ts'
import { InlineField, InlineFrame } from '../../kit/inline/inline-field.tsx'
import type { SaveHow } from '../../kit/inline/use-inline-edit.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import type { CustomField } from './custom-field.ts'
import { CustomValue } from './custom-value.tsx'
import { isBlank, offered, readText, sameValue, writeText } from './value-text.ts'

const InlineEditor = late(() => import('./inline-editor.tsx'))

type InlineValueProps = {
  field: CustomField
  value: unknown
  /** As an `InlineField` saves: rejects with `EditConflict(theirs)` or an Error with words for a person. */
  onSave: (value: unknown, how: Pick<SaveHow, 'base'>) => Promise<void>
  readOnly?: string | boolean | null
  tools?: ReactNode
}

/** A value of a custom field that is edited where it stands, as built-in fields are. */
export function CustomInlineValue(props: InlineValueProps) {
  const { type } = props.field
  return type === 'multi_choice' || type === 'customer' ? <Picked {...props} /> : <Written {...props} />
}

const kinds = { text: 'text', long_text: 'multiline', number: 'text', money: 'text', date: 'date' } as const

/** What one line of text can say, in the browser's own controls. */
function Written({ field, value, onSave, readOnly, tools }: InlineValueProps) {
  const t = useT('custom-fields')
  const { locale } = useFormats()
  const read = (text: string | null) => readText(field, text ?? '', locale)
  const shared = {
    label: field.label,
    value: isBlank(value) ? null : writeText(field, value, locale),
    readOnly,
    tools,
    hint: hintOf(field),
    show: (text: string | null) => {
      const shown = read(text)
      return 'value' in shown ? <CustomValue field={field} value={shown.value} /> : text
    },
    onSave: async (text: string | null, { base }: SaveHow<string | null>) => {
      const [now, before] = [read(text), read(base)]
      if ('fault' in now) throw new Error(t(now.fault, { currency: field.currency }))
      try {
        await onSave(now.value, { base: 'value' in before ? before.value : null })
      } catch (problem) {
        throw problem instanceof EditConflict
          ? new EditConflict(isBlank(problem.theirs) ? null : writeText(field, problem.theirs, locale))
          : problem
      }
    },
  }
  if (field.type === 'yes_no') {
    const choices = (['yes', 'no'] as const).map((one) => ({ value: one, label: t(one) }))
    return (
      <InlineField
        {...shared}
        kind="select"
        choices={choices}
        blank={field.required ? undefined : t('blank')}
      />
    )
  }
  if (field.type === 'choice') {
    const choices = offered(field, typeof value === 'string' ? [value] : [])
    return (
      <InlineField
        {...shared}
        kind="select"
        choices={choices}
        blank={field.required ? undefined : t('blank')}
      />
    )
  }
  return <InlineField {...shared} kind={kinds[field.type as keyof typeof kinds]} />
}

/** What is picked out of many; the control comes with the first edit. */
function Picked({ field, value, onSave, readOnly, tools }: InlineValueProps) {
  return (
    <InlineFrame<unknown>
      label={field.label}
      value={isBlank(value) ? null : value}
      readOnly={readOnly}
      tools={tools}
      hint={hintOf(field)}
      show={(shown) => <CustomValue field={field} value={shown} />}
      same={sameValue}
      empty={isBlank}
      onSave={onSave}
      editor={(edit) => <InlineEditor field={field} edit={edit} />}
    />
  )
}

const hintOf = ({ help }: CustomField) => help ?? undefined
