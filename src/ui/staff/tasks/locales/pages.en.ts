export default {
  'field.task.title': 'Title',
  'field.task.description': 'Details',
  'field.task.assignee': 'Assigned to',
  'field.task.due_on': 'Due',
  'field.task.remind_at': 'Remind at',
  'field.task.repeat': 'Repeat',
  'field.task.done': 'Done',
  one: 'Task',
  doneBy: '{{when}}, {{name}}',
}
