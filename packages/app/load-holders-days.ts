import { actingManagerStore } from '@throughline/db/acting-manager-store.ts';
import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aimedAt } from '@throughline/domain/conversation/aimed-at.ts';
import { holdersDays, type Days } from '@throughline/domain/people/acting-manager.ts';
import { managerOn } from '@throughline/domain/people/reporting-line.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { standInsOf } from './stand-ins-of.ts';

/** Over which days each conversation is its manager's, where somebody stands in for a while; one query where nobody does. */
export async function loadHoldersDays({
  tx,
  conversations,
  reports,
  policies,
  now,
}: {
  tx: Transaction;
  conversations: readonly StoredConversation[];
  reports: ReadonlyMap<string, StoredPerson>;
  policies: ReadonlyMap<string, Policy>;
  now: Temporal.Instant;
}): Promise<ReadonlyMap<string, Days>> {
  const acting = await actingManagerStore(tx).all();
  if (acting.length === 0) return new Map();
  const lines = await reportingLineStore(tx).ofReports(conversations.map(({ reportId }) => reportId));
  const standingIn = await peopleStore(tx).byIds([...new Set(acting.map(({ actingId }) => actingId))]);
  const people = new Map(standingIn.map((person) => [person.id, person]));
  return new Map(
    conversations.flatMap((conversation) => {
      const { reportId } = conversation;
      const rules = policies.get(conversation.policyId)?.rules;
      const timeZone = reports.get(reportId)?.timeZone ?? null;
      const today = localDateOf({ instant: now, timeZone: timeZone ?? 'UTC' });
      const managerId = managerOn({ lines, reportId, on: today });
      if (!rules || managerId === null) return [];
      const own = lines.filter((line) => line.reportId === reportId);
      const { standIns } = standInsOf({ acting, people, lines: own, reportId, manager: { id: managerId } });
      if (standIns.length === 0) return [];
      const on = aimedAt({ conversation, rules, timeZone, today });
      return [[conversation.id, holdersDays({ standIns, on, today })] as const];
    }),
  );
}
