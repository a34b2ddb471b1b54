-- Files that hang on a customer, each in versions.
CREATE TABLE documents (
  workspace_id     uuid NOT NULL,
  id               uuid NOT NULL,
  customer_id      uuid NOT NULL,
  kind             text NOT NULL CHECK (kind IN ('general', 'white_paper', 'video', 'resume')),
  title            text NOT NULL CHECK (title <> ''),
  description      text,
  -- the number of the version that people see
  current_version  integer NOT NULL,
  created_by       uuid,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  -- while its bytes are kept it can be brought back
  deleted_at       timestamptz,
  version          integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX documents_of_customer ON documents (workspace_id, customer_id, created_at, id);
CREATE INDEX documents_deleted ON documents (workspace_id, deleted_at) WHERE deleted_at IS NOT NULL;

-- A version that was brought back has the file of the earlier one.
CREATE TABLE document_versions (
  workspace_id   uuid NOT NULL,
  document_id    uuid NOT NULL,
  number         integer NOT NULL,
  file_id        uuid NOT NULL,
  restored_from  integer,
  created_by     uuid,
  created_at     timestamptz NOT NULL,
  -- taken back by an undo; its bytes are kept for a while, for the undo of the undo
  withdrawn_at   timestamptz,
  PRIMARY KEY (workspace_id, document_id, number)
);
CREATE INDEX document_versions_of_file ON document_versions (workspace_id, file_id);
CREATE INDEX document_versions_withdrawn ON document_versions (workspace_id, withdrawn_at) WHERE withdrawn_at IS NOT NULL;

ALTER TABLE documents
  ADD CONSTRAINT documents_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
ALTER TABLE document_versions
  ADD CONSTRAINT document_versions_document FOREIGN KEY (workspace_id, document_id) REFERENCES documents (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT document_versions_file FOREIGN KEY (workspace_id, file_id) REFERENCES files (workspace_id, id);

-- contract: a longer list takes its place; what the older version writes is on both
ALTER TABLE files DROP CONSTRAINT files_purpose_check;
ALTER TABLE files ADD CONSTRAINT files_purpose_check
  CHECK (purpose IN ('photo', 'import', 'export', 'rejections', 'document')) NOT VALID;
ALTER TABLE files VALIDATE CONSTRAINT files_purpose_check;
