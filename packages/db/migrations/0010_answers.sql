-- What the two can say besides "it happened" and "it did not", due dates asked for by one of them, and the one question
-- about what it was like.

-- Talked about in the 1:1 instead: it does not count, and a report's word for it is as private as "it did not".
-- Every row so far keeps to this, and looking through closed tables is refused here.
ALTER TABLE evidence
  DROP CONSTRAINT evidence_kind_check,
  ADD CONSTRAINT evidence_kind_check
    CHECK (kind IN ('happened', 'did_not_happen', 'folded_into_one_on_one', 'floor_reached')) NOT VALID;

-- The two agreed on this time themselves: no lead time is asked of it.
ALTER TABLE event ADD COLUMN agreed boolean NOT NULL DEFAULT false;

-- Another due date, asked for by one of the two and seen by nobody else. A sweep carries it out, as it does leave, so that
-- neither words nor moments tell one from the other.
CREATE TABLE due_request (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  asked_by_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('sooner', 'later', 'as_before')),
  -- What it shall be.
  due_on date NOT NULL,
  -- What it was when this was asked for, and what taking it back brings again.
  from_due_on date NOT NULL,
  from_leave_shift jsonb,
  from_early_request boolean NOT NULL,
  asked_at timestamptz NOT NULL,
  -- Carried out, or without effect by then.
  done_at timestamptz,
  -- By its author: before it was carried out there is no trace of it, afterwards another request brings back what was.
  taken_back_at timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id),
  FOREIGN KEY (organization_id, asked_by_id) REFERENCES person (organization_id, id)
);

CREATE UNIQUE INDEX due_request_one_open ON due_request (organization_id, conversation_id, asked_by_id)
  WHERE done_at IS NULL AND taken_back_at IS NULL;

ALTER TABLE due_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE due_request FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON due_request
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON due_request TO throughline_app;

-- "Was it about what you want?": asked only where an organisation turned it on.
ALTER TABLE organization ADD COLUMN pulse boolean NOT NULL DEFAULT false;

-- That a conversation's report answered, in which quarter and as part of which units. Not what, nor when.
CREATE TABLE pulse_mark (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  conversation_id uuid NOT NULL,
  -- Like 2027-Q1.
  quarter text NOT NULL,
  units text[] NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, conversation_id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversation (organization_id, id)
);

-- How often each answer was given in a unit. No row leads to a person, a pair or a conversation.
CREATE TABLE pulse_count (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  unit text NOT NULL,
  quarter text NOT NULL,
  answer text NOT NULL CHECK (answer IN ('yes', 'partly', 'no', 'rather_not_say')),
  given integer NOT NULL CHECK (given > 0),
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, unit, quarter, answer)
);

ALTER TABLE pulse_mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE pulse_mark FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON pulse_mark
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON pulse_mark TO throughline_app;

ALTER TABLE pulse_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE pulse_count FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON pulse_count
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON pulse_count TO throughline_app;

-- Of the quarter that had ended; null where nothing was asked.
ALTER TABLE coverage_snapshot ADD COLUMN pulse jsonb;
