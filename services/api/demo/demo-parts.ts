import type { AppContext } from '@throughline/app/context.ts';
import { organizationToday } from '@throughline/app/organization-today.ts';
import type { demoParts, SessionResponse } from '@throughline/contracts/pages/session.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { coverageStore, type CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { managersOn } from '@throughline/domain/people/reporting-line.ts';

export type DemoPart = NonNullable<SessionResponse['demo']>['parts'][number];
type PartName = (typeof demoParts)[number];

const titles: Readonly<Record<PartName, string>> = {
  hr: 'HR lead',
  leader: 'VP, a manager of managers',
  manager: 'Manager',
  report: 'Report',
};

/** The demo organisation, or null where there is none. */
export function findDemoOrganization({ db }: Pick<AppContext, 'db'>): Promise<Organization | null> {
  return db.acrossOrganizations(async (tx) => {
    const all = await organizationStore(tx).all();
    return all.find((organization) => organization.demo) ?? null;
  });
}

/** Whom one can look through the eyes of: four people whose pages have something on them. */
export function findDemoParts(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<readonly DemoPart[]> {
  return db.inOrganization(organizationId, async (tx) => {
    const people = new Map((await peopleStore(tx).all()).map((person) => [person.id, person]));
    const on = await organizationToday({ tx, organizationId, now: clock.now() });
    const managers = managersOn({ lines: await reportingLineStore(tx).all(), on });
    const managing = new Set(managers.values());
    const [hr] = await accessStore(tx).peopleWithRole('hr');
    const booked = (await conversationStore(tx).open()).find(
      ({ state, managerId, reportId }) => state === 'booked' && managerId !== null && !managing.has(reportId),
    );
    const manager = booked?.managerId ?? undefined;
    const cast: readonly (readonly [PartName, string | undefined])[] = [
      ['hr', hr],
      ['leader', leaderWithFigures({ snapshot: await coverageStore(tx).latestSnapshot(), managers })],
      ['manager', manager],
      ['report', booked?.reportId],
    ];
    return cast.flatMap(([part, personId]) => {
      const person = people.get(personId ?? '');
      return person === undefined
        ? []
        : [{ part, displayName: person.displayName, title: titles[part], personId: person.id }];
    });
  });
}

/**
 * Of the leaders below the top whose figures are large enough to be shown, the one with the most people; any of them
 * while there are no figures.
 */
function leaderWithFigures({
  snapshot,
  managers,
}: {
  snapshot: CoverageSnapshot | null;
  managers: ReadonlyMap<string, string>;
}): string | undefined {
  const lines = (snapshot?.rows ?? []).flatMap(({ unit, hidden }) =>
    unit.kind === 'leader' && !hidden && managers.has(unit.leaderId) ? [unit.leaderId] : [],
  );
  const leaders = [...managers].flatMap(([, manager]) => managers.get(manager) ?? []);
  // Rows come the larger first.
  return lines[0] ?? leaders.find((leader) => managers.has(leader)) ?? leaders[0];
}
