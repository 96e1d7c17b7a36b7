-- Where providers announce changes in calendars, and when each connection's announcements are looked after.

CREATE TABLE push_channel (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  connection_id uuid NOT NULL,
  -- 'opening' is written before the provider is asked; without an answer it stays so until it is closed or forgotten.
  state text NOT NULL CHECK (state IN ('opening', 'open', 'closing')),
  token_hash bytea NOT NULL,
  provider_channel_id text,
  provider_resource_id text,
  asked_at timestamptz NOT NULL,
  opened_at timestamptz,
  -- As the provider said.
  expires_at timestamptz,
  renew_at timestamptz,
  close_at timestamptz,
  heard_at timestamptz,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, connection_id) REFERENCES connection (organization_id, id),
  CHECK (num_nulls(provider_channel_id, opened_at, expires_at, renew_at) = CASE state WHEN 'opening' THEN 4 ELSE 0 END),
  CHECK ((state = 'closing') = (close_at IS NOT NULL))
);

CREATE UNIQUE INDEX push_channel_one_open_per_connection ON push_channel (organization_id, connection_id) WHERE state = 'open';
CREATE INDEX push_channel_by_connection ON push_channel (organization_id, connection_id);

ALTER TABLE push_channel ENABLE ROW LEVEL SECURITY;
ALTER TABLE push_channel FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON push_channel
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON push_channel TO throughline_app;

ALTER TABLE connection
  ADD COLUMN push_leased_until timestamptz,
  ADD COLUMN push_number integer NOT NULL DEFAULT 0,
  -- Null: at once.
  ADD COLUMN next_push_at timestamptz,
  ADD COLUMN push_failures integer NOT NULL DEFAULT 0,
  ADD COLUMN push_error text,
  -- Announcements no reading has taken up yet.
  ADD COLUMN push_hints integer NOT NULL DEFAULT 0 CHECK (push_hints >= 0),
  -- Readings in a row that found changes nobody had announced.
  ADD COLUMN push_missed integer NOT NULL DEFAULT 0;
