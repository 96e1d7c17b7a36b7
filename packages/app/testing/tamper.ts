import type pg from 'pg';

/** Somebody with every right in the database. */
export type Tampering = {
  readonly what: string;
  /** One organisation's rows; `first` and `second` choose among those that are sealed. */
  readonly run: (given: {
    superuser: pg.Client;
    organizationId: string;
    otherOrganizationId: string;
    first: number;
    second: number;
  }) => Promise<void>;
  /** Nobody could tell without a checkpoint from outside the database. */
  readonly needsCheckpoint?: true;
};

/** The id of the sealed entry of this number, counted round and round in the order in which they are sealed. */
const entry = (parameter: string) =>
  `(SELECT id FROM sealed WHERE number = (${parameter})::int % (SELECT count(*) FROM sealed))`;
const sealedEntries = `sealed AS (
  SELECT a.id, a.cluster_id, a.written_in, row_number() OVER (ORDER BY s.sequence, a.written_in, a.id) - 1 AS number
  FROM audit a JOIN audit_seal s ON s.organization_id = a.organization_id AND s.cluster_id = a.cluster_id
    AND a.written_in >= s.written_from AND a.written_in < s.written_below
  WHERE a.organization_id = $1)`;
const seal = (parameter: string) =>
  `(SELECT id FROM audit_seal WHERE organization_id = $1 ORDER BY sequence
    OFFSET (${parameter})::int % (SELECT count(*) FROM audit_seal WHERE organization_id = $1) LIMIT 1)`;

const editEntry = (assignment: string): Tampering => ({
  what: `an entry's ${assignment}`,
  run: async ({ superuser, organizationId, first }) => {
    await superuser.query(`WITH ${sealedEntries} UPDATE audit SET ${assignment} WHERE id = ${entry('$2')}`, [
      organizationId,
      first,
    ]);
  },
});

const editSeal = (assignment: string): Tampering => ({
  what: `a seal's ${assignment}`,
  run: async ({ superuser, organizationId, first }) => {
    await superuser.query(`UPDATE audit_seal SET ${assignment} WHERE id = ${seal('$2')}`, [organizationId, first]);
  },
});

/** Two entries, never the same one. */
const swapEntries = (column: string): Tampering => ({
  what: `two entries' ${column} exchanged`,
  run: async ({ superuser, organizationId, first, second }) => {
    await superuser.query(
      `WITH ${sealedEntries}, pair AS (
         SELECT a.*, row_number() OVER (ORDER BY id) AS place FROM audit a
         WHERE id IN (${entry('$2')}, ${entry('$2 + 1 + $3::int % ((SELECT count(*) FROM sealed) - 1)')}))
       UPDATE audit SET ${column} = other.${column} FROM pair one JOIN pair other ON one.place <> other.place
       WHERE audit.id = one.id`,
      [organizationId, first, second],
    );
  },
});

const cutOff = (what: string, statement: string): Tampering => ({
  what,
  needsCheckpoint: true,
  run: async ({ superuser, organizationId, first }) => {
    await superuser.query(
      `CREATE TEMPORARY TABLE cut AS SELECT * FROM audit_seal WHERE organization_id = $1 AND sequence >
      $2::int % (SELECT count(*) FROM audit_seal WHERE organization_id = $1)`,
      [organizationId, first],
    );
    await superuser.query(statement);
    await superuser.query('DELETE FROM audit_seal WHERE id IN (SELECT id FROM cut)');
    await superuser.query('DROP TABLE cut');
  },
});

const rowsOfCut = `DELETE FROM audit USING cut
  WHERE audit.organization_id = cut.organization_id AND audit.cluster_id = cut.cluster_id AND audit.written_in >= cut.written_from`;

const insertBeside = (what: string, columns: string): Tampering => ({
  what,
  run: async ({ superuser, organizationId, first }) => {
    await superuser.query(
      `WITH ${sealedEntries} INSERT INTO audit
         (organization_id, at, actor_kind, actor_id, action, subject_kind, subject_id, details, cluster_id, written_in)
       SELECT organization_id, at, actor_kind, actor_id, action, subject_kind, subject_id, details, ${columns}
       FROM audit WHERE id = ${entry('$2')}`,
      [organizationId, first],
    );
  },
});

