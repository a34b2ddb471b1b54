-- outside a transaction
CREATE INDEX CONCURRENTLY tasks_of_subject ON tasks (workspace_id, subject_id, due_on, id) WHERE subject_id IS NOT NULL;
CREATE INDEX CONCURRENTLY tasks_of_assignee_customer ON tasks (workspace_id, assignee_customer_id, due_on, id) WHERE assignee_customer_id IS NOT NULL;
