import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '../../../kit/feedback.tsx'
import { useFormats } from '../../../kit/format.ts'
import { useLanguage, useT } from '../../../kit/words.ts'
import { problemText } from '../../shared/problem.ts'
import { read } from '../../shared/queries.ts'
import { useCan } from '../../shared/session.ts'
import classes from './preview.module.css'

export function OpenTasks({ customer }: { customer: string }) {
  const t = useT('customers')
  const f = useFormats()
  const can = useCan()('tasks.read')
  const query = useQuery({
    ...read('GET /tasks', { query: { filter: { customer, state: 'open' }, limit: 5 } }),
    enabled: can,
  })
  if (!can || (query.data && query.data.items.length === 0)) return null
  const today = new Date().toISOString().slice(0, 10)
  return (
    <section className={classes.section}>
      <h3>{t('list.preview.tasks')}</h3>
      {query.error ? (
        <p className={classes.soft}>{problemText(query.error, t)}</p>
      ) : query.data ? (
        <ul className={classes.list}>
          {query.data.items.map((task) => (
            <li key={task.id}>
              <span>{task.title}</span>
              {task.due_on && (
                <span className={task.due_on < today ? classes.late : classes.soft}>
                  {t(task.due_on < today ? 'list.preview.overdue' : 'list.preview.due', {
                    date: f.date(task.due_on),
                  })}
                </span>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <Skeleton lines={[80, 60]} />
      )}
    </section>
  )
}

export function RecentEvents({ customer }: { customer: string }) {
  const t = useT('customers')
  const f = useFormats()
  const language = useLanguage()
  const query = useQuery(
    read('GET /customers/:id/timeline', { params: { id: customer }, query: { limit: 5, language } }),
  )
  return (
    <section className={classes.section}>
      <h3>{t('list.preview.timeline')}</h3>
      {query.error ? (
        <p className={classes.soft}>{problemText(query.error, t)}</p>
      ) : query.data ? (
        <ul className={classes.list}>
          {query.data.items.map((entry) => (
            <li key={entry.id}>
              <span>{entry.text}</span>
              <span className={classes.soft} title={f.dateTime(entry.at)}>
                {entry.actor.name} · {f.relative(entry.at)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Skeleton lines={[90, 70, 80]} />
      )}
    </section>
  )
}
