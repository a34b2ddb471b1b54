import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import { TaskList } from './task-list.tsx'
import classes from './tasks.module.css'
import { TasksSection } from './tasks-section.tsx'
import { useTasks } from './use-tasks.ts'

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
      <TasksElsewhere customer={customer} />
      {adding && <TaskForm customerId={customer.id} onClose={() => setAdding(false)} />}
    </section>
  )
}

/** What this individual has to do for other customers. */
function TasksElsewhere({ customer }: { customer: Customer }) {
  const t = useT('tasks')
  const { tasks } = useTasks({ assignee_customer: customer.id, state: 'open' })
  const elsewhere = tasks?.filter((task) => task.customer.id !== customer.id) ?? []
  if (elsewhere.length === 0) return null
  return (
    <section className={classes.elsewhere} aria-labelledby="tasks-elsewhere">
      <h3 id="tasks-elsewhere">{t('customer.elsewhere')}</h3>
      <TaskList tasks={elsewhere} withCustomer />
    </section>
  )
}
