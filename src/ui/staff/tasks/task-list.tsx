import { useState } from 'react'
import { cx } from '../../kit/cx.ts'
import { useFormats } from '../../kit/format.ts'
import { IconCalendar, IconRefresh, IconUser } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import { SubjectLink } from './subject-link.tsx'
import classes from './task-list.module.css'
import { deleteTask, type Task, toggleTask } from './use-tasks.ts'

const TaskForm = late(() => import('./task-form.tsx'))

type Shown = {
  /** Each links to the customer it is for, in a new tab. */
  withCustomer?: boolean | undefined
  /** Each links to the record it is about; true unless said otherwise. */
  withSubject?: boolean | undefined
}

/** Tasks below each other. */
export function TaskList({ tasks, ...shown }: Shown & { tasks: Task[] }) {
  const [edited, setEdited] = useState<Task | null>(null)
  return (
    <>
      <ul className={classes.list}>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} {...shown} onEdit={() => setEdited(task)} />
        ))}
      </ul>
      {edited && <TaskForm task={edited} customerId={edited.customer.id} onClose={() => setEdited(null)} />}
    </>
  )
}

const today = () => new Date().toISOString().slice(0, 10)

function TaskRow({
  task,
  withCustomer,
  withSubject = true,
  onEdit,
}: Shown & { task: Task; onEdit: () => void }) {
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
              <span className="visually-hidden"> {t('newTab')}</span>
            </a>
          )}
          {withSubject && task.subject && <SubjectLink subject={task.subject} />}
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
          {task.assignee_customer && (
            <a href={`/customers/${task.assignee_customer.id}`} target="_blank" rel="noreferrer">
              <IconUser size={14} stroke={1.75} aria-hidden />
              {task.assignee_customer.name}
              <span className="visually-hidden"> {t('newTab')}</span>
            </a>
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
  const { subject } = task
  const openSubject = subject?.path && {
    id: 'subject',
    label: t('row.openSubject', { label: subject.label }),
    onSelect: () => void window.open(subject.path!, '_blank', 'noopener'),
  }
  const open = {
    id: 'open',
    label: t('row.open'),
    onSelect: () => void window.open(`/customers/${task.customer.id}`, '_blank', 'noopener'),
  }
  return [
    ...(can('tasks.write') ? [{ id: 'edit', label: t('row.edit'), onSelect: onEdit }] : []),
    ...(openSubject ? [openSubject] : []),
    open,
    ...(can('tasks.full')
      ? [{ id: 'delete', label: t('row.delete'), danger: true, onSelect: () => void deleteTask(task, t) }]
      : []),
  ]
}
