-- The OpenID Connect issuer that says who an organisation's people are, where several organisations live here.
ALTER TABLE organization ADD COLUMN oidc_issuer text;

-- HR systems people are pulled from. Credentials are sealed.
CREATE TABLE hr_source (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  -- As commands call it.
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('workday', 'bamboohr', 'personio')),
  address text NOT NULL,
  options jsonb NOT NULL,
  credentials bytea NOT NULL,
  -- 1 is the highest: what it says of somebody stands before what a later one says.
  precedence integer NOT NULL CHECK (precedence > 0),
  -- Before its ids where they become external ids of people, so that two systems may have a 7.
  id_prefix text NOT NULL,
  -- Paused: the last pull would have had too many leave.
  state text NOT NULL CHECK (state IN ('active', 'paused')),
  -- The organisation's own date.
  last_run_for date,
  last_finished_at timestamptz,
  last_counts jsonb,
  last_problem text,
  -- Wall time.
  not_before timestamptz,
  leased_until timestamptz,
  lease_number integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, name),
  UNIQUE (organization_id, precedence)
);

ALTER TABLE hr_source ENABLE ROW LEVEL SECURITY;
ALTER TABLE hr_source FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON hr_source
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON hr_source TO throughline_app;

-- Who is in which source, by its own id there, and what it says of them.
CREATE TABLE hr_source_person (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  source_id uuid NOT NULL,
  person_id uuid NOT NULL,
  source_person_id text NOT NULL,
  fields text[] NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, source_id, person_id),
  UNIQUE (organization_id, source_id, source_person_id),
  FOREIGN KEY (organization_id, source_id) REFERENCES hr_source (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id)
);

CREATE INDEX hr_source_person_person ON hr_source_person (organization_id, person_id);

ALTER TABLE hr_source_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE hr_source_person FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON hr_source_person
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON hr_source_person TO throughline_app;
