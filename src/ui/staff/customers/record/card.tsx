import { type ReactNode, useId } from 'react'
import classes from './card.module.css'

/** A group of things under a heading. */
export function Card({
  title,
  actions,
  children,
}: {
  title: string
  actions?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={classes.card} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  )
}

/** Fields with their labels aligned, in two columns where there is room. */
export const FieldGrid = ({ children, single }: { children: ReactNode; single?: boolean }) => (
  <div className={classes.container}>
    <div className={single ? classes.single : classes.fields}>{children}</div>
  </div>
)
