/** What ids inside requests about tasks stand for. The record of a task can be of any kind; a customer's id is of none. */
export const ids: Readonly<Record<string, string>> = {
  assignee_customer_id: 'customers',
  'POST /tasks /subject/id': 'customers',
  'PATCH /tasks/:id /subject/id': 'customers',
}
