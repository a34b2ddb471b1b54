-- The customer record, what hangs on it directly, and the words by which it is found.

CREATE TABLE customer_groups (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  icon          text NOT NULL DEFAULT 'users',
  enabled       boolean NOT NULL DEFAULT true,
  -- default discount in hundredths of a per cent: 1250 is 12.5 %
  discount_basis_points integer NOT NULL DEFAULT 0 CHECK (discount_basis_points BETWEEN 0 AND 10000),
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT customer_groups_name UNIQUE (workspace_id, name)
);

CREATE TABLE customers (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  number        bigint NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('individual', 'organisation')),
  status        text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'archived')),
  source        text NOT NULL CHECK (source IN ('manual', 'import', 'registration', 'order-sync', 'portal', 'api')),
  name_prefix   text,
  first_name    text,
  last_name     text,
  name_suffix   text,
  company_name  text,
  job_title     text,
  -- 'YYYY-MM-DD', or '--MM-DD' when the year is not known (ISO 8601 / RFC 6350)
  birthday      text CHECK (birthday ~ '^(\d{4}|-)-\d{2}-\d{2}$'),
  gender        text CHECK (gender IN ('female', 'male', 'other')),
  language      text CHECK (language ~ '^[a-z]{2,3}$'),
  website       text,
  vat_number    text CHECK (vat_number ~ '^[A-Z0-9]{4,20}$'),
  group_id      uuid,
  photo_file_id uuid,
  -- the primary ones of the tables below, kept by the verbs so that a list reads one row per customer
  email         text,
  phone         text,
  city          text,
  country       text CHECK (country ~ '^[A-Z]{2}$'),
  -- folded forms for ordering and keyset pages; last name first for individuals
  sort_name     text COLLATE "C" NOT NULL,
  sort_company  text COLLATE "C",
  sort_email    text COLLATE "C",
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT customers_number UNIQUE (workspace_id, number),
  CONSTRAINT customers_named CHECK (
    CASE kind WHEN 'individual' THEN coalesce(first_name, last_name) IS NOT NULL ELSE company_name IS NOT NULL END)
) WITH (fillfactor = 90);

-- One index per order of the list, each led by the status because every list names one.
CREATE INDEX customers_by_name ON customers (workspace_id, status, sort_name, id);
CREATE INDEX customers_by_created ON customers (workspace_id, status, created_at, id);
CREATE INDEX customers_by_country ON customers (workspace_id, status, country, sort_name, id);
CREATE INDEX customers_by_company ON customers (workspace_id, status, sort_company, id) WHERE sort_company IS NOT NULL;
CREATE INDEX customers_by_email ON customers (workspace_id, status, sort_email, id) WHERE sort_email IS NOT NULL;
CREATE INDEX customers_by_vat_number ON customers (workspace_id, vat_number COLLATE "C", id) WHERE vat_number IS NOT NULL;
CREATE INDEX customers_by_group ON customers (workspace_id, group_id, sort_name, id) WHERE group_id IS NOT NULL;

CREATE TABLE customer_emails (
  workspace_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  address       text NOT NULL,
  -- lower case, for look-up and matching
  address_key   text COLLATE "C" NOT NULL,
  label         text NOT NULL,
  is_primary    boolean NOT NULL,
  position      smallint NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, address_key)
);
CREATE INDEX customer_emails_by_address ON customer_emails (workspace_id, address_key, customer_id);

CREATE TABLE customer_phones (
  workspace_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  -- E.164, e.g. +31612345678
  number        text COLLATE "C" NOT NULL CHECK (number ~ '^\+[1-9]\d{3,14}$'),
  extension     text,
  label         text NOT NULL,
  is_primary    boolean NOT NULL,
  position      smallint NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, number)
);
CREATE INDEX customer_phones_by_number ON customer_phones (workspace_id, number, customer_id);

CREATE TABLE customer_addresses (
  workspace_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  position      smallint NOT NULL,
  label         text NOT NULL,
  street        text,
  extra         text,
  postcode      text,
  city          text,
  region        text,
  country       text CHECK (country ~ '^[A-Z]{2}$'),
  is_primary    boolean NOT NULL,
  is_billing    boolean NOT NULL,
  is_shipping   boolean NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, position)
);

