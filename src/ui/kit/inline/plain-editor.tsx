import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import classes from './inline-field.module.css'
import type { Choice, EditorProps } from './inline-field.tsx'

type Kind = 'text' | 'email' | 'phone' | 'url' | 'multiline' | 'date' | 'select'
type PlainProps = EditorProps<string | null> & { kind: Kind; choices?: Choice[]; blank?: string }

const inputTypes = { text: 'text', email: 'email', phone: 'tel', url: 'url', date: 'date' } as const

/** The browser's own controls: quick, known to assistive technology, and with the right keyboard on a phone. */
export function PlainEditor({
  kind,
  id,
  label,
  draft,
  error,
  describedBy,
  choices,
  blank,
  change,
  commit,
  cancel,
}: PlainProps) {
  const control = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null)
  useLayoutEffect(() => {
    control.current?.focus()
    if (kind !== 'select' && kind !== 'date') control.current?.select()
  }, [kind])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      cancel()
    } else if (
      event.key === 'Enter' &&
      !event.nativeEvent.isComposing &&
      (kind !== 'multiline' || event.ctrlKey || event.metaKey)
    ) {
      event.preventDefault()
      commit()
    }
  }
  const shared = {
    ref: control,
    id,
    className: classes.input,
    'aria-label': label,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': describedBy,
    value: draft ?? '',
    onKeyDown,
    onBlur: () => commit(),
    onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  } as const
  if (kind === 'multiline')
    return <textarea {...shared} rows={Math.min(10, Math.max(3, (draft ?? '').split('\n').length + 1))} />
  if (kind === 'select') {
    return (
      <select {...shared}>
        {(blank !== undefined || draft === null) && <option value="">{blank ?? '–'}</option>}
        {choices?.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    )
  }
  return <input {...shared} type={inputTypes[kind]} autoComplete="off" />
}
