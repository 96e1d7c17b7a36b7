import type { TeamReleaseResponse } from '@throughline/contracts/pages/evidence.ts';
import { teamReleaseStore } from '@throughline/db/team-release-store.ts';
import type { AppContext } from './context.ts';
import { readReleasedTeam } from './released-teams.ts';
import { hasWorksCouncil } from './told-by-person.ts';

/** What a manager has released of their own team, or would: the very dates that leadership and HR are shown. */
export async function teamReleasePage(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<TeamReleaseResponse> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const release = await teamReleaseStore(tx).of(personId);
    const team = await readReleasedTeam({ tx, organizationId, managerId: personId, now });
    return {
      isOffered: team !== null && !(await hasWorksCouncil({ tx, organizationId })),
      releasedAt: release && release.releasedAt.toString(),
      reports: team?.reports ?? 0,
      dates: (team?.dates ?? []).map(({ on, ...date }) => ({ ...date, on: on.toString() })),
    };
  });
}
