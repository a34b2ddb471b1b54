-- What was changed in a record, by whom and why: the base of history, of a record as of a date, and of every undo.
-- A row says what one operation did to one record: {"field": [old, new]}; for fields that are sets (tags), what was
-- taken away and what was added. Nothing is written when a customer is added: its earlier states are worked out
-- backwards from what is there now. No foreign key, as for timeline entries: rows come in millions beside the customer.
CREATE TABLE record_changes (
  workspace_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  id            uuid NOT NULL,
  at            timestamptz NOT NULL,
  kind          text NOT NULL,
  record_id     uuid NOT NULL,
  action        text NOT NULL CHECK (action IN ('created', 'changed', 'deleted')),
  reason        text NOT NULL CHECK (reason IN ('edit', 'import', 'bulk', 'merge', 'api', 'portal', 'undo', 'revert')),
  -- the import, the bulk job, the undo, or the single action that did it
  operation_id  uuid NOT NULL,
  actor_kind    text NOT NULL CHECK (actor_kind IN ('staff', 'customer', 'import', 'api-key', 'job', 'system')),
  actor_id      uuid,
  -- the record's version after it
  version       integer,
  changes       jsonb NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, id)
);
CREATE INDEX record_changes_of_operation ON record_changes (workspace_id, operation_id, id);

-- Operations that were taken back. The id is also the operation under which the undo itself stands in the history.
CREATE TABLE undos (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  operation_id  uuid NOT NULL,
  -- where it runs in the background
  job_id        uuid,
  -- records changed back, records deleted again, and fields or records that were left as they are
  undone        integer NOT NULL DEFAULT 0,
  deleted       integer NOT NULL DEFAULT 0,
  kept          integer NOT NULL DEFAULT 0,
  requested_by  text NOT NULL,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX undos_of_operation ON undos (workspace_id, operation_id, id);

-- What an undo left as it is, with the reason.
CREATE TABLE undo_kept (
  workspace_id  uuid NOT NULL,
  undo_id       uuid NOT NULL,
  id            uuid NOT NULL,
  customer_id   uuid NOT NULL,
  kind          text NOT NULL,
  record_id     uuid NOT NULL,
  -- none: the record as a whole
  field         text,
  reason        text NOT NULL,
  PRIMARY KEY (workspace_id, undo_id, id)
);
CREATE INDEX undo_kept_of_customer ON undo_kept (workspace_id, customer_id);

-- The import that made the customer, so that an import can be taken back.
ALTER TABLE customers ADD COLUMN origin_id uuid;

ALTER TABLE undo_kept ADD CONSTRAINT undo_kept_undo FOREIGN KEY (workspace_id, undo_id) REFERENCES undos (workspace_id, id) ON DELETE CASCADE;
