import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { at } from '@throughline/domain/testing/builders.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { peopleStore, type StoredPerson } from './people-store.ts';
import { reportingLineStore } from './reporting-line-store.ts';
import { sweepStore } from './sweep-store.ts';
import { anOrganization, aStoredPerson, uuid } from './testing/rows.ts';

const { appUrl, ownerUrl } = await testDatabase();
/** A pool of one, so that every transaction meets the connection the last one used. */
const db = createDatabase({ url: appUrl, applicationName: 'tenancy test', poolSize: 1 });
const owner = new pg.Client({ connectionString: ownerUrl });
await owner.connect();
afterAll(async () => {
  await owner.end();
  await db.close();
});

/** Without an organisation, and these columns alone: a new one wants the question asked again whose data it is. */
const ofNobody: Readonly<Record<string, readonly string[]>> = { project_quota: ['project', 'state'] };

/** Tables that are open to another organisation, each with what it lacks. */
async function openTables(): Promise<readonly string[]> {
  const { rows } = await owner.query<{ name: string; lacks: string }>(
    `
    SELECT c.relname AS name, concat_ws(', ',
      CASE WHEN NOT EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND a.attnotnull
      ) THEN 'organization_id' END,
      CASE WHEN NOT c.relrowsecurity THEN 'row level security' END,
      CASE WHEN NOT c.relforcerowsecurity THEN 'FORCE' END,
      CASE WHEN (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) <> 1 THEN 'one policy' END,
      CASE WHEN NOT EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polroles = '{0}'
          AND pg_get_expr(p.polqual, p.polrelid) = $1
      ) THEN 'USING' END,
      CASE WHEN NOT EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*' AND p.polroles = '{0}'
          AND pg_get_expr(p.polwithcheck, p.polrelid) = $1
      ) THEN 'WITH CHECK' END) AS lacks
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm', 'f') AND c.relname <> 'organization'
      AND NOT c.relname = ANY ($2)
    ORDER BY c.relname`,
    [tenancyExpression, Object.keys(ofNobody)],
  );
  return rows.filter((row) => row.lacks !== '').map((row) => `${row.name} lacks ${row.lacks}`);
}

const tenancyExpression =
  "(organization_id = (NULLIF(current_setting('throughline.organization_id'::text, true), ''::text))::uuid)";

describe('the catalogue', () => {
  test('every tenant table has row-level security, FORCE and WITH CHECK, bound to the transaction’s organisation', async () => {
    expect(await openTables()).toEqual([]);
  });

  test.each([
    [
      'CREATE TABLE planted (id int)',
      'planted lacks organization_id, row level security, FORCE, one policy, USING, WITH CHECK',
    ],
    [
      `CREATE TABLE planted (organization_id uuid NOT NULL);
       ALTER TABLE planted ENABLE ROW LEVEL SECURITY;
       CREATE POLICY tenancy ON planted USING (organization_id = nullif(current_setting('throughline.organization_id', true), '')::uuid)`,
      'planted lacks FORCE, WITH CHECK',
    ],
    [
      `CREATE TABLE planted (organization_id uuid NOT NULL);
       ALTER TABLE planted ENABLE ROW LEVEL SECURITY;
       ALTER TABLE planted FORCE ROW LEVEL SECURITY;
       CREATE POLICY tenancy ON planted USING (true) WITH CHECK (true)`,
      'planted lacks USING, WITH CHECK',
    ],
  ])('a table that is open is found: %s', async (statements, finding) => {
    await owner.query('BEGIN');
    try {
      await owner.query(statements);
      expect(await openTables()).toEqual([finding]);
    } finally {
      await owner.query('ROLLBACK');
    }
  });

  test('a table without an organisation has the columns that were found to be nobody’s data, and no other', async () => {
    const { rows } = await owner.query<{ name: string; columns: readonly string[] }>(
      `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1) GROUP BY c.relname`,
      [Object.keys(ofNobody)],
    );
    expect(Object.fromEntries(rows.map(({ name, columns }) => [name, columns]))).toEqual(ofNobody);
  });

  test('the application owns no table and cannot pass row-level security by', async () => {
    const { rows } = await owner.query(`
      SELECT rolsuper, rolbypassrls, (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned
      FROM pg_roles WHERE rolname = 'throughline_app'`);
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, owned: 0 }]);
  });

  test('what happened cannot be changed or removed by the application', async () => {
    const { rows } = await owner.query(`
      SELECT t.name, has_table_privilege('throughline_app', t.name, 'UPDATE') OR has_table_privilege('throughline_app', t.name, 'DELETE') AS changeable
      FROM (VALUES ('audit'), ('conversation_history'), ('evidence')) AS t (name)`);
    expect(rows.map((row) => row.changeable)).toEqual([false, false, false]);
  });
});

