-- Files that come in, the mappings that were made for them, and the rows that were refused.
CREATE TABLE imports (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  file_id       uuid NOT NULL,
  file_name     text NOT NULL,
  -- what was found: format, encoding, separator, columns with samples
  description   jsonb NOT NULL,
  -- column name to field, and the options (matching, what to do with existing customers, defaults)
  mapping       jsonb NOT NULL,
  options       jsonb NOT NULL,
  state         text NOT NULL CHECK (state IN ('uploaded', 'checking', 'checked', 'queued', 'running', 'done', 'failed', 'cancelled')),
  rows_read     integer NOT NULL DEFAULT 0,
  created       integer NOT NULL DEFAULT 0,
  updated       integer NOT NULL DEFAULT 0,
  skipped       integer NOT NULL DEFAULT 0,
  rejected      integer NOT NULL DEFAULT 0,
  bytes_done    bigint NOT NULL DEFAULT 0,
  -- what a dry run found: counts and differences per field, with examples
  preview       jsonb,
  error         text,
  cancel_requested boolean NOT NULL DEFAULT false,
  requested_by  text NOT NULL,
  created_at    timestamptz NOT NULL,
  started_at    timestamptz,
  finished_at   timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX imports_recent ON imports (workspace_id, created_at DESC);

CREATE TABLE import_rejections (
  workspace_id  uuid NOT NULL,
  import_id     uuid NOT NULL,
  line          integer NOT NULL,
  -- a row may be refused for several reasons
  position      smallint NOT NULL,
  column_name   text,
  code          text NOT NULL,
  message       text NOT NULL,
  cells         jsonb NOT NULL,
  PRIMARY KEY (workspace_id, import_id, line, position)
);

-- A mapping that was used before, recognised by the column names of the file.
CREATE TABLE import_mappings (
  workspace_id  uuid NOT NULL,
  signature     text NOT NULL,
  mapping       jsonb NOT NULL,
  options       jsonb NOT NULL,
  updated_at    timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, signature)
);

ALTER TABLE imports ADD CONSTRAINT imports_file FOREIGN KEY (workspace_id, file_id) REFERENCES files (workspace_id, id);
ALTER TABLE import_rejections ADD CONSTRAINT import_rejections_import FOREIGN KEY (workspace_id, import_id) REFERENCES imports (workspace_id, id) ON DELETE CASCADE;
