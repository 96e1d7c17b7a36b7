import type { AppContext } from '@throughline/app/context.ts';
import type { Wake } from '@throughline/app/ports/queue.ts';
import { carryOut } from './carry-out.ts';
import { runSweep } from './run-sweep.ts';
import { timetable } from './timetable.ts';

/** More rounds than anything takes that leads back to an earlier sweep; one that never ends is a bug to be told of. */
const mostRounds = 8;
const wakesAtOnce = 8;

/**
 * Runs every sweep, in the order in which one leads to the next, and again while something led back: the state after
 * which waiting changes nothing.
 * What a sweep would wake others for is done here, before the next sweep looks.
 */
export async function settle(context: AppContext, { includeDemo }: { includeDemo: boolean }): Promise<void> {
  const woken = new Map<string, Wake>();
  const wake = async (asked: Wake) => void woken.set(JSON.stringify(asked), asked);
  const here: AppContext = { ...context, queue: { wake } };

  async function carryOutWoken(): Promise<void> {
    const wakes = [...woken.values()];
    woken.clear();
    const work = async () => {
      for (let next = wakes.shift(); next !== undefined; next = wakes.shift()) {
        await carryOut(here, { wake: next, includeDemo });
      }
    };
    await Promise.all(Array.from({ length: wakesAtOnce }, work));
  }

  for (let round = 1; round <= mostRounds; round += 1) {
    let ledBack = 0;
    for (const sweep of timetable) {
      const found = await runSweep(here, { sweep, organizationId: null, includeDemo });
      if (sweep.leadsBack) ledBack += found;
      await carryOutWoken();
    }
    if (ledBack === 0) return;
  }
  context.log.warn({ rounds: mostRounds }, 'sweeps still find work after many rounds');
}
