import { Input } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './field.module.css'

type FieldProps = {
  id: string
  label: string
  required?: boolean
  hint?: ReactNode
  error?: ReactNode
  children: ReactNode
}

/**
 * Label, hint and error around a control of one's own; `id` is the control's. Mantine inputs bring these with them.
 * The control should carry `aria-describedby={`${id}-error`}` while there is an error.
 */
export function Field({ id, label, required, hint, error, children }: FieldProps) {
  return (
    <Input.Wrapper
      id={id}
      label={label}
      labelProps={{ htmlFor: id }}
      required={required}
      description={hint}
      error={error}
    >
      {children}
    </Input.Wrapper>
  )
}

/** Fields below each other, or in two columns where there is room. */
export const Fields = ({ columns = 1, children }: { columns?: 1 | 2; children: ReactNode }) => (
  <div className={columns === 2 ? classes.two : classes.one}>{children}</div>
)

/** A group of fields under a heading. */
export const FieldGroup = ({
  title,
  hint,
  children,
}: {
  title: string
  hint?: ReactNode
  children: ReactNode
}) => (
  <fieldset className={classes.group}>
    <legend>{title}</legend>
    {hint && <p className={classes.hint}>{hint}</p>}
    {children}
  </fieldset>
)
