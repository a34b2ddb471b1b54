// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconChevronDown, IconChevronRight } from '../../kit/icons.ts'
import { type Translate, useT } from '../../kit/words.ts'
import type { Import } from './mapping-rules.ts'
import classes from './steps.module.css'
import { CUSTOMERS } from './targets.ts'
import { useColumns } from './use-columns.ts'

type Change = NonNullable<Import['preview']>['changes'][number]

/** Kinds, countries and the like are stored as codes; a person reads words. */
const shown = (value: string | null, t: Translate) =>
  value === null ? <span className={classes.blank}>{t('check.changes.blank')}</span> : value

/** Per field how many customers get a value, another one, or none; with examples of old and new. */
export function Changes({ changes }: { changes: Change[] }) {
  const t = useT('imports')
  const { nameOf } = useColumns(CUSTOMERS)
  return (
    <div className={classes.block}>
      <h3>{t('check.changes')}</h3>
      {changes.length === 0 ? (
        <p className={classes.blank}>{t('check.changes.none')}</p>
      ) : (
        <section className={classes.scroll} tabIndex={0} aria-label={t('check.changes')}>
          <table className={classes.table}>
            <caption className="visually-hidden">{t('check.changes')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('check.changes.field')}</th>
                <th scope="col" className={classes.figure}>
                  {t('check.changes.filled')}
                </th>
                <th scope="col" className={classes.figure}>
                  {t('check.changes.changed')}
                </th>
                <th scope="col" className={classes.figure}>
                  {t('check.changes.cleared')}
                </th>
                <th scope="col">{t('check.changes.examples')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <ChangeRow key={change.field} change={change} name={nameOf(change.field)} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}

function ChangeRow({ change, name }: { change: Change; name: string }) {
  const t = useT('imports')
  const f = useFormats()
  const [open, setOpen] = useState(false)
  const Chevron = open ? IconChevronDown : IconChevronRight
  const figure = (value: number) => (
    <td className={value === 0 ? `${classes.figure} ${classes.zero}` : classes.figure}>{f.number(value)}</td>
  )
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        {figure(change.filled)}
        {figure(change.changed)}
        {figure(change.cleared)}
        <td>
          {change.examples.length > 0 ? (
            <Button
              size="sm"
              look="quiet"
              className={classes.more}
              aria-expanded={open}
              icon={<Chevron size={14} stroke={2} aria-hidden />}
              onClick={() => setOpen(!open)}
            >
              {f.number(change.examples.length)}
              <span className="visually-hidden"> {t('check.changes.show', { field: name })}</span>
            </Button>
          ) : (
            <span className={classes.blank}>{t('check.changes.new')}</span>
          )}
        </td>
      </tr>
      {open &&
        change.examples.map((example) => (
          <tr key={example.line} className={classes.example}>
            <td colSpan={5}>
              <span className={classes.where}>
                {t('check.changes.line', { line: f.number(example.line) })} · {example.customer}
              </span>
              <span className={classes.oldNew}>
                <del>{shown(example.old, t)}</del> <span aria-hidden>→</span>{' '}
                <ins>{shown(example.new, t)}</ins>
              </span>
            </td>
          </tr>
        ))}
    </>
  )
}
