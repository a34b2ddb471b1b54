// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
import { Badge, type Tone } from '../../kit/badge.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import type { Import } from './mapping-rules.ts'
import classes from './steps.module.css'

type Example = NonNullable<Import['preview']>['examples'][number]

const tones: Record<Example['outcome'], Tone> = {
  create: 'accent',
  update: 'success',
  skip: 'neutral',
  reject: 'danger',
}

/** A few rows and what becomes of each. Refused ones stand with their reasons elsewhere. */
export function Examples({ examples }: { examples: Example[] }) {
  const t = useT('imports')
  const f = useFormats()
  const rows = examples.filter(({ outcome }) => outcome !== 'reject')
  if (rows.length === 0) return null
  const matched = rows.some(({ matched_by }) => matched_by !== null)
  return (
    <div className={classes.block}>
      <h3>{t('check.examples')}</h3>
      <section className={classes.scroll} tabIndex={0} aria-label={t('check.examples')}>
        <table className={classes.table}>
          <caption className="visually-hidden">{t('check.examples')}</caption>
          <thead>
            <tr>
              <th scope="col" className={classes.figure}>
                {t('check.examples.line')}
              </th>
              <th scope="col">{t('check.examples.name')}</th>
              <th scope="col">{t('check.examples.outcome')}</th>
              {matched && <th scope="col">{t('check.examples.by')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, name, outcome, matched_by }) => (
              <tr key={`${line} ${outcome}`}>
                <td className={classes.figure}>{f.number(line)}</td>
                <td>{name || <span className={classes.blank}>{t('check.examples.nameless')}</span>}</td>
                <td>
                  <Badge tone={tones[outcome]} dot>
                    {t(`outcome.${outcome}`)}
                  </Badge>
                </td>
                {matched && <td>{matched_by && t(`by.${matched_by}`)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
