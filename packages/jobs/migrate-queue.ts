import { runMigrations } from 'bullmq';
import pg from 'pg';

/**
 * Brings BullMQ's tables up to date, in schema bullmq of the queue's role. Safe to repeat and to run concurrently:
 * BullMQ takes a lock. Only the migrator calls it; no other process changes the schema.
 */
export async function migrateQueue({ queueUrl }: { queueUrl: string }): Promise<void> {
  const client = new pg.Client({ connectionString: queueUrl, application_name: 'throughline migrate queue' });
  await client.connect();
  try {
    await runMigrations({
      query: async <Row>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }> => {
        // infra/postgres/roles.sql made the schema, and its owner may make none: BullMQ's own attempt is passed over.
        if (text.startsWith('CREATE SCHEMA IF NOT EXISTS')) return { rows: [] };
        const { rows } = await client.query(text, values && [...values]);
        return { rows };
      },
    });
  } finally {
    await client.end();
  }
}
