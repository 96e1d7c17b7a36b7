-- What /v1/groups and /v1/time_off tell of groups and holds.

-- A group as HR systems know it: by an id that stays, whoever states its name of whom. Its name stands in person.groups.
CREATE TABLE employee_group (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  organization_id uuid NOT NULL DEFAULT nullif(current_setting('throughline.organization_id', true), '')::uuid REFERENCES organization (id),
  name text NOT NULL,
  -- Null: nobody said.
  type text CHECK (type IN ('TEAM', 'DEPARTMENT', 'COST_CENTER', 'BUSINESS_UNIT', 'GROUP')),
  remote_id text,
  -- It is there even if nobody is in it. Others are there while somebody is.
  is_stated boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  -- Who is in it included.
  updated_at timestamptz NOT NULL,
  removed_at timestamptz,
  UNIQUE (organization_id, id)
);

CREATE UNIQUE INDEX employee_group_name ON employee_group (organization_id, name) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX employee_group_remote_id ON employee_group (organization_id, remote_id) WHERE removed_at IS NULL;

-- Looking through closed tables is refused here.
ALTER TABLE person NO FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_group NO FORCE ROW LEVEL SECURITY;
INSERT INTO employee_group (organization_id, name, created_at, updated_at)
SELECT organization_id, name, min(created_at), max(updated_at)
FROM (
  SELECT organization_id, unnest(groups) AS name, created_at, updated_at FROM person
  UNION ALL SELECT organization_id, display_name, created_at, updated_at FROM directory_group
) AS known
GROUP BY organization_id, name;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
ALTER TABLE directory_group FORCE ROW LEVEL SECURITY;

ALTER TABLE employee_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE employee_group FORCE ROW LEVEL SECURITY;
CREATE POLICY tenancy ON employee_group
  USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)
  WITH CHECK (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON employee_group TO throughline_app;

-- People are written by HR systems, directories, files and pages. Whoever writes them, the groups they are in are known.
CREATE FUNCTION note_groups_of_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO employee_group (organization_id, name, created_at, updated_at)
  SELECT organization_id, name, max(updated_at), max(updated_at)
  FROM added, unnest(groups) AS name
  GROUP BY organization_id, name
  ORDER BY name
  ON CONFLICT (organization_id, name) WHERE removed_at IS NULL
  DO UPDATE SET updated_at = greatest(employee_group.updated_at, excluded.updated_at);
  RETURN NULL;
END $$;

CREATE TRIGGER note_groups_of_added AFTER INSERT ON person
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION note_groups_of_added();

CREATE FUNCTION note_groups_of_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH moved AS (
    SELECT after.organization_id, after.updated_at,
      CASE WHEN before.removed_at IS NULL THEN before.groups ELSE '{}' END AS left_from,
      CASE WHEN after.removed_at IS NULL THEN after.groups ELSE '{}' END AS come_to
    FROM after JOIN before ON before.id = after.id
    WHERE before.groups <> after.groups OR (before.removed_at IS NULL) <> (after.removed_at IS NULL)
  ), change AS (
    SELECT organization_id, name, max(updated_at) AS at, bool_or(name = ANY (come_to)) AS has_come
    FROM moved, unnest(left_from || come_to) AS name
    WHERE (name = ANY (left_from)) <> (name = ANY (come_to))
    GROUP BY organization_id, name
  ), touched AS (
    UPDATE employee_group SET updated_at = greatest(employee_group.updated_at, change.at)
    FROM change
    WHERE NOT change.has_come AND employee_group.removed_at IS NULL
      AND employee_group.organization_id = change.organization_id AND employee_group.name = change.name
  )
  INSERT INTO employee_group (organization_id, name, created_at, updated_at)
  SELECT organization_id, name, at, at FROM change WHERE has_come ORDER BY name
  ON CONFLICT (organization_id, name) WHERE removed_at IS NULL
  DO UPDATE SET updated_at = greatest(employee_group.updated_at, excluded.updated_at);
  RETURN NULL;
END $$;

CREATE TRIGGER note_groups_of_changed AFTER UPDATE ON person
  REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION note_groups_of_changed();

-- Where a hold is listed as leave and is taken back there, it stands and is listed again from the next day on.
ALTER TABLE exemption ADD COLUMN listed_from date;
