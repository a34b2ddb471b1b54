-- Fields that a workspace adds to its customers, tasks and other main records. Values lie in the record itself, by the
-- id of the field, so that another key or label loses nothing.
CREATE TABLE custom_fields (
  workspace_id   uuid NOT NULL,
  id             uuid NOT NULL,
  -- customer, task, or record:<type>
  target         text NOT NULL,
  -- its name in the API and in files
  key            text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  -- names that it had; they go on meaning it
  former_keys    jsonb NOT NULL DEFAULT '[]',
  label          text NOT NULL CHECK (label <> ''),
  help           text,
  type           text NOT NULL CHECK (type IN ('text', 'long_text', 'number', 'money', 'date', 'choice', 'multi_choice', 'yes_no', 'customer')),
  required       boolean NOT NULL DEFAULT false,
  default_value  jsonb,
  -- [{"id", "label", "retired"}] in order
  choices        jsonb NOT NULL DEFAULT '[]',
  currency       text CHECK (currency ~ '^[A-Z]{3}$'),
  -- the kind of personal data it holds, or plain
  personal       text NOT NULL DEFAULT 'text',
  -- everyone who may read or write the record, or only those with full rights on such records
  read_level     text NOT NULL DEFAULT 'everyone' CHECK (read_level IN ('everyone', 'full')),
  write_level    text NOT NULL DEFAULT 'everyone' CHECK (write_level IN ('everyone', 'full')),
  position       integer NOT NULL,
  retired_at     timestamptz,
  created_at     timestamptz NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX custom_fields_key ON custom_fields (workspace_id, target, key);

-- What lists filter and sort by: a row for each value, further rows for further choices and words. Written with the
-- record, in the same statement. No foreign keys: they come in millions, from records of several tables.
CREATE TABLE custom_values (
  workspace_id   uuid NOT NULL,
  record_id      uuid NOT NULL,
  field_id       uuid NOT NULL,
  -- 0: the value; from 1 on: another choice, or another word of a text
  place          smallint NOT NULL,
  -- whose record it is
  customer_id    uuid,
  -- folded text, YYYY-MM-DD, the id of a choice, yes or no
  value_text     text COLLATE "C",
  -- the number; of money minor units
  value_number   numeric,
  linked_id      uuid,
  PRIMARY KEY (workspace_id, record_id, field_id, place)
);
CREATE INDEX custom_values_by_text ON custom_values (workspace_id, field_id, value_text, record_id) INCLUDE (place) WHERE value_text IS NOT NULL;
CREATE INDEX custom_values_by_number ON custom_values (workspace_id, field_id, value_number, record_id) WHERE value_number IS NOT NULL;
CREATE INDEX custom_values_by_link ON custom_values (workspace_id, linked_id, field_id, record_id) WHERE linked_id IS NOT NULL;
CREATE INDEX custom_values_of_customer ON custom_values (workspace_id, customer_id) WHERE customer_id <> record_id;

ALTER TABLE customers ADD COLUMN custom jsonb NOT NULL DEFAULT '{}';
ALTER TABLE tasks ADD COLUMN custom jsonb NOT NULL DEFAULT '{}';
