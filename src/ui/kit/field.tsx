import type { ReactNode } from 'react'
import classes from './field.module.css'

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
