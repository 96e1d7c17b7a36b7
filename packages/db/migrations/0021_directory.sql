-- What a directory (Okta, Entra ID) states through SCIM: its people, as it sent them, and its groups.

CREATE TABLE directory_user (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  person_id uuid NOT NULL,
  user_name text NOT NULL,
  -- The directory's own; person.external_id is the HR system's.
  external_id text,
  -- The manager as the directory named them, while it names one.
  manager_value text,
  -- Department and the like as it states them, which are groups of the person too.
  units text[] NOT NULL,
  -- Attributes of the allow-list alone.
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- Deleted by the directory. The person stays, as somebody who has left.
  removed_at timestamptz,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, person_id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id)
);

CREATE UNIQUE INDEX directory_user_name ON directory_user (organization_id, lower(user_name)) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX directory_user_external_id ON directory_user (organization_id, external_id) WHERE removed_at IS NULL;

ALTER TABLE directory_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_user FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON directory_user
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON directory_user TO throughline_app;

-- A group lives whether or not anybody is in it. Its name stands in person.groups of its members.
CREATE TABLE directory_group (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  display_name text NOT NULL,
  external_id text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (organization_id, id)
);

CREATE UNIQUE INDEX directory_group_name ON directory_group (organization_id, lower(display_name));

ALTER TABLE directory_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_group FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON directory_group
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON directory_group TO throughline_app;

CREATE TABLE directory_group_member (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  group_id uuid NOT NULL,
  person_id uuid NOT NULL,
  UNIQUE (organization_id, id),
  UNIQUE (organization_id, group_id, person_id),
  FOREIGN KEY (organization_id, group_id) REFERENCES directory_group (organization_id, id),
  FOREIGN KEY (organization_id, person_id) REFERENCES person (organization_id, id)
);

CREATE INDEX directory_group_member_person ON directory_group_member (organization_id, person_id);

ALTER TABLE directory_group_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_group_member FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON directory_group_member
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON directory_group_member TO throughline_app;
