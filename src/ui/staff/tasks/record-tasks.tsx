import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import classes from './tasks.module.css'
import { TasksSection } from './tasks-section.tsx'

const TaskForm = late(() => import('./task-form.tsx'))

type Props = {
  /** As the module names it in the slot `records`, with `takesTasks`. */
  kind: string
  id: string
  /** Whose record it is; null where it is nobody's, then each task says for whom it is. */
  customer: { id: string } | null
  /** How the record is called while a task is added. */
  title?: string
}

/**
 * The tasks that stand on a record of any kind, with a way to add one. Screens of other modules show it through
 * `late(() => import('../tasks/record-tasks.tsx'))`; it draws nothing for who may not see tasks.
 */
export default function RecordTasks({ kind, id, customer, title }: Props) {
  const t = useT('tasks')
  const can = useCan()
  const [adding, setAdding] = useState(false)
  if (!can('tasks.read')) return null
  return (
    <section className={classes.onRecord} aria-label={t('panel.title')}>
      <header className={classes.bar}>
        <h3>{t('panel.title')}</h3>
        {can('tasks.write') && (
          <Button
            size="sm"
            icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('add')}
          </Button>
        )}
      </header>
      <TasksSection
        filter={{ subject: id, state: 'open' }}
        withCustomer={customer === null}
        withSubject={false}
        small={t('subject.none')}
      />
      {adding && (
        <TaskForm
          customerId={customer?.id ?? null}
          subject={{ kind, id, title: title ?? null }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  )
}
