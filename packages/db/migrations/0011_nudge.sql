-- Steps of the policy that were taken about a conversation that slipped: a line in somebody's mail, each once.

CREATE TABLE nudge (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  -- Names the step through all versions of the policy.
  step text NOT NULL,
  who text NOT NULL CHECK (who IN ('report', 'manager', 'skip_level', 'hr')),
  occasion text NOT NULL CHECK (occasion IN ('before_due', 'due_without_a_date', 'after_silence', 'moved_often')),
  recipient_id uuid NOT NULL,
  -- The dedupe key of the mail that carries it.
  mail_key text NOT NULL,
  taken_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, conversation_id, step, recipient_id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id),
  FOREIGN KEY (organization_id, recipient_id) REFERENCES person (organization_id, id)
);

CREATE INDEX nudge_by_mail ON nudge (organization_id, mail_key);

ALTER TABLE nudge ENABLE ROW LEVEL SECURITY;
ALTER TABLE nudge FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON nudge
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON nudge TO throughline_app;

-- DESIGN §9: nobody above the two is told of anything by person.
ALTER TABLE organization ADD COLUMN works_council boolean NOT NULL DEFAULT false;
