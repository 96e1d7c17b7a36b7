import path from 'node:path';
import { startEmbeddedPostgres } from '@throughline/embedded-postgres/start-embedded-postgres.ts';
import type { Settings } from '@throughline/runtime/env.ts';

export type Record = {
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** Null where the queue lives in Redis and nothing of it in PostgreSQL. */
  readonly queueUrl: string | null;
  close(): Promise<void>;
};

/** The PostgreSQL of the settings, or our own under the data directory. */
export async function openRecord({
  settings,
  say,
}: {
  settings: Settings;
  say: (line: string) => void;
}): Promise<Record> {
  const { database, dataDir, redisUrl } = settings;
  if (database.kind === 'external') {
    if (database.queueUrl === null && redisUrl === null) {
      throw new Error('QUEUE_DATABASE_URL: is needed beside DATABASE_URL unless REDIS_URL is set.');
    }
    return { ...database, close: async () => {} };
  }
  const { appUrl, ownerUrl, queueUrl, stop } = await startEmbeddedPostgres({
    dataDir: path.join(dataDir, 'postgres'),
    onLog: say,
  });
  return { appUrl, ownerUrl, queueUrl, close: stop };
}
