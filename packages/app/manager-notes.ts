import { conversationViewStore, type ConversationView } from '@throughline/db/conversation-view-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { paceNotes, paceSentence } from '@throughline/domain/conversation/pace.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { workload, workloadSentence } from '@throughline/domain/scheduling/workload.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';

export type ManagerNotes = {
  /** The arithmetic of more conversations than the weeks hold; null while they hold them. */
  readonly workload: string | null;
  /** How their conversations are spaced. */
  readonly pace: readonly string[];
};

/**
 * Sentences for one manager's own page and mails: no page, figure, webhook or answer of ours has them for anybody else.
 * None of them depends on what anybody said about a conversation.
 */
export async function managerNotes({
  tx,
  managerId,
  rules,
  timeZone,
  now,
  pace: { since, until },
}: {
  tx: Transaction;
  managerId: string;
  /** The manager's own. */
  rules: PolicyRules;
  timeZone: string;
  now: Temporal.Instant;
  /** Conversations that start within; half-open, without an end where null. */
  pace: { readonly since: Temporal.Instant; readonly until: Temporal.Instant | null };
}): Promise<ManagerNotes> {
  const views = conversationViewStore(tx);
  const open = await views.all({ managerId, states: ['due', 'booked', 'awaiting_confirmation'] });
  const decided = await views.all({ managerId, states: ['held', 'unconfirmed'], closedAfter: since });
  const due = open.filter(({ state }) => state === 'due');
  const planned = new Map(
    (await eventStore(tx).wantedOf(due.map(({ id }) => id))).map((one) => [one.conversationId, one]),
  );
  const load = workload({
    open: open
      .filter(({ state }) => state !== 'awaiting_confirmation')
      .map(({ id, dueOn, startsAt, waitingFor }) => ({
        dueOn,
        startsAt: startsAt ?? planned.get(id)?.startsAt ?? null,
        waitsForCapacity: waitingFor === 'capacity',
      })),
    rules,
    timeZone,
    today: localDateOf({ instant: now, timeZone }),
  });
  const isWithin = ({ startsAt }: Pick<ConversationView, 'startsAt'>) =>
    startsAt !== null &&
    Temporal.Instant.compare(startsAt, since) >= 0 &&
    (until === null || Temporal.Instant.compare(startsAt, until) < 0);
  const conversations = [...open, ...decided]
    .filter(isWithin)
    .flatMap(({ report, startsAt, endsAt }) =>
      startsAt && endsAt ? [{ reportName: report.displayName, startsAt, endsAt }] : [],
    );
  return {
    workload: load && workloadSentence(load),
    pace: paceNotes({ conversations, rules, timeZone, now }).map(paceSentence),
  };
}
