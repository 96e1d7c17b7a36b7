import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/**
 * Brings the schema up to date, as the owner. Safe to run again and from several processes at once: an advisory
 * lock lets one pass at a time. `row_security = off` makes a backfill over a closed table fail loudly instead of
 * touching nothing (PostgreSQL manual, "Row Security Policies").
 */
export async function migrate({ ownerUrl }: { ownerUrl: string }): Promise<void> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: '-c row_security=off -c TimeZone=UTC',
    application_name: 'throughline migrate',
  });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock(hashtext('throughline migrate'))");
    await runMigrations(drizzle(client), { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
  } finally {
    await client.end();
  }
}
