-- A manager lets leadership and HR see the dates of their own team, until they take it back.

CREATE TABLE team_release (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  manager_id uuid NOT NULL,
  released_at timestamptz NOT NULL,
  -- From then on nothing of it is shown any more.
  revoked_at timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, manager_id) REFERENCES person (organization_id, id)
);

-- Released twice is released once.
CREATE UNIQUE INDEX team_release_standing ON team_release (organization_id, manager_id) WHERE revoked_at IS NULL;

ALTER TABLE team_release ENABLE ROW LEVEL SECURITY;
ALTER TABLE team_release FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON team_release
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON team_release TO throughline_app;
