// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
import { cx } from '../../kit/cx.ts'
import { useT } from '../../kit/words.ts'
import type { Import } from './mapping-rules.ts'
import classes from './steps.module.css'

/** The first different values of every column, under its name. */
export function SampleTable({ one }: { one: Import }) {
  const t = useT('imports')
  const { columns } = one.description
  const height = Math.max(1, ...columns.map(({ samples }) => samples.length))
  return (
    <section className={classes.scroll} tabIndex={0} aria-label={t('file.sample')}>
      <table className={cx(classes.table, classes.samples)}>
        <caption className="visually-hidden">{t('file.sample')}</caption>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: height }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: values have no identity
            <tr key={row}>
              {columns.map(({ name, samples }) => (
                <td key={name} className={cx(samples.length === 0 && classes.blank)} title={samples[row]}>
                  {samples[row] ?? (row === 0 && samples.length === 0 ? t('file.sample.empty') : '')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
