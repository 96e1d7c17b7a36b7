import type { WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { Proposal } from '@throughline/db/proposal-store.ts';
import { workingMomentFrom } from '@throughline/domain/people/working-pattern.ts';
import type { QueuedMail } from './queue-mail.ts';
import { policyOf, recipientFrom } from './reminder-facts.ts';
import type { ReminderFacts } from './reminder-facts.ts';

const askedFor: ReadonlySet<WaitingReason | null> = new Set(['calendar_unknown', 'no_common_time', 'capacity']);

/** How the key of each such mail begins. */
export const freshTimesKeys = 'fresh_times.';
/** Between two of them to one person. */
export const atLeastApart = { hours: 24 } as const;

/**
 * A time was picked and came to nothing, so the report, who counts on it, is told of the ones there are now: once for
 * each pick, in working hours, however lately they had another mail about it. Of several picks in a day they are told
 * once, and of one whose mail is yet to leave: it shows the times there are when it leaves.
 */
export function dueFreshTimes({
  facts,
  afterLostPicks,
  lastDue,
}: {
  facts: ReminderFacts;
  afterLostPicks: readonly Pick<Proposal, 'id' | 'conversationId'>[];
  /** When each person's last such mail is due, or was. */
  lastDue: ReadonlyMap<string, Temporal.Instant>;
}): readonly QueuedMail[] {
  return afterLostPicks.flatMap(({ id, conversationId }) => {
    const conversation = facts.conversations.find((one) => one.id === conversationId);
    const report = conversation && facts.people.get(conversation.reportId);
    if (!conversation || !askedFor.has(conversation.waitingFor) || !report) return [];
    const policy = policyOf({ facts, policyId: conversation.policyId });
    const { workingPattern } = recipientFrom({ facts, person: report, policy });
    const dueAt = workingMomentFrom({ ...workingPattern, instant: facts.now });
    const last = lastDue.get(report.id);
    if (dueAt === null || (last && Temporal.Instant.compare(dueAt, last.add(atLeastApart)) < 0)) return [];
    return [
      {
        dedupeKey: `${freshTimesKeys}${id}`,
        template: 'availability-request',
        recipient: report,
        payload: { again: 'yes' },
        dueAt,
      },
    ];
  });
}
