-- What a sponsor tells everybody before the first invitation leaves. An organisation has one text or none.

CREATE TABLE announcement (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  -- Null: in the organisation's own name.
  sponsor_id uuid,
  subject text NOT NULL,
  body text NOT NULL,
  changed_at timestamptz NOT NULL,
  -- Organisation time. Set by the launch that put its mails into the outbox.
  announced_at timestamptz,
  -- Set once the last of those mails has left; before that moment no first invitation leaves.
  invitations_from timestamptz,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id),
  CHECK (invitations_from IS NULL OR announced_at IS NOT NULL),
  FOREIGN KEY (organization_id, sponsor_id) REFERENCES person (organization_id, id)
);

ALTER TABLE announcement ENABLE ROW LEVEL SECURITY;
ALTER TABLE announcement FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON announcement
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON announcement TO throughline_app;
