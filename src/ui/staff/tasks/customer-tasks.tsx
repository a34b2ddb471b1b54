import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import classes from './tasks.module.css'
import { TasksSection } from './tasks-section.tsx'

const TaskForm = late(() => import('./task-form.tsx'))

/** The tab on a customer's page. */
export default function CustomerTasks({ customer }: { customer: Customer }) {
  const t = useT('tasks')
  const can = useCan()
  const [adding, setAdding] = useState(false)
  const [withDone, setWithDone] = useState(false)
  const add = can('tasks.write') && (
    <Button icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <section className={classes.panel} aria-label={t('panel.title')}>
      <div className={classes.bar}>
        {add}
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={withDone}
            onChange={(event) => setWithDone(event.currentTarget.checked)}
          />
          {t('customer.showDone')}
        </label>
      </div>
      <TasksSection
        filter={{ customer: customer.id, state: withDone ? 'all' : 'open' }}
        empty={{ title: t('customer.empty'), hint: t('customer.emptyHint') }}
      />
      {adding && <TaskForm customerId={customer.id} onClose={() => setAdding(false)} />}
    </section>
  )
}
