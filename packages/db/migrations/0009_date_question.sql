-- What stands in the way of a date that both have: entries somebody accepted later, and questions with other times to
-- whoever can settle it.

-- Of the other entry only its times, and whether its owner is away, are kept. One for each place a date had.
CREATE TABLE event_conflict (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  event_id uuid NOT NULL,
  -- In whose calendar.
  side text NOT NULL CHECK (side IN ('manager', 'report')),
  -- Where the event stood.
  stood_at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('busy', 'away')),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  -- The other entry has gone, or the event has.
  settled_at timestamptz,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, event_id, side, stood_at),
  FOREIGN KEY (organization_id, event_id) REFERENCES event (organization_id, id),
  CHECK (ends_at > starts_at)
);

CREATE INDEX event_conflict_open ON event_conflict (organization_id, event_id) WHERE settled_at IS NULL;

ALTER TABLE event_conflict ENABLE ROW LEVEL SECURITY;
ALTER TABLE event_conflict FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON event_conflict
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON event_conflict TO throughline_app;

-- Times may be proposed in place of a date that stands, to one of the two; none at all where there is no other.
ALTER TABLE proposal
  ADD COLUMN instead_of_id uuid,
  ADD COLUMN stood_at timestamptz,
  ADD COLUMN asked_id uuid,
  ADD COLUMN asked_because text CHECK (asked_because IN ('edited', 'conflict')),
  -- Every row so far has nothing there, and looking through closed tables is refused here.
  ADD FOREIGN KEY (organization_id, instead_of_id) REFERENCES event (organization_id, id) NOT VALID,
  ADD FOREIGN KEY (organization_id, asked_id) REFERENCES person (organization_id, id) NOT VALID,
  ADD CHECK (num_nulls(instead_of_id, stood_at, asked_id, asked_because) IN (0, 4)),
  DROP CONSTRAINT proposal_slots_check,
  ADD CONSTRAINT proposal_slots_check
    CHECK (jsonb_array_length(slots) <= 3 AND (jsonb_array_length(slots) > 0 OR instead_of_id IS NOT NULL)),
  DROP CONSTRAINT proposal_withdrawn_because_check,
  ADD CONSTRAINT proposal_withdrawn_because_check
    CHECK (withdrawn_because IN ('planned', 'ended', 'lapsed', 'gone', 'others_asked', 'kept', 'moved')),
  -- An event can be moved to a time that was picked more than once.
  DROP CONSTRAINT proposal_organization_id_event_id_key;

CREATE UNIQUE INDEX proposal_one_pick_per_new_event ON proposal (organization_id, event_id) WHERE instead_of_id IS NULL;
-- Nobody is asked twice about the same place of the same event for the same reason.
CREATE UNIQUE INDEX proposal_asked_once ON proposal (organization_id, instead_of_id, stood_at, asked_id, asked_because);
