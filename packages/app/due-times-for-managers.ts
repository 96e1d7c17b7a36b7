import type { Transaction } from '@throughline/db/database.ts';
import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { outboxStore } from '@throughline/db/outbox-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { isAtWork } from '@throughline/domain/reminders/bundle-nudges.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { QueuedMail } from './queue-mail.ts';
import { policyOf, recipientFrom } from './reminder-facts.ts';
import type { ReminderFacts } from './reminder-facts.ts';

/** Longer than any local day, so that whatever was mailed today is found. */
const dayAndMore = { hours: 48 } as const;

/**
 * Both get times to pick from: the report a mail of their own, the manager lines in the mail of the day about what could
 * use a hand, which is made for them alone where none leaves anyway. Times that only take the place of others are no
 * news: they stand on the page and in the Monday mail, and why they were replaced is not told.
 */
export async function dueTimesForManagers({
  tx,
  facts,
  carriers,
}: {
  tx: Transaction;
  facts: ReminderFacts;
  /** Mails about to be queued; a Monday mail or one with lines has the times in it. */
  carriers: readonly QueuedMail[];
}): Promise<readonly QueuedMail[]> {
  const { now } = facts;
  const offered = await proposalStore(tx).newToManagers();
  const [first] = offered;
  if (first === undefined) return [];
  const stopped = await mailOptOutStore(tx).stoppedBy('monday-mail');
  const since = first.offeredAt.subtract(dayAndMore);
  const withLines = await outboxStore(tx).lastQueuedFor({ templates: ['nudges'], since });
  const mondays = await outboxStore(tx).lastQueuedFor({ templates: ['monday-mail'], since });
  const told = (personId: string) => [
    withLines.get(personId),
    stopped.has(personId) ? undefined : mondays.get(personId),
  ];
  const carried = new Set(
    carriers
      .filter(
        ({ template, recipient }) =>
          template === 'nudges' || (template === 'monday-mail' && !stopped.has(recipient.id)),
      )
      .map(({ recipient }) => recipient.id),
  );
  return [...Map.groupBy(offered, ({ managerId }) => managerId)].flatMap(([managerId, own]) => {
    const person = facts.people.get(managerId);
    const [{ policyId } = { policyId: '' }] = own;
    if (person === undefined || carried.has(managerId)) return [];
    const recipient = recipientFrom({ facts, person, policy: policyOf({ facts, policyId }) });
    const { timeZone } = recipient.workingPattern;
    const today = localDateOf({ instant: now, timeZone });
    const lasts = told(managerId).flatMap((last) => last ?? []);
    const isTold = own.every(({ offeredAt }) => lasts.some((last) => Temporal.Instant.compare(last, offeredAt) >= 0));
    const wasMailedToday = lasts.some((last) => localDateOf({ instant: last, timeZone }).equals(today));
    if (isTold || wasMailedToday || !isAtWork({ recipient, now })) return [];
    const day = today.toString();
    return [{ dedupeKey: `nudges.${managerId}.${day}`, template: 'nudges', recipient: person, payload: { day } }];
  });
}
