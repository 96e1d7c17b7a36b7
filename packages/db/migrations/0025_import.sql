-- What an HR system exported, on its way in. The file itself is not kept: rows of the allow-list alone, and those only
-- until they are taken in, withdrawn or forgotten.

CREATE TABLE import (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  state text NOT NULL CHECK (state IN ('checking', 'waiting_for_approval', 'running', 'completed', 'failed', 'withdrawn')),
  source text NOT NULL CHECK (source IN ('csv', 'json')),
  -- Whose export it looks like.
  system text CHECK (system IN ('bamboohr', 'personio', 'hibob', 'workday')),
  dry_run boolean NOT NULL,
  -- Whoever is missing has left.
  everybody boolean NOT NULL,
  -- Somebody looks at it before it is taken in, however few would leave.
  hold boolean NOT NULL,
  -- Headings and what they were read as.
  columns jsonb NOT NULL,
  row_count integer NOT NULL,
  rows_done integer NOT NULL,
  attempts integer NOT NULL,
  counts jsonb,
  created_by_kind text NOT NULL CHECK (created_by_kind IN ('person', 'api_key', 'operator')),
  created_by_id uuid,
  approved_by_kind text CHECK (approved_by_kind IN ('person', 'api_key', 'operator')),
  approved_by_id uuid,
  approved_at timestamptz,
  -- So many leaving were approved; more have to be asked about again.
  approved_leaving integer,
  ended_because text CHECK (ended_because IN ('asked', 'expired', 'overtaken', 'went_wrong')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  ended_at timestamptz,
  UNIQUE (organization_id, id),
  CHECK ((approved_at IS NULL) = (approved_leaving IS NULL)),
  CHECK ((ended_at IS NOT NULL) = (state IN ('completed', 'failed', 'withdrawn')))
);

CREATE INDEX import_open ON import (organization_id) WHERE ended_at IS NULL;

ALTER TABLE import ENABLE ROW LEVEL SECURITY;
ALTER TABLE import FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON import
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON import TO throughline_app;

-- The rows that wait, a thousand at a time.
CREATE TABLE import_part (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  import_id uuid NOT NULL,
  number integer NOT NULL,
  rows jsonb NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, import_id, number),
  FOREIGN KEY (organization_id, import_id) REFERENCES import (organization_id, id) ON DELETE CASCADE
);

ALTER TABLE import_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_part FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON import_part
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON import_part TO throughline_app;

-- What became, or would become, of each row, and of whoever has none.
CREATE TABLE import_row (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  import_id uuid NOT NULL,
  line integer,
  result text NOT NULL CHECK (result IN ('created', 'updated', 'unchanged', 'refused', 'leaving')),
  person_id uuid,
  -- Of somebody who is not here, and only while the import waits or was a dry run.
  work_email text,
  changes text[] NOT NULL,
  notes text[] NOT NULL,
  errors jsonb NOT NULL,
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, import_id) REFERENCES import (organization_id, id) ON DELETE CASCADE
);

CREATE INDEX import_row_of ON import_row (organization_id, import_id, id);

ALTER TABLE import_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_row FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON import_row
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON import_row TO throughline_app;

-- COPY goes by no row-level security: many rows are copied into a table of the session's own first.
DO $$
BEGIN
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO throughline_app', current_database());
END
$$;
