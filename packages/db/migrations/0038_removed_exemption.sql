-- Lists of exemptions are read by what changed: when one was renewed, and which was taken back before it began.
-- Null: never changed since it was stated.
ALTER TABLE exemption ADD COLUMN updated_at timestamptz;

-- As if it had never been stated, for whoever works with exemptions; whoever copied it has to learn that it is gone.
CREATE TABLE removed_exemption (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  person_id uuid NOT NULL,
  -- A hold leaves nothing behind.
  category text NOT NULL CHECK (category <> 'hold'),
  starts_on date NOT NULL,
  ends_on date,
  author_id uuid,
  created_at timestamptz NOT NULL,
  removed_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, author_id) REFERENCES person (organization_id, id)
);

ALTER TABLE removed_exemption ENABLE ROW LEVEL SECURITY;
ALTER TABLE removed_exemption FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON removed_exemption
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON removed_exemption TO throughline_app;
