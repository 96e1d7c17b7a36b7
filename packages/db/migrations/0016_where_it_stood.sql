-- Where an entry stood in the calendar before what is wanted of it was written. A writing whose answer was lost is
-- repeated only over an entry that stands there, or where it was to be put: anywhere else somebody has put it meanwhile.
ALTER TABLE event
  ADD COLUMN stood_from timestamptz,
  ADD COLUMN stood_until timestamptz,
  ADD CHECK ((stood_from IS NULL) = (stood_until IS NULL));

-- Digests of the addresses seen invited beside the report, who therefore are nobody else's name for the report.
ALTER TABLE event ADD COLUMN seen_beside text[] NOT NULL DEFAULT '{}';
