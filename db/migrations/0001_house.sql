-- What every module stands on: workspaces, sign-in, files, jobs, mail, idempotency, timeline.
-- Rules: workspace_id leads every key and index; foreign keys are composite and come last, parents first;
-- isolation is enforced again by row level security (see the end of the file for the helper).

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Installation-wide: nothing here belongs to one workspace, and workspace tables never reference it.
CREATE SCHEMA IF NOT EXISTS installation;
CREATE SCHEMA IF NOT EXISTS auth;

CREATE TABLE installation.workspaces (
  id            uuid PRIMARY KEY,
  name          text NOT NULL CHECK (name <> ''),
  slug          text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,40}$'),
  country       text CHECK (country ~ '^[A-Z]{2}$'),
  language      text NOT NULL DEFAULT 'en',
  time_zone     text NOT NULL DEFAULT 'UTC',
  currency      text NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
  created_at    timestamptz NOT NULL
);

-- Which account may enter which workspace, and as which staff member.
CREATE TABLE installation.memberships (
  account_id    text NOT NULL,
  workspace_id  uuid NOT NULL,
  staff_id      uuid NOT NULL,
  PRIMARY KEY (account_id, workspace_id)
);
CREATE INDEX memberships_by_workspace ON installation.memberships (workspace_id, staff_id);

-- Single-use links (set-up, invitation): only the hash of the token is kept.
CREATE TABLE installation.tokens (
  token_hash    text PRIMARY KEY,
  purpose       text NOT NULL CHECK (purpose IN ('setup', 'invitation')),
  workspace_id  uuid,
  staff_id      uuid,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  used_at       timestamptz
);

