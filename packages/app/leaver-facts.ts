import type { ConversationFacts } from '@throughline/db/conversation-summary-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import { heldWithinYearBefore, leftWithinYear, type LeaverFact } from '@throughline/domain/coverage/leavers.ts';
import { hasLeft } from '@throughline/domain/people/person.ts';
import { managersOn } from '@throughline/domain/people/reporting-line.ts';
import { withoutCycles } from '@throughline/domain/people/reporting-trouble.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { policyOf, type Staff } from './workforce.ts';

/**
 * Who left within a year of that day, with whoever was their manager last and the managers above as they are today.
 * Whoever never had a manager was asked for no conversation and is not among them.
 */
export function leaverFacts({
  workforce,
  conversations,
  asOf,
}: {
  workforce: Staff;
  conversations: ReadonlyMap<string, ConversationFacts>;
  asOf: Temporal.PlainDate;
}): readonly LeaverFact[] {
  const lines = [...workforce.linesOf.values()].flat();
  const managers = managersOn({ lines: withoutCycles({ lines, on: asOf }), on: asOf });
  return [...workforce.people.values()].flatMap((person): LeaverFact[] => {
    if (!hasLeft({ person, on: asOf }) || policyOf({ workforce, report: person }) === null) return [];
    const leftOn = leftOnOf({ person, workforce });
    const last = (workforce.linesOf.get(person.id) ?? []).findLast(({ managerId }) => workforce.people.has(managerId));
    if (last === undefined || !leftWithinYear({ leftOn, asOf })) return [];
    const lastHeldOn = conversations.get(person.id)?.gapBase.lastHeldOn ?? null;
    return [
      {
        reportId: person.id,
        managers: chainFrom({ managers, managerId: last.managerId }),
        groups: person.groups,
        heldInLastYear: heldWithinYearBefore({ leftOn, lastHeldOn }),
      },
    ];
  });
}

/** The last day HR stated or, where it only said that somebody is gone, the day it last said so. */
function leftOnOf({ person, workforce }: { person: StoredPerson; workforce: Staff }): Temporal.PlainDate {
  return person.endDate ?? localDateOf({ instant: person.updatedAt, timeZone: workforce.organization.timeZone });
}

function chainFrom({
  managers,
  managerId,
}: {
  managers: ReadonlyMap<string, string>;
  managerId: string;
}): readonly string[] {
  const chain: string[] = [];
  for (let above: string | undefined = managerId; above !== undefined; above = managers.get(above)) chain.push(above);
  return chain;
}
