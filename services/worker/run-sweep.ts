import type { AppContext } from '@throughline/app/context.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { Sweep } from './timetable.ts';

/**
 * Runs one sweep for one organisation or for all. Demo organisations exist beside the sandbox only: without it
 * every sweep passes them by. One organisation's failure never keeps the others waiting; the first is thrown at the end.
 */
export async function runSweep(
  context: AppContext,
  { sweep, organizationId, includeDemo }: { sweep: Sweep; organizationId: string | null; includeDemo: boolean },
): Promise<number> {
  const organizations = await context.db.acrossOrganizations((tx) =>
    organizationStore(tx).inState({ states: ['draft', 'pilot', 'live', 'paused'], includeDemo }),
  );
  const wanted = organizations.filter(({ id }) => organizationId === null || id === organizationId);
  const failures: unknown[] = [];
  let effects = 0;
  for (const { id } of wanted) {
    try {
      effects += await sweep.run(context, { organizationId: id });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return effects;
}
