-- What people's lives do to their conversations: exemptions that end, people who stand in for an absent manager, one's
-- own working hours, and the card a report may hand to a new manager.

-- An exemption ends on a day somebody chose. Looking through closed tables is refused here.
ALTER TABLE exemption
  ADD CONSTRAINT exemption_ends CHECK (ends_on IS NOT NULL) NOT VALID,
  ADD CONSTRAINT exemption_category
    CHECK (category IN ('parental', 'notice_period', 'secondment', 'hold', 'other')) NOT VALID;
-- What a hold is called where it is leave: the audit's name for it must not be found there.
ALTER TABLE exemption ADD COLUMN leave_id uuid NOT NULL DEFAULT uuidv7();
CREATE UNIQUE INDEX exemption_leave_id ON exemption (organization_id, leave_id);
CREATE INDEX exemption_by_end ON exemption (organization_id, ends_on);

-- Said by the person, and so before what HR or their calendar says; an import leaves it alone.
ALTER TABLE person
  ADD COLUMN own_working_hours jsonb,
  ADD COLUMN own_time_zone text;

-- Apart from the reporting line, which goes on meanwhile. Without a report it is for everybody who reports to the manager.
CREATE TABLE acting_manager (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  manager_id uuid NOT NULL,
  report_id uuid,
  acting_id uuid NOT NULL,
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  author_id uuid,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, manager_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, report_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, acting_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, author_id) REFERENCES person (organization_id, id),
  CHECK (ends_on >= starts_on),
  CHECK (acting_id <> manager_id),
  CHECK (report_id IS NULL OR report_id NOT IN (manager_id, acting_id))
);

CREATE INDEX acting_manager_by_acting ON acting_manager (organization_id, acting_id);

-- In the report's own words, sealed. Gone with the conversation.
CREATE TABLE handover (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  author_id uuid NOT NULL,
  -- Whom it may be released to: the manager of the conversation, and nobody who comes after.
  reader_id uuid NOT NULL,
  body bytea NOT NULL,
  released_at timestamptz,
  updated_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, conversation_id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, author_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, reader_id) REFERENCES person (organization_id, id),
  CHECK (author_id <> reader_id)
);

ALTER TABLE acting_manager ENABLE ROW LEVEL SECURITY;
ALTER TABLE acting_manager FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON acting_manager
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON acting_manager TO throughline_app;

ALTER TABLE handover ENABLE ROW LEVEL SECURITY;
ALTER TABLE handover FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON handover
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON handover TO throughline_app;
