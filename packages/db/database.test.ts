import { asSession } from '@throughline/testing/as-session.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test, vi } from 'vitest';
import { createDatabase, type Transaction } from './database.ts';
import { organization } from './schema/tables.ts';

const { appUrl, adminUrl } = await testDatabase();
const lost: string[] = [];
const patience = { timeout: 15_000 };
const db = createDatabase({
  url: appUrl,
  applicationName: 'test',
  poolSize: 1,
  onConnectionLost: ({ message }) => void lost.push(message),
});
afterAll(() => db.close());

const cutAll = () =>
  asSession(adminUrl, async (client) => {
    const { rowCount } = await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'throughline_app'",
    );
    expect(rowCount).toBe(1);
  });

test('a connection lost between two queries of a transaction rejects the work, and the next one gets another', async () => {
  const work = db.acrossOrganizations(async (tx) => {
    await tx.execute('SELECT 1');
    await cutAll();
    await vi.waitFor(() => expect(lost).toHaveLength(1), patience);
    await tx.execute('SELECT 2');
  });
  await expect(work).rejects.toThrow();
  await db.ping();
});

test('an idle connection that is lost is told of once and replaced', async () => {
  lost.length = 0;
  await db.ping();
  await cutAll();
  await vi.waitFor(() => expect(lost).toHaveLength(1), patience);
  await db.ping();
  expect(lost).toHaveLength(1);
});

test('what is asked again over a connection was prepared the first time, even where the transaction was rolled back', async () => {
  const asked = (tx: Transaction) => tx.select().from(organization).where(eq(organization.slug, 'nobody'));
  const prepared = sql`
    SELECT generic_plans + custom_plans AS calls FROM pg_prepared_statements
    WHERE statement LIKE '%from "organization" where "organization"."slug" = $1'
  `;
  const failing = db.acrossOrganizations(async (tx) => {
    await asked(tx);
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  await db.acrossOrganizations(asked);
  const { rows } = await db.acrossOrganizations((tx) => tx.execute(prepared));
  expect(rows).toEqual([{ calls: '2' }]);
});
