import type { HTMLAttributes } from 'react'
import { IconGripVertical } from '../../kit/icons.ts'
import classes from './grip.module.css'

/** Where a row is taken hold of with the mouse; the buttons beside it do the same, so it is not announced. */
export const Grip = (drag: HTMLAttributes<HTMLSpanElement>) => (
  <span {...drag} className={classes.grip} aria-hidden>
    <IconGripVertical size={15} stroke={1.75} />
  </span>
)
