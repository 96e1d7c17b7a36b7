import type { Command } from 'commander';
import { migrateAll } from '@throughline/runtime/migrate-all.ts';
import { readInstallation } from '../read-installation.ts';
import { Refusal } from '../refusal.ts';
import { say } from '../terminal.ts';

export function registerMigrate(command: Command): void {
  command
    .addHelpText('after', '\nNeeds DATABASE_OWNER_URL, and QUEUE_DATABASE_URL unless REDIS_URL is set. Safe to repeat.')
    .action(async () => {
      const installation = await readInstallation();
      if (installation.queue === null) {
        throw new Refusal('QUEUE_DATABASE_URL: is needed beside DATABASE_URL unless REDIS_URL is set.');
      }
      await migrateAll(installation);
      say(
        installation.queueUrl === null
          ? 'The database is up to date; the queue lives in Redis.'
          : 'The database and the queue’s tables are up to date.',
      );
    });
}
