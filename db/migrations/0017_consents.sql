-- What customers agreed to and what they refused, for which purpose and over which channel, each with its proof.

CREATE TABLE consent_purposes (
  workspace_id    uuid NOT NULL,
  id              uuid NOT NULL,
  name            text NOT NULL CHECK (name <> ''),
  description     text,
  basis           text NOT NULL CHECK (basis IN ('consent', 'legitimate_interest', 'contract')),
  channels        text[] NOT NULL CHECK (cardinality(channels) BETWEEN 1 AND 6),
  -- a consent counts once the person confirmed it
  double_opt_in   boolean NOT NULL DEFAULT false,
  -- how long a consent is good for; none: until it is withdrawn
  validity_months smallint CHECK (validity_months BETWEEN 1 AND 600),
  position        integer NOT NULL,
  retired_at      timestamptz,
  created_at      timestamptz NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT consent_purposes_name UNIQUE (workspace_id, name)
);

-- The text that people agree to. A row never changes: another wording is the next version.
CREATE TABLE consent_wordings (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  purpose_id    uuid NOT NULL,
  language      text NOT NULL CHECK (language ~ '^[a-z]{2,3}$'),
  number        integer NOT NULL CHECK (number > 0),
  text          text NOT NULL CHECK (text <> ''),
  created_at    timestamptz NOT NULL,
  created_by    uuid,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT consent_wordings_number UNIQUE (workspace_id, purpose_id, language, number)
);

-- Every decision is a row that stays as it is. One that was recorded wrongly gets another row that strikes it out
-- ('corrected'), and perhaps one that takes it in again ('reinstated'), both with its id in decision_id.
CREATE TABLE consent_decisions (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  customer_id   uuid NOT NULL,
  purpose_id    uuid NOT NULL,
  channel       text NOT NULL CHECK (channel IN ('email', 'phone', 'text_message', 'post', 'whatsapp', 'other')),
  state         text NOT NULL CHECK (state IN ('given', 'unconfirmed', 'refused', 'withdrawn', 'corrected', 'reinstated')),
  decision_id   uuid,
  decided_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  method        text NOT NULL CHECK (method IN ('form', 'phone', 'paper', 'in_person', 'email', 'import', 'api', 'other')),
  source        text,
  wording_id    uuid,
  note          text,
  evidence      text,
  recorded_at   timestamptz NOT NULL,
  recorded_by_kind text NOT NULL CHECK (recorded_by_kind IN ('staff', 'customer', 'import', 'api-key', 'job', 'system')),
  recorded_by   uuid,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT consent_decisions_corrects CHECK ((decision_id IS NULL) = (state NOT IN ('corrected', 'reinstated'))),
  CONSTRAINT consent_decisions_expires CHECK (expires_at IS NULL OR state IN ('given', 'unconfirmed')),
  CONSTRAINT consent_decisions_past CHECK (decided_at <= recorded_at)
);
CREATE INDEX consent_decisions_of_customer ON consent_decisions (workspace_id, customer_id, purpose_id, channel, decided_at, id);
CREATE INDEX consent_decisions_about ON consent_decisions (workspace_id, decision_id, id) WHERE decision_id IS NOT NULL;

-- What follows from the decisions: one narrow row for each customer, purpose and channel that was ever decided, so that
-- a mailing finds its recipients by one walk along an index.
CREATE TABLE consent_states (
  workspace_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  purpose_id    uuid NOT NULL,
  channel       text NOT NULL,
  state         text NOT NULL CHECK (state IN ('given', 'unconfirmed', 'refused', 'withdrawn')),
  decision_id   uuid NOT NULL,
  decided_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  PRIMARY KEY (workspace_id, customer_id, purpose_id, channel)
);
CREATE INDEX consent_states_of_purpose ON consent_states (workspace_id, purpose_id, channel, state, customer_id) INCLUDE (expires_at);

ALTER TABLE consent_wordings
  ADD CONSTRAINT consent_wordings_purpose FOREIGN KEY (workspace_id, purpose_id) REFERENCES consent_purposes (workspace_id, id);
ALTER TABLE consent_decisions
  ADD CONSTRAINT consent_decisions_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT consent_decisions_purpose FOREIGN KEY (workspace_id, purpose_id) REFERENCES consent_purposes (workspace_id, id),
  ADD CONSTRAINT consent_decisions_wording FOREIGN KEY (workspace_id, wording_id) REFERENCES consent_wordings (workspace_id, id),
  ADD CONSTRAINT consent_decisions_decision FOREIGN KEY (workspace_id, decision_id) REFERENCES consent_decisions (workspace_id, id);
ALTER TABLE consent_states
  ADD CONSTRAINT consent_states_customer FOREIGN KEY (workspace_id, customer_id) REFERENCES customers (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT consent_states_purpose FOREIGN KEY (workspace_id, purpose_id) REFERENCES consent_purposes (workspace_id, id);