CREATE TABLE tags (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  -- folded, so that 'Café' and 'cafe' are one tag
  name_key      text COLLATE "C" NOT NULL,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT tags_name UNIQUE (workspace_id, name_key)
);

CREATE TABLE customer_tags (
  workspace_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  tag_id        uuid NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, tag_id)
);
CREATE INDEX customer_tags_by_tag ON customer_tags (workspace_id, tag_id, customer_id);

-- What a customer may do in the portal.
CREATE TABLE customer_security_groups (
  workspace_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  group_id      uuid NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, group_id)
);
CREATE INDEX customer_security_groups_by_group ON customer_security_groups (workspace_id, group_id, customer_id);

CREATE TABLE notes (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  customer_id   uuid NOT NULL,
  body          text NOT NULL CHECK (body <> ''),
  -- staff members mentioned with @
  mentions      uuid[] NOT NULL DEFAULT '{}',
  origin        text NOT NULL CHECK (origin IN ('staff', 'import', 'api')),
  -- the staff member, import or API key it came from
  origin_id     uuid,
  pinned        boolean NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX notes_of_customer ON notes (workspace_id, customer_id, pinned DESC, id DESC);

-- A filter, sort and columns under a name.
CREATE TABLE saved_views (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  list          text NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  owner_id      uuid,
  shared        boolean NOT NULL DEFAULT false,
  filter        jsonb NOT NULL,
  sort          text NOT NULL,
  columns       jsonb NOT NULL,
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);

-- A saved filter that other features name.
CREATE TABLE segments (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  filter        jsonb NOT NULL,
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT segments_name UNIQUE (workspace_id, name)
);

-- Words by which customers are found, written in the transaction that changes them.
-- A name is kept in all its rotations ('jan de vries', 'de vries jan', 'vries jan de'), so that one
-- prefix range answers any word of it and any run of words. They carry no foreign key: they are
-- derived, always written by the same verb, and six checks per imported row would cost more than the rows.
-- field: n name, c company, e part of an e-mail address.
CREATE TABLE customer_words (
  workspace_id  uuid NOT NULL,
  word          text COLLATE "C" NOT NULL,
  field         "char" NOT NULL,
  customer_id   uuid NOT NULL,
  PRIMARY KEY (workspace_id, word, field, customer_id)
);

-- The distinct single words of names, companies and addresses: 'contains' and typing errors are
-- resolved here, on a table that grows with the language and not with the customers.
CREATE TABLE search_vocabulary (
  workspace_id  uuid NOT NULL,
  word          text COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, word)
);
CREATE INDEX search_vocabulary_trigrams ON search_vocabulary USING gin (word gin_trgm_ops) WITH (fastupdate = off);

-- Each vocabulary word with one letter left out, for matches at one typing error (SymSpell's idea).
CREATE TABLE search_variants (
  workspace_id  uuid NOT NULL,
  variant       text COLLATE "C" NOT NULL,
  word          text COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, variant, word)
);

ALTER TABLE customers
  ADD CONSTRAINT customers_group FOREIGN KEY (workspace_id, group_id) REFERENCES customer_groups (workspace_id, id),
  ADD CONSTRAINT customers_photo FOREIGN KEY (workspace_id, photo_file_id) REFERENCES files (workspace_id, id);
ALTER TABLE customer_emails ADD CONSTRAINT customer_emails_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
ALTER TABLE customer_phones ADD CONSTRAINT customer_phones_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
ALTER TABLE customer_addresses ADD CONSTRAINT customer_addresses_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
ALTER TABLE customer_tags
  ADD CONSTRAINT customer_tags_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT customer_tags_tag FOREIGN KEY (workspace_id, tag_id) REFERENCES tags (workspace_id, id);
ALTER TABLE customer_security_groups
  ADD CONSTRAINT customer_security_groups_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT customer_security_groups_group FOREIGN KEY (workspace_id, group_id) REFERENCES security_groups (workspace_id, id);
ALTER TABLE notes ADD CONSTRAINT notes_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
ALTER TABLE notifications ADD CONSTRAINT notifications_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
CREATE INDEX notifications_of_customer ON notifications (workspace_id, customer_id) WHERE customer_id IS NOT NULL;
