import type { ConnectionHealthResponse } from '@throughline/contracts/pages/connection-health.ts';
import { connectionHealthStore } from '@throughline/db/connection-health-store.ts';
import { connectionHealth as healthOf } from '@throughline/domain/connection/connection-health.ts';
import { troubleWords } from '@throughline/domain/connection/trouble-words.ts';
import type { AppContext } from './context.ts';
import { hasWorksCouncil } from './told-by-person.ts';

/** How many calendars stand how. Few of them are somebody's: under a works council's terms none is told. */
export async function connectionHealth(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<ConnectionHealthResponse> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    if (await hasWorksCouncil({ tx, organizationId })) return { health: null };
    const { broken, push, oldestReadHours, ...counts } = healthOf({
      facts: await connectionHealthStore(tx).facts({ now }),
      now,
    });
    const oldest =
      oldestReadHours === null ? null : now.subtract({ milliseconds: Math.round(oldestReadHours * 3_600_000) });
    return {
      health: {
        ...counts,
        broken: broken.map(({ because, calendars }) => ({
          why: troubleWords({ kind: 'not_connected', because, since: now }),
          calendars,
        })),
        announced: push.announced,
        polledOnly: push.polledOnly,
        oldestReadAt: oldest?.toString() ?? null,
      },
    };
  });
}
