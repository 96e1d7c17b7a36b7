import type pg from 'pg';

/** A unit's figures by one statement over the tables: nothing in common with what counts them. */
export type SqlFigures = Readonly<Record<string, number | null>>;

/** `unit` is everyone, `leader:<id>` or `group:<name>`. */
export async function recountInSql({
  client,
  organizationId,
  unit,
  on,
  now,
}: {
  client: pg.Client;
  organizationId: string;
  unit: string;
  on: string;
  now: string;
}): Promise<SqlFigures> {
  const [kind, name = ''] = unit.split(/:(.*)/s);
  const { rows } = await client.query<Record<string, number | null>>(statement, [
    organizationId,
    on,
    now,
    kind === 'leader' ? name : null,
    kind === 'group' ? name : null,
  ]);
  return rows[0] ?? {};
}

const statement = `
WITH RECURSIVE line AS (
  SELECT report_id, manager_id FROM reporting_line
  WHERE organization_id = $1 AND valid_from <= $2::date AND (valid_to IS NULL OR valid_to > $2::date)
), below AS (
  SELECT $4::uuid AS id UNION SELECT report_id FROM line JOIN below ON manager_id = below.id
), works AS (
  SELECT id, status = 'active' AND (start_date IS NULL OR start_date <= $2::date)
    AND (end_date IS NULL OR end_date >= $2::date) AS here
  FROM person WHERE organization_id = $1
), member AS (
  SELECT p.id, l.manager_id, w.here, m.here AS manager_here, p.end_date, p.status, p.updated_at
  FROM person p JOIN line l ON l.report_id = p.id JOIN works w ON w.id = p.id JOIN works m ON m.id = l.manager_id
  WHERE p.organization_id = $1 AND ($4::uuid IS NULL OR p.id IN (SELECT id FROM below)) AND ($5::text IS NULL OR $5 = ANY(p.groups))
), placed AS (
  SELECT m.*, CASE
    WHEN NOT here OR NOT manager_here THEN 'gone'
    WHEN EXISTS (SELECT 1 FROM exemption e WHERE e.person_id = m.id AND e.category <> 'hold'
      AND $2::date BETWEEN e.starts_on AND e.ends_on) THEN 'exempt'
    WHEN EXISTS (SELECT 1 FROM leave a WHERE a.person_id = m.id AND $2::date BETWEEN a.starts_on AND a.ends_on) THEN 'away'
    ELSE 'asked' END AS place
  FROM member m
), standing AS (
  SELECT p.id, p.manager_id, p.place, o.due_on, o.state, o.booked_at, o.starts_at, coalesce(o.manager_moves, 0) AS moves,
    (o.state = 'booked' AND o.ends_at > $3::timestamptz) AS upcoming,
    (o.state = 'awaiting_confirmation' OR (o.state = 'booked' AND o.ends_at <= $3::timestamptz)) AS awaiting,
    z.grade, z.early_request, z.starts_at - z.booked_at AS last_lead,
    (EXISTS (SELECT 1 FROM conversation h WHERE h.report_id = p.id AND h.state = 'held')
      OR (SELECT due_on FROM conversation f WHERE f.report_id = p.id ORDER BY sequence LIMIT 1) < $2::date) IS TRUE AS once,
    coalesce((SELECT max(held_on) FROM conversation h WHERE h.report_id = p.id AND h.state = 'held'),
      (SELECT (min(opened_at) AT TIME ZONE 'Europe/Berlin')::date FROM conversation f WHERE f.report_id = p.id)) + 365 AS until,
    EXISTS (SELECT 1 FROM connection c WHERE c.person_id = p.manager_id AND c.status = 'active') AS connected
  FROM placed p
  LEFT JOIN conversation o ON o.report_id = p.id AND o.state IN ('due', 'booked', 'awaiting_confirmation')
  LEFT JOIN LATERAL (SELECT * FROM conversation l WHERE l.report_id = p.id AND l.state IN ('held', 'unconfirmed')
    ORDER BY sequence DESC LIMIT 1) z ON true
), a AS (
  SELECT *, due_on <= $2::date + 91 AS expected, (upcoming IS TRUE OR awaiting IS TRUE) AS dated,
    greatest(due_on, coalesce((starts_at AT TIME ZONE 'Europe/Berlin')::date, $2::date)) AS takes_place
  FROM standing WHERE place = 'asked'
), gone AS (
  SELECT m.id, (SELECT max(held_on) FROM conversation h WHERE h.report_id = m.id AND h.state = 'held')
    >= coalesce(m.end_date, (m.updated_at AT TIME ZONE 'Europe/Berlin')::date) - INTERVAL '1 year' AS held
  FROM member m WHERE (m.status = 'inactive' OR m.end_date < $2::date)
    AND coalesce(m.end_date, (m.updated_at AT TIME ZONE 'Europe/Berlin')::date) < $2::date
    AND coalesce(m.end_date, (m.updated_at AT TIME ZONE 'Europe/Berlin')::date) >= $2::date - INTERVAL '1 year'
)
SELECT
  count(*) FILTER (WHERE once AND due_on >= $2::date)::int AS current, count(*) FILTER (WHERE once)::int AS current_of,
  count(*) FILTER (WHERE expected AND dated)::int AS has_a_date, count(*) FILTER (WHERE expected)::int AS has_a_date_of,
  count(*) FILTER (WHERE expected AND upcoming AND starts_at - booked_at >= INTERVAL '504 hours')::int AS booked_ahead,
  count(*) FILTER (WHERE expected)::int AS booked_ahead_of,
  count(*) FILTER (WHERE NOT dated AND due_on <= $2::date + 30)::int AS due_without_a_date,
  count(*) FILTER (WHERE awaiting)::int AS awaiting_confirmation,
  count(*) FILTER (WHERE grade IN ('confirmed', 'confirmed_by_both'))::int AS held_confirmed,
  count(*) FILTER (WHERE grade = 'attendance')::int AS held_attendance,
  count(*) FILTER (WHERE grade = 'claimed')::int AS held_claimed, count(*) FILTER (WHERE grade = 'none')::int AS held_unknown,
  count(*) FILTER (WHERE grade NOT IN ('claimed', 'none') AND NOT early_request AND last_lead >= INTERVAL '504 hours')::int AS proactive,
  count(*) FILTER (WHERE grade NOT IN ('claimed', 'none'))::int AS proactive_of,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY floor(extract(epoch FROM starts_at - booked_at) / 86400)) FILTER (WHERE upcoming)
    AS median_lead_days,
  sum(moves)::int AS moves, 0 AS past_longest_gap_through_leave,
  count(*) FILTER (WHERE due_on IS NOT NULL AND takes_place > until)::int AS past_longest_gap_otherwise,
  count(*) FILTER (WHERE NOT connected)::int AS not_connected, 0 AS stale_calendar,
  (SELECT count(*) FROM placed WHERE place = 'exempt')::int AS exempt,
  (SELECT count(*) FILTER (WHERE held IS NOT TRUE) FROM gone)::int AS leavers_without, (SELECT count(*) FROM gone)::int AS leavers_without_of,
  count(DISTINCT manager_id) FILTER (WHERE once)::int AS managers
FROM a`;
