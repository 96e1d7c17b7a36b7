import type { AppContext } from '@throughline/app/context.ts';
import type { Wake } from '@throughline/app/ports/queue.ts';
import type { SandboxControl } from '@throughline/standalone/sandbox-control.ts';
import { carryOut } from '@throughline/worker/carry-out.ts';
import { runSweep } from '@throughline/worker/run-sweep.ts';
import { timetable } from '@throughline/worker/timetable.ts';
import { readRecord } from '../record.ts';
import type { Workers } from '../world.ts';

const includeDemo = true;
const mostRounds = 8;

/**
 * Settles as no installation would: each sweep is run by two workers at once, what they wake is carried out by both at once,
 * and whatever found something to do is done again on the spot; in the end everything is, once more. Tells what left more rows or
 * mails the second time.
 */
export async function settleTwiceAtOnce({
  workers,
  adminUrl,
  control,
}: {
  workers: Workers;
  adminUrl: string;
  control: SandboxControl;
}): Promise<readonly string[]> {
  const since = await control.now();
  // Time stands still meanwhile: what falls due between the first run and the second is no repetition.
  const now = workers[0].clock.now();
  const standing = workers.map((worker): AppContext => ({
    ...worker,
    clock: { now: () => now, wall: worker.clock.wall },
  }));
  const growthOf = async ({ name, again }: { name: string; again: () => Promise<unknown> }) => {
    const before = await countAll({ adminUrl, control, since });
    await again();
    const after = await countAll({ adminUrl, control, since });
    return [...after]
      .filter(([table, rows]) => rows !== before.get(table))
      .map(([table, rows]) => `${name} again: ${table} went from ${before.get(table)} to ${rows}`);
  };

  const problems: string[] = [];
  const round = async () => {
    let ledBack = 0;
    for (const sweep of timetable) {
      const found = await atOnce({ workers: standing, sweep });
      if (sweep.leadsBack) ledBack += found;
      if (found === 0) continue;
      problems.push(...(await growthOf({ name: sweep.name, again: () => atOnce({ workers: standing, sweep }) })));
    }
    return ledBack;
  };
  for (let rounds = 1; (await round()) > 0; rounds += 1) {
    if (rounds === mostRounds) return [...problems, `the sweeps still found work after ${mostRounds} rounds`];
  }
  return [...problems, ...(await growthOf({ name: 'everything', again: round }))];
}

async function atOnce({
  workers,
  sweep,
}: {
  workers: readonly AppContext[];
  sweep: (typeof timetable)[number];
}): Promise<number> {
  const woken = new Map<string, Wake>();
  const waking = workers.map((worker): AppContext => ({
    ...worker,
    queue: { wake: async (wake) => void woken.set(JSON.stringify(wake), wake) },
  }));
  const found = await Promise.all(
    waking.map((worker) => runSweep(worker, { sweep, organizationId: null, includeDemo })),
  );
  while (woken.size > 0) {
    const wakes = [...woken.values()];
    woken.clear();
    await Promise.all(waking.flatMap((worker) => wakes.map((wake) => carryOut(worker, { wake, includeDemo }))));
  }
  return found.reduce((sum, each) => sum + each, 0);
}

/** Rows of every table, and what came into the mailbox, invitations included. */
async function countAll({
  adminUrl,
  control,
  since,
}: {
  adminUrl: string;
  control: SandboxControl;
  since: Temporal.Instant;
}): Promise<ReadonlyMap<string, number>> {
  const tables = await readRecord<{ name: string; rows: number }>(
    adminUrl,
    `SELECT c.relname AS name,
       (xpath('/row/count/text()', query_to_xml(format('SELECT count(*) FROM public.%I', c.relname), false, true, '')))[1]::text::int AS rows
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`,
  );
  const mails = await control.mails({ since });
  return new Map([...tables.map(({ name, rows }) => [name, rows] as const), ['mails', mails.length]]);
}
