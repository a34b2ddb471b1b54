import { useState } from 'react'
import { cx } from '../../kit/cx.ts'
import { useFormats } from '../../kit/format.ts'
import { IconCalendar, IconRefresh, IconUser } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import classes from './task-list.module.css'
import { deleteTask, type Task, toggleTask } from './use-tasks.ts'

const TaskForm = late(() => import('./task-form.tsx'))

/** Tasks below each other. With `withCustomer` each links to the one it is for, in a new tab. */
export function TaskList({ tasks, withCustomer }: { tasks: Task[]; withCustomer?: boolean }) {
  const [edited, setEdited] = useState<Task | null>(null)
  return (
    <>
      <ul className={classes.list}>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} withCustomer={withCustomer} onEdit={() => setEdited(task)} />
        ))}
      </ul>
      {edited && <TaskForm task={edited} customerId={edited.customer.id} onClose={() => setEdited(null)} />}
    </>
  )
}

const today = () => new Date().toISOString().slice(0, 10)

function TaskRow({ task, withCustomer, onEdit }: { task: Task; withCustomer?: boolean; onEdit: () => void }) {
  const t = useT('tasks')
  const can = useCan()
  const format = useFormats()
  const [busy, setBusy] = useState(false)
  const overdue = !task.done_at && task.due_on !== null && task.due_on < today()
  const toggle = async () => {
    setBusy(true)
    await toggleTask(task, t, format.date)
    setBusy(false)
  }
  // The box answers at once; what the server says replaces it.
  const done = busy ? !task.done_at : Boolean(task.done_at)
  return (
    <li className={cx(classes.row, done && classes.done)}>
      <input
        type="checkbox"
        className={classes.box}
        checked={done}
        disabled={busy || !can('tasks.write')}
        aria-label={t(task.done_at ? 'undone' : 'done', { title: task.title })}
        onChange={() => void toggle()}
      />
      <div className={classes.body}>
        <button type="button" className={classes.title} onClick={onEdit} disabled={!can('tasks.write')}>
          {task.title}
        </button>
        {task.description && <p className={classes.description}>{task.description}</p>}
        <div className={classes.facts}>
          {withCustomer && (
            <a href={`/customers/${task.customer.id}`} target="_blank" rel="noreferrer">
              {task.customer.name}
            </a>
          )}
          {task.due_on && (
            <span className={cx(overdue && classes.overdue)}>
              <IconCalendar size={14} stroke={1.75} aria-hidden />
              {format.date(task.due_on)}
              {overdue && ` · ${t('row.overdue')}`}
            </span>
          )}
          {task.assignee && (
            <span>
              <IconUser size={14} stroke={1.75} aria-hidden />
              {task.assignee.name}
            </span>
          )}
          {task.repeat && (
            <span>
              <IconRefresh size={14} stroke={1.75} aria-hidden />
              {t('repeat.text', { every: task.repeat.every, unit: t(`repeat.${task.repeat.unit}`) })}
            </span>
          )}
        </div>
      </div>
      <MenuButton
        label={t('row.menu', { title: task.title })}
        entries={() => entries(task, t, can, onEdit)}
      />
    </li>
  )
}

function entries(
  task: Task,
  t: ReturnType<typeof useT>,
  can: (permission: string) => boolean,
  onEdit: () => void,
): MenuEntry[] {
  const open = {
    id: 'open',
    label: t('row.open'),
    onSelect: () => void window.open(`/customers/${task.customer.id}`, '_blank', 'noopener'),
  }
  return [
    ...(can('tasks.write') ? [{ id: 'edit', label: t('row.edit'), onSelect: onEdit }] : []),
    open,
    ...(can('tasks.full')
      ? [{ id: 'delete', label: t('row.delete'), danger: true, onSelect: () => void deleteTask(task, t) }]
      : []),
  ]
}
