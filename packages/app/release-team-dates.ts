import { auditStore } from '@throughline/db/audit-store.ts';
import { teamReleaseStore } from '@throughline/db/team-release-store.ts';
import type { AppContext } from './context.ts';
import { readReleasedTeam } from './released-teams.ts';
import { hasWorksCouncil } from './told-by-person.ts';

type Asked = { readonly organizationId: string; readonly personId: string };

/**
 * A manager lets leadership and HR see the dates of their own team in the evidence pack, or takes that back. Said again,
 * it changes nothing and is not on record twice.
 */
export async function releaseTeamDates(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, personId, released }: Asked & { released: boolean },
): Promise<'done' | 'no_team' | 'works_council'> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    if (released) {
      // What is released already can be taken back whatever has become of the team.
      if (await hasWorksCouncil({ tx, organizationId })) return 'works_council';
      if ((await readReleasedTeam({ tx, organizationId, managerId: personId, now })) === null) return 'no_team';
    }
    const store = teamReleaseStore(tx);
    const given = { managerId: personId, now };
    const isNew = released ? await store.release(given) : await store.revoke(given);
    if (!isNew) return 'done';
    await auditStore(tx).append({
      at: now,
      entry: {
        actor: { kind: 'person', id: personId },
        action: released ? 'team_dates.released' : 'team_dates.revoked',
        subjectKind: 'person',
        subjectId: personId,
        details: {},
      },
    });
    return 'done';
  });
}
