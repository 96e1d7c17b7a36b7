-- A hundred thousand people come in with one statement: what was looked up for each of them is looked up once.

-- Their organisation is there: asked by the trigger below, once a statement and not once a row. Nobody changes it
-- afterwards (the policy refuses), and no organisation is ever removed. The constraint stays written down.
ALTER TABLE person DROP CONSTRAINT person_organization_id_fkey;
ALTER TABLE person
  ADD CONSTRAINT person_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organization (id) NOT ENFORCED;

-- A line's report is somebody of its organisation, so that the organisation is there as well.
ALTER TABLE reporting_line DROP CONSTRAINT reporting_line_organization_id_fkey;

-- Many are in the same groups, so those are counted before they are taken apart. Planned anew each time: a plan made for
-- nobody would hold for a hundred thousand.
CREATE OR REPLACE FUNCTION note_groups_of_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unknown uuid;
BEGIN
  EXECUTE '
    SELECT organization_id FROM (SELECT DISTINCT organization_id FROM added) AS stated
    WHERE NOT EXISTS (SELECT FROM organization WHERE id = organization_id) LIMIT 1' INTO unknown;
  IF unknown IS NOT NULL THEN
    RAISE foreign_key_violation USING
      MESSAGE = format('There is no organisation %s', unknown), TABLE = 'person', CONSTRAINT = 'person_organization_id_fkey';
  END IF;
  EXECUTE '
    INSERT INTO employee_group (organization_id, name, created_at, updated_at)
    SELECT organization_id, name, max(at), max(at)
    FROM (SELECT organization_id, groups, max(updated_at) AS at FROM added GROUP BY organization_id, groups) AS stated,
      unnest(groups) AS name
    GROUP BY organization_id, name
    ORDER BY name
    ON CONFLICT (organization_id, name) WHERE removed_at IS NULL
    DO UPDATE SET updated_at = greatest(employee_group.updated_at, excluded.updated_at)';
  RETURN NULL;
END $$;

-- Likewise: with a plan made for one row everybody changed was held against everybody else.
CREATE OR REPLACE FUNCTION note_groups_of_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE $query$
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
    DO UPDATE SET updated_at = greatest(employee_group.updated_at, excluded.updated_at)
  $query$;
  RETURN NULL;
END $$;
