import type { Transaction } from '@throughline/db/database.ts';
import { teamReleaseStore } from '@throughline/db/team-release-store.ts';
import { teamDates, type TeamDates } from '@throughline/domain/evidence/team-dates.ts';
import { isActiveOn } from '@throughline/domain/people/person.ts';
import { loadWorkforce, managerOf, todayOf, type Workforce } from './workforce.ts';

/** The dates of every team whose manager released them, by name of the manager. */
export async function releasedTeams({
  tx,
  workforce,
  now,
}: {
  tx: Transaction;
  workforce: Workforce;
  now: Temporal.Instant;
}): Promise<readonly TeamDates[]> {
  const releases = await teamReleaseStore(tx).all();
  return releases
    .flatMap(({ managerId }) => datesOf({ workforce, managerId, now }) ?? [])
    .toSorted((a, b) => a.manager.localeCompare(b.manager, 'en'));
}

/** What a manager would release, or has; null where nobody reports to them. */
export async function readReleasedTeam({
  tx,
  organizationId,
  managerId,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  managerId: string;
  now: Temporal.Instant;
}): Promise<TeamDates | null> {
  return datesOf({ workforce: await loadWorkforce({ tx, organizationId, now }), managerId, now });
}

function datesOf({
  workforce,
  managerId,
  now,
}: {
  workforce: Workforce;
  managerId: string;
  now: Temporal.Instant;
}): TeamDates | null {
  const manager = workforce.people.get(managerId);
  if (manager === undefined) return null;
  const today = todayOf({ person: manager, workforce, now });
  if (!isActiveOn({ person: manager, on: today })) return null;
  const team = [...workforce.people.values()].filter(
    (person) => managerOf({ workforce, report: person, today })?.id === managerId && isActiveOn({ person, on: today }),
  );
  if (team.length === 0) return null;
  return teamDates({
    manager: manager.displayName,
    latest: team.map(({ id }) => ownOf({ latest: workforce.latestOf.get(id), managerId })),
    timeZone: manager.timeZone ?? workforce.organization.timeZone,
    now,
  });
}

/** A conversation somebody else holds is not this manager's to release. */
function ownOf({ latest, managerId }: { latest: ReturnType<Workforce['latestOf']['get']>; managerId: string }) {
  return latest?.managerId === managerId ? latest : null;
}
