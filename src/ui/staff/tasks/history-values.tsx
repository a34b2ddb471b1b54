import type { ShowValue } from '../shared/ui-module.ts'

type Done = { at: string; by: { name: string } | null }
type Repeat = { unit: string; every: number }

/** How fields of a task read in the history. */
const values: Readonly<Record<string, ShowValue>> = {
  subject: ({ title }: { title: string }) => title,
  due_on: (day: string, _, f) => f.date(day),
  remind_at: (moment: string, _, f) => f.dateTime(moment),
  repeat: ({ unit, every }: Repeat, t) => t('tasks:repeat.text', { every, unit: t(`tasks:repeat.${unit}`) }),
  done: ({ at, by }: Done, t, f) =>
    by ? t('tasks:doneBy', { when: f.dateTime(at), name: by.name }) : f.dateTime(at),
}
export default values
