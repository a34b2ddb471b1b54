-- A task can stand on a record of its customer, and be given to an individual instead of a member of staff.

-- The record is any that a module declares, so nothing holds it; its title stays when the record goes.
ALTER TABLE tasks
  ADD COLUMN subject_kind text,
  ADD COLUMN subject_id uuid,
  ADD COLUMN subject_title text,
  ADD COLUMN assignee_customer_id uuid;

-- NOT VALID spares reading the whole table under a lock: in no row there yet is any of these columns set.
ALTER TABLE tasks
  ADD CONSTRAINT tasks_subject CHECK ((subject_kind IS NULL) = (subject_id IS NULL)) NOT VALID,
  ADD CONSTRAINT tasks_one_assignee CHECK (assignee_id IS NULL OR assignee_customer_id IS NULL) NOT VALID,
  ADD CONSTRAINT tasks_assignee_customer FOREIGN KEY (workspace_id, assignee_customer_id) REFERENCES customers (workspace_id, id) NOT VALID;
