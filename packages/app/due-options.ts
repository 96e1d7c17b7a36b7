import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { dueRequestStore, type StoredDueRequest } from '@throughline/db/due-request-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { latestDueDate, soonerDueDate, type Sooner } from '@throughline/domain/conversation/due-request.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';

/** What one of the two may ask about a due date, and what they asked. */
export type DueOptions = {
  readonly sooner: Sooner;
  /** How far the report may put it off; `null` for the manager. */
  readonly latest: Temporal.PlainDate | null;
  /** Their own, while it is to be carried out or the due date is what they asked for. */
  readonly asked: StoredDueRequest | null;
  /** The report said that the one before did not take place, or was part of the 1:1. Seen by nobody else. */
  readonly offersSooner: boolean;
};

/** Null where the due date is settled for good. */
export async function dueOptions({
  tx,
  organizationId,
  conversation,
  side,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  conversation: StoredConversation;
  side: Side;
  now: Temporal.Instant;
}): Promise<DueOptions | null> {
  if (conversation.state !== 'due' && conversation.state !== 'booked') return null;
  const { reportId, managerId, previousId } = conversation;
  const policy = (await policyStore(tx).all()).find(({ id }) => id === conversation.policyId);
  const organization = await organizationStore(tx).byId(organizationId);
  const report = await peopleStore(tx).byId(reportId);
  if (!policy || !organization || !report)
    throw new Error(`Conversation ${conversation.id} has lost its report or policy`);
  const timeZone = report.timeZone ?? organization.timeZone;
  const requests = dueRequestStore(tx);
  const askedById = side === 'report' ? reportId : managerId;
  const last = askedById && (await requests.latestOf({ conversationId: conversation.id, askedById }));
  const isStanding = last && last.kind !== 'as_before' && last.dueOn.equals(conversation.dueOn);
  const isOurs = last && (last.doneAt === null || isStanding) ? last : null;
  const events = await eventStore(tx).wantedOf([conversation.id]);
  const sooner = soonerDueDate({
    conversation,
    hasEvent: events.length > 0,
    policy,
    today: localDateOf({ instant: now, timeZone }),
  });
  if (side === 'manager') return { sooner, latest: null, asked: isOurs, offersSooner: false };

  const { lastHeldOn, firstOpenedAt } = await requests.gapOf(reportId);
  const firstOpenedOn = localDateOf({ instant: firstOpenedAt ?? conversation.openedAt, timeZone });
  return {
    sooner,
    latest: latestDueDate({ conversation, lastHeldOn, firstOpenedOn, policy, now }),
    asked: isOurs,
    offersSooner: sooner.kind === 'possible' && (await saidItDidNot({ tx, previousId })),
  };
}

async function saidItDidNot({ tx, previousId }: { tx: Transaction; previousId: string | null }): Promise<boolean> {
  const previous = previousId && (await conversationStore(tx).byId(previousId));
  if (!previous || previous.state !== 'unconfirmed') return false;
  const answer = await evidenceStore(tx).ownAnswer({ conversationId: previous.id, side: 'report' });
  return answer !== null && answer !== 'happened';
}
