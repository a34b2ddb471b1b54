-- Work to do for a customer.
CREATE TABLE tasks (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  customer_id   uuid NOT NULL,
  title         text NOT NULL CHECK (title <> ''),
  description   text,
  assignee_id   uuid,
  due_on        date,
  remind_at     timestamptz,
  reminded_at   timestamptz,
  -- every N days, weeks, months or years after the due date
  repeat_unit   text CHECK (repeat_unit IN ('day', 'week', 'month', 'year')),
  repeat_every  smallint CHECK (repeat_every BETWEEN 1 AND 99),
  created_by    uuid,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  done_at       timestamptz,
  done_by       uuid,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT tasks_repeat CHECK ((repeat_unit IS NULL) = (repeat_every IS NULL))
);
CREATE INDEX tasks_of_customer ON tasks (workspace_id, customer_id, done_at, due_on, id);
CREATE INDEX tasks_of_assignee ON tasks (workspace_id, assignee_id, due_on, id) WHERE done_at IS NULL;
CREATE INDEX tasks_open ON tasks (workspace_id, due_on, id) WHERE done_at IS NULL;
CREATE INDEX tasks_to_remind ON tasks (workspace_id, remind_at) WHERE done_at IS NULL AND reminded_at IS NULL AND remind_at IS NOT NULL;

ALTER TABLE tasks
  ADD CONSTRAINT tasks_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT tasks_assignee FOREIGN KEY (workspace_id, assignee_id) REFERENCES staff_members (workspace_id, id);
