-- Committees with their positions and who holds them when; roles of individuals; solicitors and the prospects given to
-- them. What is past, current or to come follows from the dates: an end is the last day, and nothing is deleted at it.
CREATE TABLE committees (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  -- folded: order of the list, and two of one name are refused
  name_key      text COLLATE "C" NOT NULL,
  description   text,
  parent_id     uuid,
  from_on       date,
  until_on      date,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT committees_name UNIQUE (workspace_id, name_key),
  CONSTRAINT committees_span CHECK (until_on >= from_on),
  CONSTRAINT committees_not_above_itself CHECK (parent_id <> id)
);
CREATE INDEX committees_of_parent ON committees (workspace_id, parent_id, name_key) WHERE parent_id IS NOT NULL;

CREATE TABLE committee_positions (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  committee_id  uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  name_key      text COLLATE "C" NOT NULL,
  seats         smallint NOT NULL CHECK (seats BETWEEN 1 AND 999),
  -- nobody is appointed beyond the seats, not even after a warning
  exclusive     boolean NOT NULL,
  -- usual length of a term
  term_months   smallint CHECK (term_months BETWEEN 1 AND 600),
  -- order within the committee, from 1
  place         smallint NOT NULL,
  until_on      date,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT committee_positions_name UNIQUE (workspace_id, committee_id, name_key)
);

CREATE TABLE committee_terms (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  committee_id  uuid NOT NULL,
  position_id   uuid NOT NULL,
  customer_id   uuid NOT NULL,
  from_on       date NOT NULL,
  until_on      date,
  -- why it ended before its time, and when that would have been
  end_reason    text,
  planned_until_on date,
  -- given beyond the seats of the position, after a warning
  beyond_seats  boolean NOT NULL DEFAULT false,
  note          text,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT committee_terms_span CHECK (until_on >= from_on)
);
CREATE INDEX committee_terms_of_customer ON committee_terms (workspace_id, customer_id, from_on, id);
CREATE INDEX committee_terms_of_position ON committee_terms (workspace_id, position_id, from_on, id);
CREATE INDEX committee_terms_of_committee ON committee_terms (workspace_id, committee_id, from_on, id);
CREATE INDEX committee_terms_by_start ON committee_terms (workspace_id, from_on, id);
CREATE INDEX committee_terms_by_end ON committee_terms (workspace_id, until_on, id) WHERE until_on IS NOT NULL;

CREATE TABLE role_types (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  name_key      text COLLATE "C" NOT NULL,
  -- not given any more; who has it keeps it
  retired_at    timestamptz,
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT role_types_name UNIQUE (workspace_id, name_key)
);

CREATE TABLE customer_roles (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  customer_id   uuid NOT NULL,
  type_id       uuid NOT NULL,
  from_on       date NOT NULL,
  until_on      date,
  note          text,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT customer_roles_span CHECK (until_on >= from_on)
);
CREATE INDEX customer_roles_of_customer ON customer_roles (workspace_id, customer_id, from_on, id);
CREATE INDEX customer_roles_of_type ON customer_roles (workspace_id, type_id, from_on, id);
CREATE INDEX customer_roles_by_start ON customer_roles (workspace_id, from_on, id);

CREATE TABLE solicitors (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  customer_id   uuid NOT NULL,
  status        text NOT NULL CHECK (status IN ('active', 'inactive')),
  since_on      date NOT NULL,
  note          text,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT solicitors_customer_once UNIQUE (workspace_id, customer_id)
);
CREATE INDEX solicitors_by_status ON solicitors (workspace_id, status, id);

CREATE TABLE prospects (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  -- who is asked
  customer_id   uuid NOT NULL,
  -- the individual who asks
  solicitor_id  uuid NOT NULL,
  stage         text NOT NULL CHECK (stage IN ('identified', 'cultivating', 'asked', 'pledged', 'declined')),
  target_amount bigint CHECK (target_amount BETWEEN 0 AND 1000000000000),
  target_currency text CHECK (target_currency ~ '^[A-Z]{3}$'),
  from_on       date NOT NULL,
  until_on      date,
  end_reason    text,
  note          text,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT prospects_span CHECK (until_on >= from_on),
  CONSTRAINT prospects_target CHECK ((target_amount IS NULL) = (target_currency IS NULL)),
  CONSTRAINT prospects_not_of_themselves CHECK (solicitor_id <> customer_id)
);
CREATE INDEX prospects_of_customer ON prospects (workspace_id, customer_id, from_on, id);
CREATE INDEX prospects_of_solicitor ON prospects (workspace_id, solicitor_id, from_on, id);
CREATE INDEX prospects_by_start ON prospects (workspace_id, from_on, id);

ALTER TABLE committees
  ADD CONSTRAINT committees_parent FOREIGN KEY (workspace_id, parent_id) REFERENCES committees (workspace_id, id);
ALTER TABLE committee_positions
  ADD CONSTRAINT committee_positions_committee FOREIGN KEY (workspace_id, committee_id) REFERENCES committees (workspace_id, id);
ALTER TABLE committee_terms
  ADD CONSTRAINT committee_terms_committee FOREIGN KEY (workspace_id, committee_id) REFERENCES committees (workspace_id, id),
  ADD CONSTRAINT committee_terms_position FOREIGN KEY (workspace_id, position_id) REFERENCES committee_positions (workspace_id, id),
  ADD CONSTRAINT committee_terms_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
ALTER TABLE customer_roles
  ADD CONSTRAINT customer_roles_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT customer_roles_type FOREIGN KEY (workspace_id, type_id) REFERENCES role_types (workspace_id, id);
ALTER TABLE solicitors
  ADD CONSTRAINT solicitors_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
ALTER TABLE prospects
  ADD CONSTRAINT prospects_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT prospects_solicitor FOREIGN KEY (workspace_id, solicitor_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
