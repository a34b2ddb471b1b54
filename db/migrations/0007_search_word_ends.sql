-- At most `most` words of e-mail addresses that end with a fragment of three or more letters: what stands before
-- a dot or an @ in what somebody typed. As `search_words_containing`, it is of the owner and checks the workspace.
CREATE FUNCTION search_email_words_ending(workspace uuid, fragment text, most integer)
RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF workspace IS DISTINCT FROM nullif(current_setting('app.workspace', true), '')::uuid THEN
    RAISE EXCEPTION 'not the workspace of this connection' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF length(fragment) < 3 THEN RETURN; END IF;
  RETURN QUERY EXECUTE format('SELECT word FROM search_email_words WHERE workspace_id = %L AND word LIKE %L LIMIT %s',
    workspace, '%' || replace(replace(replace(fragment, '\', '\\'), '%', '\%'), '_', '\_'), most);
END $$;
REVOKE ALL ON FUNCTION search_email_words_ending(uuid, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_email_words_ending(uuid, text, integer) TO regulars_app;
