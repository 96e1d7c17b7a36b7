import { organizationStore } from '@throughline/db/organization-store.ts';
import { pushChannelStore } from '@throughline/db/push-channel-store.ts';
import { inParallel } from './in-parallel.ts';
import { isServed } from './is-served.ts';
import { keepPush, type PushContext } from './keep-push.ts';

/** So many connections in one sweep; the rest are the longest waiting of the next. */
const most = 500;
const atOnce = 8;
/** No provider keeps a channel for longer. */
const lostAreOver = { hours: 31 * 24 } as const;

/**
 * Looks after the push channels of every connection whose time has come: opens, renews, replaces and closes them. Where
 * the organisation is not served, those that are left are closed. Answers how many steps were taken. A bug in one
 * connection's turn keeps no other from its own; the first is thrown at the end.
 */
export async function keepPushChannels(
  context: PushContext,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const { db, clock } = context;
  const now = clock.now();
  const wall = clock.wall();
  const { due, served } = await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const isWanted = organization !== null && isServed(organization);
    const channels = pushChannelStore(tx);
    await channels.forgetEnded({ now, askedBefore: now.subtract(lostAreOver) });
    return { due: await channels.due({ now, wall, leftOnly: !isWanted, limit: most }), served: isWanted };
  });
  const failures: unknown[] = [];
  const steps = await inParallel({
    items: due,
    limit: atOnce,
    work: async (connectionId) => {
      try {
        return await keepPush(context, { organizationId, connectionId, served });
      } catch (error) {
        failures.push(error);
        return 0;
      }
    },
  });
  if (failures.length > 0) throw failures[0];
  return steps.reduce((sum, taken) => sum + taken, 0);
}
