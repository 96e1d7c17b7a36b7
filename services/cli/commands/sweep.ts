import type { Command } from 'commander';
import { openQueueControl, type QueueControl } from '@throughline/runtime/open-queue-control.ts';
import { Refusal } from '../refusal.ts';
import { readInstallation } from '../read-installation.ts';
import { result, say } from '../terminal.ts';
import { withOrganization, type OrganizationOption } from '../with-organization.ts';

type SweepOptions = OrganizationOption & { readonly wait?: true };

const patience = { milliseconds: 5 * 60_000 } as const;

export function registerSweep(command: Command): void {
  command
    .argument('[name]', 'one sweep; otherwise all of them')
    .option('--wait', 'until the workers have nothing left to do')
    .option('-o, --organization <slug>', 'for one organisation; otherwise for all')
    .addHelpText(
      'after',
      '\nThe work is the workers’: without a running one nothing happens. Sweeping twice does nothing twice.',
    )
    .action(async (name: string | undefined, { wait, organization }: SweepOptions) => {
      const organizationId = organization === undefined ? null : await idOf({ organization });
      const queue = await openQueue();
      try {
        const sweeps = await chosen({ queue, name });
        for (const sweep of sweeps) await queue.wakeSweep({ sweep, organizationId });
        result(sweeps.join('\n'));
        if (!wait) return say('The workers are woken.');
        if (!(await queue.settled(patience)))
          throw new Refusal('After five minutes there was still work. Does a worker run?');
        say('Nothing is left to do.');
      } finally {
        await queue.close();
      }
    });
}

function idOf(options: OrganizationOption): Promise<string> {
  return withOrganization(options, async ({ organization }) => organization.id);
}

async function openQueue(): Promise<QueueControl> {
  const { queue } = await readInstallation();
  if (queue === null) throw new Refusal('REDIS_URL or QUEUE_DATABASE_URL: one of them says where the queue is.');
  return openQueueControl({ connection: queue });
}

async function chosen({ queue, name }: { queue: QueueControl; name: string | undefined }): Promise<readonly string[]> {
  const known = await queue.sweeps();
  if (known.length === 0) throw new Refusal('No worker has ever run here: it is the worker who knows the sweeps.');
  if (name === undefined) return known;
  if (!known.includes(name)) throw new Refusal(`There is no sweep ${name}. There are: ${known.join(', ')}.`);
  return [name];
}
