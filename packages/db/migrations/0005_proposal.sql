-- Times to pick from, where a calendar nobody may read keeps the planner from choosing one; and the working hours
-- people keep in their calendars' settings.

CREATE TABLE proposal (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  -- [{"start", "end"}], in order of time.
  slots jsonb NOT NULL CHECK (jsonb_array_length(slots) BETWEEN 1 AND 3),
  offered_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_because text CHECK (withdrawn_because IN ('planned', 'ended', 'lapsed', 'gone', 'others_asked')),
  picked_starts_at timestamptz,
  picked_by_id uuid,
  picked_at timestamptz,
  event_id uuid,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, event_id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id),
  FOREIGN KEY (organization_id, picked_by_id) REFERENCES person (organization_id, id),
  FOREIGN KEY (organization_id, event_id) REFERENCES event (organization_id, id),
  CHECK (expires_at > offered_at),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_because IS NULL)),
  CHECK (num_nulls(picked_starts_at, picked_by_id, picked_at, event_id) IN (0, 4)),
  CHECK (withdrawn_at IS NULL OR picked_at IS NULL)
);

CREATE UNIQUE INDEX proposal_one_open_per_conversation ON proposal (organization_id, conversation_id)
  WHERE withdrawn_at IS NULL AND picked_at IS NULL;
CREATE INDEX proposal_by_conversation ON proposal (organization_id, conversation_id, offered_at);

ALTER TABLE proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE proposal FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON proposal
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON proposal TO throughline_app;

-- Read from the calendar's settings; they hold where neither the person nor HR said. Read at, whatever came of it.
ALTER TABLE person
  ADD COLUMN calendar_working_hours jsonb,
  ADD COLUMN calendar_time_zone text,
  ADD COLUMN calendar_read_at timestamptz;