-- Small facts of the installation (the demo seed, the schema's age).
CREATE TABLE installation.facts (
  name          text PRIMARY KEY,
  value         jsonb NOT NULL,
  updated_at    timestamptz NOT NULL
);

-- The tables that better-auth reads and writes (its names, its types).
CREATE TABLE auth."user" (
  "id" text PRIMARY KEY, "name" text NOT NULL, "email" text NOT NULL UNIQUE, "emailVerified" boolean NOT NULL,
  "image" text, "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  "twoFactorEnabled" boolean
);
CREATE TABLE auth."session" (
  "id" text PRIMARY KEY, "expiresAt" timestamptz NOT NULL, "token" text NOT NULL UNIQUE,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL, "ipAddress" text, "userAgent" text,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE
);
CREATE INDEX sessions_by_user ON auth."session" ("userId");
CREATE TABLE auth."account" (
  "id" text PRIMARY KEY, "accountId" text NOT NULL, "providerId" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE,
  "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL
);
CREATE INDEX accounts_by_user ON auth."account" ("userId");
CREATE TABLE auth."verification" (
  "id" text PRIMARY KEY, "identifier" text NOT NULL, "value" text NOT NULL, "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX verification_identifier ON auth."verification" ("identifier");
CREATE TABLE auth."twoFactor" (
  "id" text PRIMARY KEY, "secret" text NOT NULL, "backupCodes" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth."user" ("id") ON DELETE CASCADE, "verified" boolean DEFAULT true,
  "failedVerificationCount" integer DEFAULT 0, "lockedUntil" timestamptz
);
CREATE INDEX two_factor_by_user ON auth."twoFactor" ("userId");

-- Readable numbers (C-10042): rows, not PostgreSQL sequences, so that they are per workspace.
CREATE TABLE number_sequences (
  workspace_id  uuid NOT NULL,
  name          text NOT NULL,
  next_number   bigint NOT NULL,
  PRIMARY KEY (workspace_id, name)
);

-- The answer of a write, kept in the transaction that made it, so that a retry gets the same one.
CREATE TABLE idempotency_keys (
  workspace_id  uuid NOT NULL,
  key           text NOT NULL,
  actor         text NOT NULL,
  request_hash  text NOT NULL,
  status        smallint NOT NULL,
  headers       jsonb NOT NULL,
  body          text,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, key, actor)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (workspace_id, created_at);

-- Long work that a person waits for.
CREATE TABLE background_jobs (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  kind          text NOT NULL,
  state         text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  requested_by  text NOT NULL,
  input         jsonb NOT NULL,
  total         integer,
  done          integer NOT NULL DEFAULT 0,
  failed        integer NOT NULL DEFAULT 0,
  result        jsonb,
  error         text,
  cancel_requested boolean NOT NULL DEFAULT false,
  created_at    timestamptz NOT NULL,
  started_at    timestamptz,
  finished_at   timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX background_jobs_recent ON background_jobs (workspace_id, created_at DESC);

-- Every mail that leaves. Without SMTP it stays here as 'kept' and administrators read it.
CREATE TABLE outbox_mails (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  recipient     text NOT NULL,
  subject       text NOT NULL,
  body_text     text NOT NULL,
  body_html     text,
  kind          text NOT NULL,
  state         text NOT NULL CHECK (state IN ('queued', 'kept', 'sent', 'failed')),
  attempts      integer NOT NULL DEFAULT 0,
  error         text,
  created_at    timestamptz NOT NULL,
  sent_at       timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX outbox_mails_recent ON outbox_mails (workspace_id, created_at DESC);

-- Stored files; the bytes lie in the data folder (or object storage) under the id.
CREATE TABLE files (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  purpose       text NOT NULL CHECK (purpose IN ('photo', 'import', 'export', 'rejections')),
  name          text NOT NULL,
  media_type    text NOT NULL,
  size          bigint NOT NULL,
  sha256        text NOT NULL,
  created_at    timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- What happened to a customer, newest last within (workspace_id, customer_id) because ids are UUIDv7.
CREATE TABLE timeline_entries (
  workspace_id  uuid NOT NULL,
  customer_id   uuid NOT NULL,
  id            uuid NOT NULL,
  at            timestamptz NOT NULL,
  event         text NOT NULL,
  actor_kind    text NOT NULL CHECK (actor_kind IN ('staff', 'customer', 'import', 'api-key', 'job', 'system')),
  actor_id      uuid,
  subject_id    uuid,
  payload       jsonb NOT NULL,
  PRIMARY KEY (workspace_id, customer_id, id)
);

-- Staff of a workspace, what they may do, and the keys of programs.
CREATE TABLE staff_members (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL,
  email         text NOT NULL,
  status        text NOT NULL CHECK (status IN ('invited', 'active', 'disabled')),
  language      text NOT NULL DEFAULT 'en',
  preferences   jsonb NOT NULL DEFAULT '{}',
  last_seen_at  timestamptz,
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT staff_members_email UNIQUE (workspace_id, email)
);

CREATE TABLE security_groups (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  -- 'staff' groups carry rights in this app; 'customer' groups are what a customer may do in the portal.
  audience      text NOT NULL DEFAULT 'staff' CHECK (audience IN ('staff', 'customer')),
  administrator boolean NOT NULL DEFAULT false,
  -- { "customers": "none" | "read" | "write" | "full", … }
  areas         jsonb NOT NULL DEFAULT '{}',
  -- special rights: customers.export, customers.delete, …
  rights        text[] NOT NULL DEFAULT '{}',
  -- fields that stay hidden: customers.birthday, customers.vat_number, …
  hidden_fields text[] NOT NULL DEFAULT '{}',
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT security_groups_name UNIQUE (workspace_id, audience, name)
);

CREATE TABLE staff_security_groups (
  workspace_id  uuid NOT NULL,
  staff_id      uuid NOT NULL,
  group_id      uuid NOT NULL,
  PRIMARY KEY (workspace_id, staff_id, group_id)
);
CREATE INDEX staff_security_groups_by_group ON staff_security_groups (workspace_id, group_id);

CREATE TABLE api_keys (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  name          text NOT NULL CHECK (name <> ''),
  secret_hash   text NOT NULL,
  hint          text NOT NULL,
  -- permissions such as customers.read; 'administrator' grants all.
  scopes        text[] NOT NULL,
  created_by    uuid,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz,
  last_used_at  timestamptz,
  revoked_at    timestamptz,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE notifications (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  recipient_id  uuid NOT NULL,
  kind          text NOT NULL,
  customer_id   uuid,
  subject_id    uuid,
  payload       jsonb NOT NULL,
  created_at    timestamptz NOT NULL,
  read_at       timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX notifications_inbox ON notifications (workspace_id, recipient_id, id DESC);
CREATE INDEX notifications_unread ON notifications (workspace_id, recipient_id) WHERE read_at IS NULL;

ALTER TABLE staff_security_groups
  ADD CONSTRAINT staff_security_groups_staff FOREIGN KEY (workspace_id, staff_id) REFERENCES staff_members (workspace_id, id) ON DELETE CASCADE,
  ADD CONSTRAINT staff_security_groups_group FOREIGN KEY (workspace_id, group_id) REFERENCES security_groups (workspace_id, id);
ALTER TABLE notifications
  ADD CONSTRAINT notifications_recipient FOREIGN KEY (workspace_id, recipient_id) REFERENCES staff_members (workspace_id, id) ON DELETE CASCADE;

-- The app role may put work on the queue, and nothing else there. (The queue's own schema comes with its library.)
CREATE FUNCTION installation.enqueue(task text, input json, queue text, run_at timestamptz, max_attempts integer, job_key text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, input, queue_name => queue, run_at => coalesce(run_at, now()), max_attempts => max_attempts, job_key => job_key);
END $$;
