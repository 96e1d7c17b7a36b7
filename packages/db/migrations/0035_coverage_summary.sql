-- What coverage needs of a report's conversations, kept by a log of whose conversations changed. The log is written in
-- the transaction that changes them, by whoever does; counting reads the summary, and recounts whom the log names.

CREATE TABLE coverage_summary (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  report_id uuid NOT NULL,
  first_due_on date NOT NULL,
  first_opened_at timestamptz NOT NULL,
  ever_held boolean NOT NULL,
  last_held_on date,
  -- The open conversation, and the last that got an outcome, as far as they are counted. What a day makes of them is not here.
  open jsonb,
  last jsonb,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, report_id),
  FOREIGN KEY (organization_id, report_id) REFERENCES person (organization_id, id)
);

-- Only ever added to, so that two transactions never wait for each other here.
CREATE TABLE coverage_change (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  report_id uuid NOT NULL,
  UNIQUE (organization_id, id)
);
CREATE INDEX coverage_change_by_report ON coverage_change (organization_id, report_id);
CREATE INDEX conversation_by_report ON conversation (organization_id, report_id, sequence);

-- Everybody is counted anew once. Looking through closed tables is refused here.
ALTER TABLE conversation NO FORCE ROW LEVEL SECURITY;
INSERT INTO coverage_change (organization_id, report_id) SELECT DISTINCT organization_id, report_id FROM conversation;
ALTER TABLE conversation FORCE ROW LEVEL SECURITY;

ALTER TABLE coverage_summary ENABLE ROW LEVEL SECURITY;
ALTER TABLE coverage_summary FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON coverage_summary
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON coverage_summary TO throughline_app;

ALTER TABLE coverage_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE coverage_change FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON coverage_change
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, DELETE ON coverage_change TO throughline_app;

CREATE FUNCTION note_coverage_of_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO coverage_change (organization_id, report_id) SELECT DISTINCT organization_id, report_id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER note_coverage_of_added AFTER INSERT ON conversation
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION note_coverage_of_added();

CREATE FUNCTION note_coverage_of_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO coverage_change (organization_id, report_id) SELECT DISTINCT organization_id, report_id FROM removed;
  RETURN NULL;
END $$;
CREATE TRIGGER note_coverage_of_removed AFTER DELETE ON conversation
  REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION note_coverage_of_removed();

-- A try to find a time, a sentence or a version changes nothing that is counted.
CREATE FUNCTION note_coverage_of_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO coverage_change (organization_id, report_id)
  SELECT DISTINCT side.organization_id, side.report_id
  FROM before JOIN after ON after.id = before.id,
    LATERAL (VALUES (before.organization_id, before.report_id), (after.organization_id, after.report_id))
      AS side (organization_id, report_id)
  WHERE (before.report_id, before.sequence, before.state, before.due_on, before.policy_id, before.booked_at,
      before.starts_at, before.ends_at, before.manager_moves, before.grade, before.early_request, before.leave_shift,
      before.held_on, before.opened_at)
    IS DISTINCT FROM (after.report_id, after.sequence, after.state, after.due_on, after.policy_id, after.booked_at,
      after.starts_at, after.ends_at, after.manager_moves, after.grade, after.early_request, after.leave_shift,
      after.held_on, after.opened_at);
  RETURN NULL;
END $$;
CREATE TRIGGER note_coverage_of_changed AFTER UPDATE ON conversation
  REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION note_coverage_of_changed();
