import { Link } from '@tanstack/react-router'
import { ErrorState, Notice } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconArrowRight, IconUpload } from '../../kit/icons.ts'
import { importedFilter } from './imported-filter.ts'
import type { Import } from './mapping-rules.ts'
import { Rejections } from './rejections.tsx'
import classes from './steps.module.css'
import { Figures } from './tally.tsx'
import { CUSTOMERS, useWordsOf } from './targets.ts'
import { UndoImport } from './undo-import.tsx'

/** What came of an import: done, stopped, or failed; always with what was kept and what to do. */
export function Ended({ one }: { one: Import }) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const { state, rows_read, rejected, options } = one
  const goOn = t(options.existing === 'create' ? 'cancelled.hint.create' : 'cancelled.hint.update')
  return (
    <>
      {state === 'failed' && (
        <ErrorState small title={t('failed.title')}>
          {one.error ?? t('failed.unknown')} {goOn}
        </ErrorState>
      )}
      {state === 'cancelled' && (
        <Notice tone="warning" title={t('cancelled.title')}>
          {goOn}
        </Notice>
      )}
      <div className={classes.lead}>
        <h2>{t(state === 'done' ? 'done.title' : 'step.import')}</h2>
        <p>{t('done.rows', { count: rows_read, n: f.number(rows_read) })}</p>
      </div>
      <Figures tally={one} target={one.target} />
      <div className={classes.actions}>
        {one.target === CUSTOMERS && one.created + one.updated > 0 && one.undo?.state !== 'done' && (
          <Link to="/customers" search={importedFilter(one) as never} className={classes.go}>
            {t('done.see')}
            <IconArrowRight size={16} stroke={1.75} aria-hidden />
          </Link>
        )}
        <Link
          to="/imports"
          search={(one.target === CUSTOMERS ? {} : { what: one.target }) as never}
          className={classes.download}
        >
          <IconUpload size={16} stroke={1.75} aria-hidden />
          {t('done.another')}
        </Link>
      </div>
      <UndoImport one={one} />
      {rejected > 0 && <Rejections one={one} rejected={rejected} hint={t('reject.hint.after')} />}
    </>
  )
}
