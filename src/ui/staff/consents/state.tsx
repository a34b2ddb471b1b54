import { cx } from '../../kit/cx.ts'
import { IconArrowBackUp, IconCircleCheck, IconClock, IconHelp, IconHistory, IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './consents.module.css'
import type { State } from './consents.ts'

const icons = {
  given: IconCircleCheck,
  unconfirmed: IconClock,
  refused: IconX,
  withdrawn: IconArrowBackUp,
  expired: IconHistory,
  not_asked: IconHelp,
}

/** A state by its sign and its word; colour only repeats them. */
export function StateMark({ state }: { state: State }) {
  const t = useT('consents')
  const Icon = icons[state]
  return (
    <span className={cx(classes.state, classes[state])}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {t(`state.${state}`)}
    </span>
  )
}
