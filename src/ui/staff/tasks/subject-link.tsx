import { IconLink } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import type { Task } from './use-tasks.ts'

/** The record that a task is about; its page opens in a new tab, so that the list stays. */
export function SubjectLink({ subject }: { subject: NonNullable<Task['subject']> }) {
  const t = useT('tasks')
  const { label, title, path } = subject
  const icon = <IconLink size={14} stroke={1.75} aria-hidden />
  if (title === null)
    return (
      <span>
        {icon} {label}
      </span>
    )
  if (path === null) {
    return (
      <span>
        {icon} {t('subject.gone', { label, title })}
      </span>
    )
  }
  return (
    <a href={path} target="_blank" rel="noreferrer">
      {icon} {label}: {title}
      <span className="visually-hidden"> {t('newTab')}</span>
    </a>
  )
}
