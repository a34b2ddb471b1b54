import { NativeSelect } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useT } from '../../kit/words.ts'
import classes from './tasks.module.css'
import { TasksSection } from './tasks-section.tsx'
import type { TaskFilter } from './use-tasks.ts'

const choices = {
  assignee: ['me', 'all', 'none'],
  state: ['open', 'done'],
  due: ['any', 'overdue', 'today', 'week', 'none'],
} as const
type Search = { [K in keyof typeof choices]: (typeof choices)[K][number] }

/** What the URL says, and the first choice where it says nothing or nonsense. */
function searchOf(given: Record<string, unknown>): Search {
  const pick = <K extends keyof Search>(name: K) =>
    (choices[name] as readonly unknown[]).includes(given[name])
      ? (given[name] as Search[K])
      : (choices[name][0] as Search[K])
  return { assignee: pick('assignee'), state: pick('state'), due: pick('due') }
}

const filterOf = ({ assignee, state, due }: Search): TaskFilter => ({
  state,
  ...(assignee !== 'all' && { assignee }),
  ...(due !== 'any' && { due }),
})

const words = { me: 'mine', all: 'everyone', none: 'unassigned' } as const

/** The queue: whose, what state, when due; all in the URL. */
export default function TasksPage() {
  const t = useT('tasks')
  const search = searchOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const set = (name: keyof Search) => (event: { currentTarget: { value: string } }) =>
    void navigate({
      to: '/tasks',
      search: { ...search, [name]: event.currentTarget.value } as never,
      replace: true,
    })
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t('list.title')}</h1>
        <div className={classes.filters}>
          <NativeSelect
            aria-label={t('filter.who')}
            value={search.assignee}
            onChange={set('assignee')}
            data={choices.assignee.map((value) => ({ value, label: t(`filter.${words[value]}`) }))}
          />
          <NativeSelect
            aria-label={t('filter.state')}
            value={search.state}
            onChange={set('state')}
            data={choices.state.map((value) => ({ value, label: t(`filter.${value}`) }))}
          />
          <NativeSelect
            aria-label={t('filter.due')}
            value={search.due}
            onChange={set('due')}
            data={choices.due.map((value) => ({ value, label: t(`filter.${value}`) }))}
          />
        </div>
      </header>
      <TasksSection
        filter={filterOf(search)}
        withCustomer
        empty={{ title: t('list.empty'), hint: t('list.emptyHint') }}
      />
    </div>
  )
}
