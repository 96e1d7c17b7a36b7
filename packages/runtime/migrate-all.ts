import { migrate } from '@throughline/db/migrate.ts';
import { migrateQueue } from '@throughline/jobs/migrate-queue.ts';
import type { Installation } from './find-installation.ts';

/** Brings the record's schema up to date and, where the queue lives in PostgreSQL, BullMQ's. Safe to repeat and to run twice at once. */
export async function migrateAll({ ownerUrl, queueUrl }: Pick<Installation, 'ownerUrl' | 'queueUrl'>): Promise<void> {
  await migrate({ ownerUrl });
  if (queueUrl !== null) await migrateQueue({ queueUrl });
}
