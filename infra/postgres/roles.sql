-- Who may do what (DESIGN §4). Run as a superuser inside the database Throughline lives in; running it again changes
-- nothing. It sets no passwords: whoever runs it does. Roles are created with PostgreSQL's defaults, so none of them is
-- a superuser, may create roles or databases, or bypasses row-level security.
--
--   throughline_owner  owns the database and the tables; used by migrations only
--   throughline_app    reads and writes rows, as far as row-level security and the migrations' grants allow; owns nothing
--   throughline_queue  owns schema bullmq (BullMQ creates sequences at run time) and sees nothing else

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['throughline_owner', 'throughline_app', 'throughline_queue'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', wanted);
    END IF;
  END LOOP;
  EXECUTE format('ALTER DATABASE %I OWNER TO throughline_owner', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO throughline_app, throughline_queue', current_database());
  -- Large imports are copied into a table of the session's own first.
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO throughline_app', current_database());
END
$$;

ALTER SCHEMA public OWNER TO throughline_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS bullmq AUTHORIZATION throughline_queue;
