-- What happened stays as it was written: the application can neither change nor remove a row of it. It can have it
-- forgotten as a whole, of conversations that have ended; row-level security holds for the owner too.
CREATE FUNCTION forget_record(conversations uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  ended uuid[] := ARRAY(SELECT id FROM public.conversation WHERE id = ANY (conversations) AND closed_at IS NOT NULL);
BEGIN
  DELETE FROM public.evidence WHERE conversation_id = ANY (ended);
  DELETE FROM public.conversation_history WHERE conversation_id = ANY (ended);
END
$$;
REVOKE ALL ON FUNCTION forget_record(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_record(uuid[]) TO throughline_app;

CREATE INDEX conversation_ended ON conversation (organization_id, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX session_by_end ON session (organization_id, expires_at);
CREATE INDEX sign_in_link_by_end ON sign_in_link (organization_id, expires_at);
