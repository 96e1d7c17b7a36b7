import { asSession } from '@throughline/testing/as-session.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { describe, expect, test } from 'vitest';
import { createQueues } from './create-queues.ts';
import { migrateQueue } from './migrate-queue.ts';
import { describeQueue } from './queue.contract.ts';

const { queueUrl, adminUrl, ownerUrl } = await testDatabase();

describe('the queue on PostgreSQL', () => {
  describeQueue(() => ({
    connection: { queueUrl },
    cutConnections: () =>
      asSession(adminUrl, async (client) => {
        await client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'throughline_queue'",
        );
      }),
  }));

  test('migrating again, or twice at once, changes nothing', async () => {
    const version = () =>
      asSession(queueUrl, (client) => client.query('SELECT version, applied_at FROM bullmq.migration'));
    const { rows } = await version();
    await Promise.all([migrateQueue({ queueUrl }), migrateQueue({ queueUrl })]);
    expect((await version()).rows).toEqual(rows);
  });

  test('without its tables the queue does not start', async () => {
    const { queueUrl: empty, adminUrl: admin } = await testDatabase();
    await asSession(admin, (client) =>
      client.query('DROP SCHEMA bullmq CASCADE; CREATE SCHEMA bullmq AUTHORIZATION throughline_queue'),
    );
    await expect(createQueues({ connection: { queueUrl: empty }, onTrouble: () => {} })).rejects.toThrow(/migrat/i);
  });

  test('the migrations of the record leave the queue alone, and the queue sees none of the record', async () => {
    await expect(asSession(queueUrl, (client) => client.query('SELECT * FROM public.person'))).rejects.toThrow(
      'permission denied',
    );
    await expect(asSession(ownerUrl, (client) => client.query('SELECT * FROM bullmq.job'))).rejects.toThrow(
      'permission denied',
    );
  });
});
