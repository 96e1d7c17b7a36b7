import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { connectUrl, timesUrl } from './mail-links.ts';
import { addressed, mayBeAskedNow, moot, untilGranted, zoneOf } from './mail-occasion.ts';
import type { MailOccasion, MailWriter, MailWriting } from './mail-occasion.ts';
import type { TimesToPick } from './ports/mail-content.ts';

/** To a report whose working week nobody's grant shows: times to pick from, and being seen as busy is all else it asks. */
export const writeAvailabilityRequest: MailWriter = async (context, occasion) => {
  const { tx, recipient, organization, now } = occasion;
  const due = await conversationViewStore(tx).all({ states: ['due'], reportId: recipient.id });
  const waiting = due.find(({ waitingFor }) => waitingFor === 'calendar_unknown');
  const policy = (await policyStore(tx).all()).find(({ id }) => id === waiting?.policyId);
  if (!waiting?.manager || !policy) return moot('nobody waits for this calendar any more');

  const connection = await connectionStore(tx).ofPerson(recipient.id);
  const times = await timesToPick(context, { occasion, waiting, rules: policy.rules });
  const isConnected = connection?.status === 'active';
  if (isConnected && times === null) return moot('nobody waits for this calendar any more');
  const mayConnect = !isConnected && (await mayBeAskedNow(context, occasion));
  if (!mayConnect && times === null) return untilGranted(occasion);
  // Good until the next request takes its place.
  const expiresAt = now.add({ hours: policy.rules.connectReminderDays * 24 });
  return {
    kind: 'content',
    content: {
      template: 'availability-request',
      ...addressed(occasion),
      managerName: waiting.manager.displayName,
      dueOn: waiting.dueOn,
      connectUrl: mayConnect
        ? connectUrl(context, { organizationId: organization.id, personId: recipient.id, expiresAt })
        : null,
      times,
      again: occasion.mail.payload['again'] === 'yes',
    },
  };
};

async function timesToPick(
  context: MailWriting,
  {
    occasion,
    waiting: { id: conversationId, manager },
    rules,
  }: { occasion: MailOccasion; waiting: ConversationView; rules: PolicyRules },
): Promise<TimesToPick | null> {
  const { tx, recipient, organization, now } = occasion;
  const proposal = await proposalStore(tx).latest(conversationId);
  const isOpen = proposal && proposal.withdrawnAt === null && proposal.pickedAt === null;
  if (!isOpen || Temporal.Instant.compare(proposal.expiresAt, now) <= 0) return null;
  const refused = await proposalStore(tx).refused([conversationId]);
  // It leads to whatever is proposed by then, for as long ahead as anything is.
  const url = timesUrl(context, {
    organizationId: organization.id,
    personId: recipient.id,
    conversationId,
    expiresAt: now.add({ hours: rules.planningHorizonDays * 24 }),
  });
  return {
    slots: proposal.slots.map(({ start, end }) => ({
      startsAt: start,
      endsAt: end,
      pickUrl: `${url}&pick=${encodeURIComponent(start.toString())}`,
    })),
    timeZone: zoneOf(occasion),
    otherTimeZone: manager?.timeZone ?? organization.timeZone,
    until: proposal.expiresAt,
    othersUrl: refused.size === 0 ? url : null,
  };
}
