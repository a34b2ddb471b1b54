import { useNavigate } from '@tanstack/react-router'
import { Button } from '../../../kit/button.tsx'
import { useFormats } from '../../../kit/format.ts'
import type { Layout } from '../../../kit/grid/layout.ts'
import { IconPlus } from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import { useCan } from '../../shared/session.ts'
import { ExportMenu } from './export-menu.tsx'
import classes from './list.module.css'
import { type ListState, questionOf } from './list-state.ts'
import type { Total } from './row-store.ts'

type HeadProps = { total: Total | null; loading: boolean; state: ListState; layout: Layout }

export function ListHead({ total, loading, state, layout }: HeadProps) {
  const t = useT('customers')
  const f = useFormats()
  const can = useCan()
  const navigate = useNavigate()
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h1>{t('list.title')}</h1>
        {total && !loading && (
          <span className={classes.count}>
            {t('list.count', {
              count: total.value,
              formatted: f.number(total.value) + (total.exact ? '' : '+'),
            })}
          </span>
        )}
      </div>
      {can('customers.export') && <ExportMenu question={questionOf(state)} layout={layout} total={total} />}
      {can('customers.write') && (
        <Button
          look="primary"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
          onClick={() => void navigate({ to: '/customers/new' })}
        >
          {t('list.new')}
        </Button>
      )}
    </header>
  )
}
