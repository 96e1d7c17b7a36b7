import path from 'node:path';
import type { AppContext } from '@throughline/app/context.ts';
import { createQueues, type Queues } from '@throughline/jobs/create-queues.ts';
import type { QueueConnection } from '@throughline/jobs/queue-backend.ts';
import type { Logger } from 'pino';
import { calendarSettings } from './calendar-settings.ts';
import { systemClock } from './clock.ts';
import { createRuntime } from './create-runtime.ts';
import { readSettings, type Settings, type SettingsProblem } from './env.ts';
import { createLog } from './log.ts';
import { readEnvFile } from './read-env-file.ts';

export type Service = {
  readonly settings: Settings;
  readonly context: AppContext;
  readonly queues: Queues;
  readonly connection: QueueConnection;
  readonly log: Logger;
  close(): Promise<void>;
};

/** Settings a service of its own cannot do without, where standalone would bring its own. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(problems: readonly SettingsProblem[]) {
    super(problems.map(({ variable, message }) => `${variable}: ${message}`).join('\n'));
  }
}

/** Opens what one service of an installation acts through, from the environment and `.env`. Throws a SettingsError that names what is missing. */
export async function openService({ name }: { name: string }): Promise<Service> {
  const answer = readSettings({ environment: process.env, fromFile: readEnvFile(path.resolve('.env')) });
  if (answer.kind === 'problems') throw new SettingsError(answer.problems);
  const { settings } = answer;
  const { database, smtp, encryptionKeys, redisUrl } = settings;
  if (database.kind !== 'external') throw missing('DATABASE_URL');
  if (smtp === null) throw missing('SMTP_URL');
  if (encryptionKeys === null) throw missing('ENCRYPTION_KEYS');
  const connection = queueOf({ redisUrl, queueUrl: database.queueUrl });
  const log = createLog({ level: settings.logLevel, name });
  const queues = await createQueues({
    connection,
    onTrouble: (error) => log.warn({ err: error }, 'the queue is in trouble; sweeps make up for it'),
  });
  const runtime = createRuntime({
    name,
    appUrl: database.appUrl,
    publicUrl: settings.publicUrl,
    calendars: calendarSettings(settings),
    smtp,
    encryptionKeys,
    clock: systemClock,
    queue: queues,
    log,
  });
  return {
    settings,
    context: runtime.context,
    queues,
    connection,
    log,
    close: async () => {
      await queues.close();
      await runtime.close();
    },
  };
}

function queueOf({ redisUrl, queueUrl }: { redisUrl: string | null; queueUrl: string | null }): QueueConnection {
  if (redisUrl !== null) return { redisUrl };
  if (queueUrl === null) throw missing('REDIS_URL');
  return { queueUrl };
}

function missing(variable: string): SettingsError {
  return new SettingsError([{ variable, message: 'is needed by a service that runs on its own.' }]);
}
