-- Where other systems are told of what happens, what there is to tell, and what became of telling it. Events hold ids and
-- states, never content.

CREATE TABLE webhook_endpoint (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  url text NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
  description text NOT NULL CHECK (length(description) <= 200),
  -- Null: all, those of later versions too.
  event_types text[] CHECK (cardinality(event_types) > 0),
  state text NOT NULL CHECK (state IN ('enabled', 'disabled')),
  disabled_because text CHECK (disabled_because IN ('asked', 'gone', 'failing')),
  disabled_at timestamptz,
  -- Sealed. The former one signs too until then, wall time.
  secret bytea NOT NULL,
  former_secret bytea,
  former_secret_until timestamptz,
  -- The first attempt since the last that got through.
  failing_since timestamptz,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  CHECK ((state = 'disabled') = (disabled_because IS NOT NULL AND disabled_at IS NOT NULL)),
  CHECK ((former_secret IS NULL) = (former_secret_until IS NULL))
);

CREATE TABLE webhook_event (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  type text NOT NULL,
  at timestamptz NOT NULL,
  data jsonb NOT NULL,
  UNIQUE (organization_id, id)
);

CREATE INDEX webhook_event_by_time ON webhook_event (organization_id, at);

CREATE TABLE webhook_delivery (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  endpoint_id uuid NOT NULL,
  event_id uuid NOT NULL,
  -- 'skipped': its endpoint was switched off before it left.
  state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed', 'skipped')),
  attempts integer NOT NULL DEFAULT 0,
  -- Organisation time.
  next_attempt_at timestamptz,
  leased_until timestamptz,
  lease_number integer NOT NULL DEFAULT 0,
  last_attempt_at timestamptz,
  last_status integer,
  last_error text CHECK (last_error IN ('no_such_host', 'no_connection', 'no_answer_in_time', 'not_allowed')),
  delivered_at timestamptz,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, endpoint_id, event_id),
  FOREIGN KEY (organization_id, endpoint_id) REFERENCES webhook_endpoint (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, event_id) REFERENCES webhook_event (organization_id, id) ON DELETE CASCADE,
  CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL))
);

CREATE INDEX webhook_delivery_due ON webhook_delivery (organization_id, endpoint_id, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_by_endpoint ON webhook_delivery (organization_id, endpoint_id, id);
CREATE INDEX webhook_delivery_by_event ON webhook_delivery (organization_id, event_id);

ALTER TABLE webhook_endpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_endpoint FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON webhook_endpoint
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoint TO throughline_app;

ALTER TABLE webhook_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON webhook_event
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, DELETE ON webhook_event TO throughline_app;

ALTER TABLE webhook_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_delivery FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON webhook_delivery
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_delivery TO throughline_app;
