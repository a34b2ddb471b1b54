-- Kinds of records that administrators define for their workspace (boats, dogs, machines), and the records of them.
CREATE TABLE custom_record_types (
  workspace_id    uuid NOT NULL,
  id              uuid NOT NULL,
  -- its name in the API and in files
  key             text NOT NULL CHECK (key ~ '^[a-z][a-z0-9-]{0,39}$'),
  singular        text NOT NULL CHECK (singular <> ''),
  plural          text NOT NULL CHECK (plural <> ''),
  icon            text NOT NULL,
  -- a customer may have several of them. No unique key: a merge of two customers with one each must lose neither
  many            boolean NOT NULL,
  -- the custom field that is the title of its records
  title_field_id  uuid,
  -- only for the security groups that have a level in its area, record:<id>
  restricted      boolean NOT NULL DEFAULT false,
  created_at      timestamptz NOT NULL,
  retired_at      timestamptz,
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX custom_record_types_key ON custom_record_types (workspace_id, key);

CREATE TABLE custom_records (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  type_id       uuid NOT NULL,
  customer_id   uuid NOT NULL,
  -- values by the id of their field
  custom        jsonb NOT NULL DEFAULT '{}',
  created_by    uuid,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX custom_records_of_type ON custom_records (workspace_id, type_id, id);
CREATE INDEX custom_records_of_customer ON custom_records (workspace_id, customer_id, type_id, id);

ALTER TABLE custom_records
  ADD CONSTRAINT custom_records_type FOREIGN KEY (workspace_id, type_id) REFERENCES custom_record_types (workspace_id, id),
  ADD CONSTRAINT custom_records_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
