-- Run after the migrations, every time: the role the app works as, its rights, and the second wall.
-- The app role owns nothing and cannot bypass row level security.
GRANT USAGE ON SCHEMA public, installation TO regulars_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO regulars_app;
-- What was done is told once and stays: the app adds to the audit trail, sealing and erasing are the owner's.
REVOKE UPDATE, DELETE ON audit_pending FROM regulars_app;
REVOKE INSERT, UPDATE, DELETE ON audit_entries, audit_heads FROM regulars_app;
-- Of the installation the app role has what inviting and changing a workspace's settings need;
-- who may enter which workspace is written by the owner alone, and sign-in (schema auth) is out of its sight.
REVOKE ALL ON ALL TABLES IN SCHEMA installation FROM regulars_app;
GRANT SELECT, UPDATE ON installation.workspaces TO regulars_app;
GRANT SELECT ON installation.memberships TO regulars_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON installation.tokens TO regulars_app;

DO $$
DECLARE t regclass;
BEGIN
  FOR t IN
    SELECT c.oid::regclass FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    IF NOT EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = t AND polname = 'workspace_isolation') THEN
      EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
      EXECUTE format($p$CREATE POLICY workspace_isolation ON %s TO regulars_app
        USING (workspace_id = nullif(current_setting('app.workspace', true), '')::uuid)$p$, t);
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION installation.enqueue(text, json, text, timestamptz, integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION installation.enqueue(text, json, text, timestamptz, integer, text) TO regulars_app;
