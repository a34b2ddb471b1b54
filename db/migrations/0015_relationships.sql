-- Who stands how to whom, and who lives together.

-- A change can stand with several customers: a relationship with both. One row of it is taken back by an undo, the
-- others are there to be seen.
ALTER TABLE record_changes ADD COLUMN copy boolean NOT NULL DEFAULT false;

-- What `from` is to `to`, and the other way round, in the words of the workspace: "employee" and "employer".
CREATE TABLE relationship_types (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  -- the name of one that every workspace begins with; none: made here
  builtin       text,
  category      text NOT NULL CHECK (category IN ('family', 'work', 'other')),
  from_name     text NOT NULL CHECK (from_name <> ''),
  to_name       text NOT NULL CHECK (to_name <> ''),
  -- both names folded
  name_key      text COLLATE "C" NOT NULL,
  -- the same in both directions
  mutual        boolean NOT NULL,
  -- which kind of customer may stand on a side; none: any
  from_kind     text CHECK (from_kind IN ('individual', 'organisation')),
  to_kind       text CHECK (to_kind IN ('individual', 'organisation')),
  -- a `to` has at most one `from` at a time, and the reverse
  only_one_from boolean NOT NULL,
  only_one_to   boolean NOT NULL,
  -- nobody stands above themselves
  acyclic       boolean NOT NULL,
  -- the rights that a new one gives: may `from` manage bookings of `to`, buy for `to`, and the reverse
  from_manages  boolean NOT NULL,
  from_buys     boolean NOT NULL,
  to_manages    boolean NOT NULL,
  to_buys       boolean NOT NULL,
  position      integer NOT NULL,
  retired_at    timestamptz,
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT relationship_types_name UNIQUE (workspace_id, name_key),
  CONSTRAINT relationship_types_builtin UNIQUE (workspace_id, builtin)
);

CREATE TABLE relationships (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  type_id       uuid NOT NULL,
  from_id       uuid NOT NULL,
  to_id         uuid NOT NULL,
  title         text CHECK (title <> ''),
  started_on    date,
  -- the first day on which it is over
  ended_on      date,
  from_manages  boolean NOT NULL,
  from_buys     boolean NOT NULL,
  to_manages    boolean NOT NULL,
  to_buys       boolean NOT NULL,
  note          text,
  created_by    uuid,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT relationships_two CHECK (from_id <> to_id),
  CONSTRAINT relationships_dates CHECK (ended_on >= started_on)
);
CREATE INDEX relationships_of_from ON relationships (workspace_id, from_id, type_id, to_id);
CREATE INDEX relationships_of_to ON relationships (workspace_id, to_id, type_id, from_id);
CREATE INDEX relationships_of_type ON relationships (workspace_id, type_id);

-- Individuals who live together. It is there as long as somebody is or was in it.
CREATE TABLE households (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  street        text,
  extra         text,
  postcode      text,
  city          text,
  region        text,
  country       text CHECK (country ~ '^[A-Z]{2}$'),
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE household_members (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  household_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  role          text NOT NULL CHECK (role IN ('head', 'partner', 'child', 'other')),
  started_on    date,
  -- the first day on which they are out
  ended_on      date,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT household_members_dates CHECK (ended_on >= started_on)
);
CREATE INDEX household_members_of_customer ON household_members (workspace_id, customer_id);
CREATE INDEX household_members_of_household ON household_members (workspace_id, household_id);

ALTER TABLE relationships
  ADD CONSTRAINT relationships_type FOREIGN KEY (workspace_id, type_id) REFERENCES relationship_types (workspace_id, id),
  ADD CONSTRAINT relationships_from FOREIGN KEY (workspace_id, from_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT relationships_to FOREIGN KEY (workspace_id, to_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
ALTER TABLE household_members
  ADD CONSTRAINT household_members_household FOREIGN KEY (workspace_id, household_id) REFERENCES households (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT household_members_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE;
