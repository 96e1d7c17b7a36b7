import { hrSourceStore, type StoredHrSource } from '@throughline/db/hr-source-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';
import { pullPeople, type PullContext } from './pull-people.ts';

/** Local hour from which the night's pull is due: after what HR systems do at midnight. */
const hour = 2;

/** Pulls from whichever source is due: a new one at once, each one every night, the highest first. Answers how many. */
export async function pullDueSources(
  context: PullContext & Pick<AppContext, 'log'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = context.clock.now();
  const wall = context.clock.wall();
  const due = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null) return [];
    const local = now.toZonedDateTimeISO(organization.timeZone);
    return (await hrSourceStore(tx).all()).filter((source) => isDue({ source, local, wall }));
  });
  for (const { id: sourceId, kind } of due) {
    const result = await pullPeople(context, { organizationId, sourceId });
    if (result.kind === 'failed') context.log.warn({ kind, problem: result.problem }, 'an HR system was not read');
    if (result.kind === 'paused') context.log.warn({ ...result, kind }, 'a pull waits: too many would leave');
  }
  return due.length;
}

function isDue({
  source: { state, lastRunFor, notBefore },
  local,
  wall,
}: {
  source: StoredHrSource;
  local: Temporal.ZonedDateTime;
  wall: Temporal.Instant;
}): boolean {
  if (state === 'paused' || (notBefore !== null && Temporal.Instant.compare(wall, notBefore) < 0)) return false;
  if (lastRunFor === null) return true;
  return local.hour >= hour && Temporal.PlainDate.compare(lastRunFor, local.toPlainDate()) < 0;
}
