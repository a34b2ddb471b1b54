import { useT } from '../../kit/words.ts'
import { type Draft, rights } from './draft.ts'
import classes from './relationships.module.css'

type Right = (typeof rights)[number]
type Props = {
  draft: Pick<Draft, Right>
  /** Who stands at `from` and who at `to`. */
  names: readonly [from: string, to: string]
  onChange: (right: Right, given: boolean) => void
}

/** Who of two may act for the other, each in a sentence. */
export function RightsFields({ draft, names: [from, to], onChange }: Props) {
  const t = useT('relationships')
  return (
    <fieldset className={classes.checks}>
      <legend>{t('field.rights')}</legend>
      {rights.map((right) => {
        const [actor, other] = right.startsWith('from') ? [from, to] : [to, from]
        return (
          <label key={right} className={classes.check}>
            <input
              type="checkbox"
              checked={draft[right]}
              onChange={(event) => onChange(right, event.currentTarget.checked)}
            />
            {t(right.endsWith('manages') ? 'field.manages' : 'field.buys', { actor, other })}
          </label>
        )
      })}
    </fieldset>
  )
}