/** Every way to touch what is sealed that a strict reader would think of. */
export const tamperings: readonly Tampering[] = [
  editEntry("at = at + interval '1 microsecond'"),
  editEntry("at = 'infinity'"),
  editEntry("at = (to_char(at, 'YYYY-MM-DD HH24:MI:SS.US') || '+00 BC')::timestamptz"),
  editEntry("actor_kind = CASE actor_kind WHEN 'person' THEN 'api_key' ELSE 'person' END"),
  editEntry('actor_id = NULL'),
  editEntry('actor_id = uuidv7()'),
  editEntry("action = action || ' '"),
  editEntry("action = replace(action, 'e', E'\\u0435')"),
  editEntry("subject_kind = 'organization'"),
  editEntry('subject_id = NULL'),
  editEntry(`details = details || '{"role": "administrator"}'`),
  editEntry("details = details - 'nothing'"),
  // The same number to most who read it.
  editEntry("details = jsonb_set(details, '{number}', ((details ->> 'number') || '.0')::jsonb)"),
  editEntry("details = jsonb_set(details, '{number}', ((details ->> 'number') || '.00000000000000000001')::jsonb)"),
  editEntry("details = jsonb_set(details, '{number}', to_jsonb(details ->> 'number'))"),
  editEntry('id = uuidv7()'),
  editEntry('cluster_id = cluster_id + 1'),
  editEntry('written_in = (written_in::text::bigint + 1000000)::text::xid8'),
  {
    what: 'an entry moved to another organisation',
    run: async ({ superuser, organizationId, otherOrganizationId, first }) => {
      await superuser.query(`WITH ${sealedEntries} UPDATE audit SET organization_id = $3 WHERE id = ${entry('$2')}`, [
        organizationId,
        first,
        otherOrganizationId,
      ]);
    },
  },
  {
    what: 'an entry removed',
    run: async ({ superuser, organizationId, first }) => {
      await superuser.query(`WITH ${sealedEntries} DELETE FROM audit WHERE id = ${entry('$2')}`, [
        organizationId,
        first,
      ]);
    },
  },
  {
    what: 'every sealed entry removed',
    run: async ({ superuser, organizationId }) => {
      await superuser.query(`DELETE FROM audit WHERE organization_id = $1`, [organizationId]);
    },
  },
  swapEntries('id'),
  swapEntries('at'),
  swapEntries('details'),
  swapEntries('subject_id'),
  insertBeside('an entry added under a seal', 'cluster_id, written_in'),
  insertBeside('an entry added in a number no transaction has had', "cluster_id, '9000000000000'"),
  insertBeside('an entry added from a cluster nobody knows', "cluster_id + 1, '9000000000000'"),
  editSeal('sequence = sequence + 1000'),
  editSeal('sequence = -sequence'),
  editSeal('entries = entries + 1'),
  editSeal("sealed_at = sealed_at - interval '1 microsecond'"),
  editSeal('hash = set_byte(hash, 31, get_byte(hash, 31) # 1)'),
  editSeal('previous_hash = set_byte(previous_hash, 0, get_byte(previous_hash, 0) # 1)'),
  editSeal('written_below = (written_below::text::bigint + 1000000)::text::xid8'),
  editSeal('written_from = (written_from::text::bigint - 1)::text::xid8'),
  editSeal('id = uuidv7()'),
  {
    what: 'a seal removed with what is under it, the last aside',
    run: async ({ superuser, organizationId, first }) => {
      await superuser.query(
        `WITH gone AS (DELETE FROM audit_seal WHERE organization_id = $1 AND sequence =
           1 + $2::int % ((SELECT count(*) FROM audit_seal WHERE organization_id = $1) - 1) RETURNING *)
         DELETE FROM audit USING gone WHERE audit.organization_id = gone.organization_id
           AND audit.written_in >= gone.written_from AND audit.written_in < gone.written_below`,
        [organizationId, first],
      );
    },
  },
  cutOff('the end cut off, entries and seals', rowsOfCut),
  cutOff('the seals of the end cut off, their entries left to be sealed again', 'SELECT'),
  cutOff(
    'the end cut off and its entries changed',
    rowsOfCut.replace('DELETE FROM audit USING', "UPDATE audit SET action = 'other' FROM"),
  ),
];
