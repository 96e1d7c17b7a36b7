-- Where the calendars of a mail domain live, and whether an administrator there has let people connect.
-- A row without a provider was looked up and left open: its people choose.

CREATE TABLE calendar_domain (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  domain text NOT NULL CHECK (domain = lower(domain)),
  provider text CHECK (provider IN ('google', 'microsoft')),
  decided_by text NOT NULL CHECK (decided_by IN ('administrator', 'lookup')),
  tenant_id text,
  consent text NOT NULL CHECK (consent IN ('unknown', 'not_needed', 'needed', 'granted')),
  consent_id uuid UNIQUE,
  consent_asked_at timestamptz,
  consent_granted_at timestamptz,
  updated_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, domain),
  CHECK ((consent = 'granted') = (consent_granted_at IS NOT NULL)),
  CHECK (consent NOT IN ('needed', 'granted') OR (provider IS NOT NULL AND tenant_id IS NOT NULL AND consent_id IS NOT NULL))
);

-- A tenant that granted. It belongs to one organisation and to no other: unique across all of them.
CREATE TABLE calendar_tenant (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  provider text NOT NULL CHECK (provider IN ('google', 'microsoft')),
  tenant_id text NOT NULL,
  claimed_at timestamptz NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (provider, tenant_id)
);

ALTER TABLE calendar_domain ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_domain FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON calendar_domain
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

ALTER TABLE calendar_tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON calendar_tenant
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);

GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_domain, calendar_tenant TO throughline_app;
