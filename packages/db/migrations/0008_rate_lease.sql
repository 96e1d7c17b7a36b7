-- What all processes together know of the providers' quotas: calls made, calls leased, and how long to leave alone.
-- Moments inside are milliseconds of the machine's time (packages/domain/quota/quota.ts).

CREATE TABLE mailbox_quota (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  connection_id uuid NOT NULL,
  state jsonb NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, connection_id),
  FOREIGN KEY (organization_id, connection_id) REFERENCES connection (organization_id, id) ON DELETE CASCADE
);

ALTER TABLE mailbox_quota ENABLE ROW LEVEL SECURITY;
ALTER TABLE mailbox_quota FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON mailbox_quota
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

-- Of the OAuth client's project at the provider, which serves every organisation here: counts alone, nobody's data.
CREATE TABLE project_quota (
  project text PRIMARY KEY,
  state jsonb NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON mailbox_quota, project_quota TO throughline_app;
