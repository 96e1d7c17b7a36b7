import pg from 'pg';
import { vi } from 'vitest';
import type { Urls } from './installation.ts';

/** All of the queue is lost, as when Redis comes back empty; its tables stay. */
export async function emptyQueue({ queueUrl }: Pick<Urls, 'queueUrl'>): Promise<void> {
  const client = new pg.Client({ connectionString: queueUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
    );
    // A running worker takes its locks in another order and may be preferred; then it is our turn again.
    const tables = rows.map(({ name }) => name).join(', ');
    await vi.waitFor(() => client.query(`TRUNCATE ${tables}`), { timeout: 20_000 });
  } finally {
    await client.end();
  }
}
