import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import classes from './tally.module.css'
import { useWordsOf } from './targets.ts'

const outcomes = ['created', 'updated', 'skipped', 'rejected'] as const
export type Counts = Record<(typeof outcomes)[number], number>

/** What became of the rows, in one line; what did not happen is left out. */
export function Tally({ tally }: { tally: Counts }) {
  const t = useT('imports')
  const f = useFormats()
  return (
    <span className={classes.tally}>
      {outcomes
        .filter((outcome) => tally[outcome] > 0)
        .map((outcome) => (
          <span key={outcome} className={classes[outcome]}>
            {t(`tally.${outcome}`, { n: f.number(tally[outcome]) })}
          </span>
        ))}
    </span>
  )
}

/** What becomes of the rows, as large figures over a bar of their shares. They add up to the rows. */
export function Figures({ tally, target }: { tally: Counts; target: string }) {
  const t = useWordsOf(target)
  const f = useFormats()
  const rows = Math.max(
    1,
    outcomes.reduce((sum, outcome) => sum + tally[outcome], 0),
  )
  return (
    <div className={classes.figures}>
      <dl>
        {outcomes.map((outcome) => (
          <div key={outcome} className={classes.figure}>
            <dt>
              <span className={classes.swatch} data-outcome={outcome} aria-hidden />
              {t(`count.${outcome}`)}
            </dt>
            <dd>{f.number(tally[outcome])}</dd>
            <dd className={classes.hint}>{t(`count.${outcome}.hint`)}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.bar} aria-hidden>
        {outcomes
          .filter((outcome) => tally[outcome] > 0)
          .map((outcome) => (
            <span
              key={outcome}
              data-outcome={outcome}
              style={{ width: `${(tally[outcome] / rows) * 100}%` }}
            />
          ))}
      </div>
    </div>
  )
}
