import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconArrowLeft, IconTrash } from '../../kit/icons.ts'
import { toast } from '../../kit/toast.tsx'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate, queryClient } from '../shared/queries.ts'
import classes from './imports.module.css'
import type { Import } from './mapping-rules.ts'
import { StateBadge } from './state-badge.tsx'
import { hasBegun, isBusy } from './steps.ts'
import { labelOf, useTargets, useWordsOf } from './targets.ts'

/** What this import is, and a way to be rid of it while nothing has happened. */
export function ImportHead({ one }: { one: Import }) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const navigate = useNavigate()
  const targets = useTargets()
  const { format, size, rows_estimate } = one.description
  const known = one.preview?.rows_read ?? (one.state === 'done' ? one.rows_read : 0)
  const discard = async () => {
    if (
      !(await confirm({
        title: t('discard.title'),
        body: t('discard.body'),
        action: t('page.discard'),
        danger: true,
      }))
    )
      return
    try {
      await call('DELETE /imports/:id', { params: { id: one.id } })
    } catch (problem) {
      return toast({ tone: 'danger', text: problemText(problem, t) })
    }
    toast({ text: t('discard.done', { file: one.file_name }) })
    // The list is read anew, so that what is gone does not stand there for another moment.
    queryClient.removeQueries({ queryKey: ['GET /imports', 'list'] })
    void invalidate('GET /imports')
    void navigate({ to: '/imports' })
  }
  return (
    <header className={classes.head}>
      <Link to="/imports" className={classes.back}>
        <IconArrowLeft size={14} stroke={1.75} aria-hidden />
        {t('page.back')}
      </Link>
      <div className={classes.titleLine}>
        <h1>{one.file_name}</h1>
        <StateBadge one={one} />
      </div>
      <p className={classes.about}>
        <span>{labelOf(targets, one.target)}</span>
        <span>{t(`file.format.${format}`)}</span>
        <span>{f.bytes(size)}</span>
        <span>
          {known
            ? t('list.rows', { count: known, n: f.number(known) })
            : t('list.about', { count: rows_estimate, n: f.number(rows_estimate) })}
        </span>
        <span>{t('page.uploaded', { name: one.requested_by, when: f.relative(one.created_at) })}</span>
      </p>
      {!hasBegun(one) && !isBusy(one) && (
        <Button
          look="quiet"
          className={classes.discard}
          icon={<IconTrash size={16} stroke={1.75} aria-hidden />}
          onClick={() => void discard()}
        >
          {t('page.discard')}
        </Button>
      )}
    </header>
  )
}
