import path from 'node:path';
import type { QueueConnection } from '@throughline/jobs/queue-backend.ts';
import type { Settings } from './env.ts';
import { readRunningFile, type Running } from './running-file.ts';

/** Where a Throughline lives, as far as its operator needs it. */
export type Installation = {
  /** A standalone running on this machine, or what DATABASE_URL and its companions name. */
  readonly kind: 'standalone' | 'external';
  readonly publicUrl: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** BullMQ's tables; null where the queue lives in Redis alone. */
  readonly queueUrl: string | null;
  /** Null where no setting says where the queue is. */
  readonly queue: QueueConnection | null;
  readonly smtpUrl: string | null;
  readonly encryptionKeys: string | null;
  /** Whose clock is the organisations' time; null with real clouds. */
  readonly sandboxOrigin: string | null;
};

/** A DATABASE_URL that names another database than the running standalone's wins. Null: there is neither. */
export async function findInstallation({ settings }: { settings: Settings }): Promise<Installation | null> {
  const { database, dataDir, redisUrl } = settings;
  const running = await readRunningFile({ dataDir: path.resolve(dataDir) });
  if (running !== null && (database.kind === 'embedded' || database.appUrl === running.appUrl)) {
    return ofStandalone({ running, redisUrl });
  }
  if (database.kind === 'embedded') return null;
  return {
    kind: 'external',
    publicUrl: settings.publicUrl,
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    queueUrl: database.queueUrl,
    queue: queueOf({ queueUrl: database.queueUrl, redisUrl }),
    smtpUrl: settings.smtp?.url ?? null,
    encryptionKeys: settings.encryptionKeys,
    sandboxOrigin: null,
  };
}

function ofStandalone({ running, redisUrl }: { running: Running; redisUrl: string | null }): Installation {
  const { pid: _pid, ...places } = running;
  const queueUrl = running.queueUrl === '' ? null : running.queueUrl;
  return { ...places, kind: 'standalone', queueUrl, queue: queueOf({ queueUrl, redisUrl }) };
}

function queueOf({ queueUrl, redisUrl }: { queueUrl: string | null; redisUrl: string | null }): QueueConnection | null {
  if (redisUrl !== null) return { redisUrl };
  return queueUrl === null ? null : { queueUrl };
}
