import { createDatabase, type Database } from '@throughline/db/database.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll } from 'vitest';

/**
 * Fills a database once; each copy made of it begins with the very same rows, ids included. Copies are dropped after
 * the last test. Call it at the top of a file.
 */
export async function clonedDatabases(fill: (db: Database) => Promise<void>) {
  const { appUrl, adminUrl } = await testDatabase();
  const origin = new URL(appUrl).pathname.slice(1);
  const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
  await fill(db);
  await db.close();
  const clones: string[] = [];
  const administer = (statement: string) =>
    asSession(Object.assign(new URL(adminUrl), { pathname: '/postgres' }).href, (client) => client.query(statement));
  afterAll(async () => {
    for (const name of clones) await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });

  /** One copy for as long as the work takes; several may be asked for at once. */
  return async <T>(work: (copy: Database) => Promise<T>): Promise<T> => {
    const name = `${origin}_${clones.length}`;
    clones.push(name);
    await administer(`CREATE DATABASE ${name} TEMPLATE ${origin}`);
    await administer(`GRANT CONNECT ON DATABASE ${name} TO throughline_app`);
    const url = Object.assign(new URL(appUrl), { pathname: `/${name}` }).href;
    const copy = createDatabase({ url, applicationName: 'test', poolSize: 4 });
    try {
      return await work(copy);
    } finally {
      await copy.close();
    }
  };
}