describe('a transaction', () => {
  const here = anOrganization({ slug: 'here' });
  const there = anOrganization({ slug: 'there' });
  const theirs = aStoredPerson({ workEmail: 'theirs@example.com' });

  test('without its organisation sees nothing, also on a connection that has served one', async () => {
    await insertOrganization(here);
    await insertOrganization(there);
    await db.inOrganization(there.id, (tx) => peopleStore(tx).put([theirs]));
    expect(await db.inOrganization(there.id, (tx) => peopleStore(tx).all())).toHaveLength(1);
    expect(await db.acrossOrganizations((tx) => peopleStore(tx).all())).toEqual([]);
    const setting = await db.acrossOrganizations((tx) =>
      tx.execute(sql`SELECT current_setting('throughline.organization_id', true) AS id`),
    );
    expect(setting.rows).toEqual([{ id: '' }]);
  });

  test('without its organisation can write nothing', async () => {
    await expect(
      db.acrossOrganizations((tx) => sweepStore(tx).advance({ name: 'any', to: at('2026-11-02T08:00:00Z') })),
    ).rejects.toThrow();
  });

  test('sees nothing of another organisation whose ids it names', async () => {
    await db.inOrganization(here.id, async (tx) => {
      expect(await peopleStore(tx).all()).toEqual([]);
      expect(await peopleStore(tx).byId(theirs.id)).toBeNull();
      expect(await peopleStore(tx).byIds([theirs.id])).toEqual([]);
      expect(await peopleStore(tx).byEmail(theirs.workEmail)).toBeNull();
    });
  });

  test('cannot overwrite another organisation’s row, whose id it may use for one of its own', async () => {
    const elsewhere = anOrganization({ slug: 'elsewhere' });
    await insertOrganization(elsewhere);
    const stolen = { ...theirs, displayName: 'Somebody else' };
    for (const people of [[stolen], [stolen, ...aThousand()]]) {
      await db.inOrganization(elsewhere.id, (tx) => peopleStore(tx).put(people));
      const [untouched] = await db.inOrganization(there.id, (tx) => peopleStore(tx).all());
      expect(untouched).toEqual(theirs);
    }
  });

  test('cannot refer to another organisation’s person', async () => {
    const mine = aStoredPerson({ workEmail: 'mine@example.com' });
    const line = {
      id: uuid(),
      reportId: mine.id,
      managerId: theirs.id,
      validFrom: Temporal.PlainDate.from('2026-01-01'),
      validTo: null,
    };
    await db.inOrganization(here.id, (tx) => peopleStore(tx).put([mine]));
    await expect(
      db.inOrganization(here.id, (tx) => reportingLineStore(tx).replace({ removedIds: [], put: [line] })),
    ).rejects.toThrow();
  });

  test('takes in nobody of an organisation that is not there', async () => {
    const put = (people: readonly StoredPerson[]) => db.inOrganization(uuid(), (tx) => peopleStore(tx).put(people));
    await expect(put([aStoredPerson()])).rejects.toMatchObject({ cause: { code: '23503' } });
    await expect(put(aThousand())).rejects.toMatchObject({ cause: { code: '23503' } });
  });

  /** So many are copied, where few are inserted. */
  const aThousand = () =>
    Array.from({ length: 1_000 }, (_, nth) => aStoredPerson({ workEmail: `one.of.many.${nth}@example.com` }));

  async function insertOrganization(row: typeof here): Promise<void> {
    await db.acrossOrganizations((tx) => organizationStore(tx).insert(row));
  }
});
