import type en from './pages.en.ts'

export default {
  'field.task.title': 'Titel',
  'field.task.description': 'Details',
  'field.task.assignee': 'Toegewezen aan',
  'field.task.due_on': 'Uiterlijk',
  'field.task.remind_at': 'Herinneren om',
  'field.task.repeat': 'Herhaling',
  'field.task.done': 'Klaar',
  one: 'Taak',
  doneBy: '{{when}}, {{name}}',
} satisfies Record<keyof typeof en, string>
