import { Badge } from '../../kit/badge.tsx'
import classes from './history.module.css'

export type Named = { id: string; name: string }

export const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && typeof (value as { name?: unknown }).name === 'string'

export const Names = ({ values }: { values: readonly Named[] }) => (
  <span className={classes.names}>
    {values.map(({ id, name }) => (
      <Badge key={id}>{name}</Badge>
    ))}
  </span>
)
