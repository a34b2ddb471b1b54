-- Who did or looked at what. An entry is written to `audit_pending` in the transaction of what it tells; a few
-- seconds later the sealer moves it to `audit_entries`, where it has its place in the workspace's chain of hashes.
-- So writers share no row, and a sealed entry is never updated (but for an erased payload) and costs each of its
-- indexes one entry only. The app role may add to the first table and read all three (db/roles.sql).

CREATE TABLE audit_pending (
  workspace_id  uuid NOT NULL,
  id            uuid NOT NULL,
  at            timestamptz NOT NULL,
  actor_kind    text NOT NULL,
  actor_id      uuid,
  action        text NOT NULL,
  outcome       text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
  subject_kind  text,
  subject_id    text,
  customer_id   uuid,
  -- those whom a list or a search showed
  customer_ids  uuid[],
  request_id    text NOT NULL,
  -- JSON as text, for it is hashed byte by byte; null once it was erased
  payload       text,
  PRIMARY KEY (workspace_id, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE audit_entries (
  workspace_id  uuid NOT NULL,
  -- 1, 2, 3, … in each workspace, without a gap
  seq           bigint NOT NULL,
  id            uuid NOT NULL,
  at            timestamptz NOT NULL,
  actor_kind    text NOT NULL,
  actor_id      uuid,
  action        text NOT NULL,
  outcome       text NOT NULL,
  subject_kind  text,
  subject_id    text,
  customer_id   uuid,
  customer_ids  uuid[],
  request_id    text NOT NULL,
  -- salt and payload go when the payload is erased; its hash stays, and with it the chain
  payload       text,
  salt          bytea,
  payload_hash  bytea NOT NULL,
  hash          bytea NOT NULL,
  PRIMARY KEY (workspace_id, seq)
);
CREATE INDEX audit_entries_by_time ON audit_entries (workspace_id, at, seq);
CREATE INDEX audit_entries_by_actor ON audit_entries (workspace_id, actor_id, at, seq) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_entries_by_action ON audit_entries (workspace_id, action, at, seq);
CREATE INDEX audit_entries_by_customer ON audit_entries (workspace_id, customer_id, at, seq) WHERE customer_id IS NOT NULL;

-- The end of each workspace's chain. Its lock is what keeps two sealers from making two chains.
CREATE TABLE audit_heads (
  workspace_id  uuid NOT NULL,
  total         bigint NOT NULL,
  last_seq      bigint NOT NULL,
  last_hash     bytea NOT NULL,
  sealed_at     timestamptz NOT NULL,
  PRIMARY KEY (workspace_id)
);

-- Erases what entries about a customer hold beyond the bare facts, in the transaction that erases the customer.
-- Pending entries go first: one that is being sealed meanwhile is then found in its new place.
CREATE FUNCTION audit_erase_customer(workspace uuid, customer uuid)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF workspace IS DISTINCT FROM nullif(current_setting('app.workspace', true), '')::uuid THEN
    RAISE EXCEPTION 'not the workspace of this connection' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE audit_pending SET payload = NULL
   WHERE workspace_id = workspace AND (customer_id = customer OR customer = ANY (customer_ids));
  UPDATE audit_entries SET payload = NULL, salt = NULL
   WHERE workspace_id = workspace AND customer_id = customer AND payload IS NOT NULL;
END $$;
REVOKE ALL ON FUNCTION audit_erase_customer(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_erase_customer(uuid, uuid) TO regulars_app;

-- The same for the queries of lists and searches that showed a customer, one stretch of the chain at a time, for
-- no index leads to them.
CREATE FUNCTION audit_erase_queries(workspace uuid, customer uuid, after_seq bigint, up_to bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF workspace IS DISTINCT FROM nullif(current_setting('app.workspace', true), '')::uuid THEN
    RAISE EXCEPTION 'not the workspace of this connection' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE audit_entries SET payload = NULL, salt = NULL
   WHERE workspace_id = workspace AND seq > after_seq AND seq <= up_to
     AND payload IS NOT NULL AND customer = ANY (customer_ids);
END $$;
REVOKE ALL ON FUNCTION audit_erase_queries(uuid, uuid, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_erase_queries(uuid, uuid, bigint, bigint) TO regulars_app;
