import type { ExemptionsResponse } from '@throughline/contracts/pages/exemptions.ts';
import { actingManagerStore } from '@throughline/db/acting-manager-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { waitingStore } from '@throughline/db/waiting-store.ts';
import type { AppContext } from './context.ts';
import { listExemptions } from './list-exemptions.ts';
import { stretchOn } from './stretch-on.ts';

const reasons = ['manager_away', 'manager_inactive', 'manager_unknown'] as const;

/** For HR alone: exemptions with their holds, who stands in for whom, and whose conversation nobody holds. */
export async function exemptionsPage(
  context: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<ExemptionsResponse> {
  const { exemptions, today, longestDays } = await listExemptions(context, { organizationId });
  return context.db.inOrganization(organizationId, async (tx) => {
    const acting = await actingManagerStore(tx).all();
    const waiting = await waitingStore(tx).forReasons(reasons);
    const ids = [
      ...acting.flatMap((one) => [one.managerId, one.actingId, one.reportId, one.authorId]),
      ...waiting.flatMap((one) => [one.reportId, one.managerId]),
    ];
    const found = await peopleStore(tx).byIds([...new Set(ids.flatMap((id) => id ?? []))]);
    const people = new Map(found.map((person) => [person.id, person]));
    const named = (id: string | null) => onPage((id && people.get(id)) || null);
    return {
      today: today.toString(),
      longestDays,
      exemptions: exemptions.map(({ id, person, category, startsOn, endsOn, author, state }) => ({
        id,
        person: { id: person.id, displayName: person.displayName },
        category,
        startsOn: startsOn.toString(),
        endsOn: endsOn?.toString() ?? null,
        authorName: author?.displayName ?? null,
        when: state,
      })),
      actingManagers: acting.flatMap((one) => {
        const [manager, standIn] = [named(one.managerId), named(one.actingId)];
        if (!manager || !standIn) return [];
        return {
          id: one.id,
          manager,
          report: named(one.reportId),
          acting: standIn,
          startsOn: one.startsOn.toString(),
          endsOn: one.endsOn.toString(),
          authorName: named(one.authorId)?.displayName ?? null,
          when: stretchOn({ ...one, today }),
        };
      }),
      waiting: waiting.flatMap(({ conversationId, reportId, managerId, reason, dueOn, since }) => {
        const report = named(reportId);
        const told = reasons.find((one) => one === reason);
        if (!report || !told) return [];
        const manager = named(managerId);
        return { conversationId, report, manager, reason: told, dueOn: dueOn.toString(), since: since.toString() };
      }),
    };
  });
}

function onPage(person: StoredPerson | null) {
  return person && { id: person.id, displayName: person.displayName };
}
