-- What an HR system writes, once however often it asks.

CREATE TABLE idempotency_key (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  api_key_id uuid NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  -- Of method, address and body: the same key with another request is refused.
  fingerprint bytea NOT NULL,
  status integer,
  headers jsonb,
  body jsonb,
  -- Wall time.
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, api_key_id, key),
  FOREIGN KEY (organization_id, api_key_id) REFERENCES api_key (organization_id, id) ON DELETE CASCADE
);

CREATE INDEX idempotency_key_by_age ON idempotency_key (organization_id, created_at);

ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON idempotency_key
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO throughline_app;

-- The HR system took them out. They stay as departed, so that what took place is not forgotten, and lists say so.
ALTER TABLE person
  ADD COLUMN removed_at timestamptz;
