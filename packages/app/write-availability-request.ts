import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { connectUrl, timesUrl } from './mail-links.ts';
import { addressed, mayBeAskedNow, moot, untilGranted, zoneOf } from './mail-occasion.ts';
import type { MailOccasion, MailWriter, MailWriting } from './mail-occasion.ts';
import { outsideHours } from './outside-hours.ts';
import type { TimesToPick } from './ports/mail-content.ts';

/** Nothing was found by the usual rules, so the two are asked. */
const askedFor = ['calendar_unknown', 'no_common_time', 'capacity'] as const;

/**
 * To a report whose working week nobody's grant shows, or for whom and whose manager nothing fits: times to pick from.
 * Being seen as busy is all else it asks, and only of the former.
 */
export const writeAvailabilityRequest: MailWriter = async (context, occasion) => {
  const { tx, recipient, organization, now } = occasion;
  const due = await conversationViewStore(tx).all({ states: ['due'], reportId: recipient.id });
  const waiting = due.find(({ waitingFor }) => askedFor.some((reason) => reason === waitingFor));
  const because = askedFor.find((reason) => reason === waiting?.waitingFor);
  const policy = (await policyStore(tx).all()).find(({ id }) => id === waiting?.policyId);
  if (!waiting?.manager || !because || !policy) return moot('nobody waits for this calendar any more');

  const connection = await connectionStore(tx).ofPerson(recipient.id);
  const times = await timesToPick(context, { occasion, waiting, rules: policy.rules });
  const wouldShow = because === 'calendar_unknown' && connection?.status !== 'active';
  if (!wouldShow && times === null) return moot('nobody waits for this calendar any more');
  const mayConnect = wouldShow && (await mayBeAskedNow(context, occasion));
  if (!mayConnect && times === null) return untilGranted(occasion);
  // Good until the next request takes its place.
  const expiresAt = now.add({ hours: policy.rules.connectReminderDays * 24 });
  return {
    kind: 'content',
    content: {
      template: 'availability-request',
      ...addressed(occasion),
      managerName: waiting.manager.displayName,
      because,
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
    waiting: { id: conversationId, manager: view },
    rules,
  }: { occasion: MailOccasion; waiting: ConversationView; rules: PolicyRules },
): Promise<TimesToPick | null> {
  const { tx, recipient, organization, now } = occasion;
  const proposal = await proposalStore(tx).latest(conversationId);
  const isOpen = proposal && proposal.withdrawnAt === null && proposal.pickedAt === null;
  if (!isOpen || Temporal.Instant.compare(proposal.expiresAt, now) <= 0) return null;
  const manager = view && (await peopleStore(tx).byId(view.id));
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
      outsideHours: outsideFor({ slot: { start, end }, manager, report: recipient, rules }),
    })),
    timeZone: zoneOf(occasion),
    otherTimeZone: manager?.timeZone ?? organization.timeZone,
    until: proposal.expiresAt,
    othersUrl: refused.size === 0 ? url : null,
  };
}

/** To the report. */
function outsideFor(given: Parameters<typeof outsideHours>[0]): TimesToPick['slots'][number]['outsideHours'] {
  const { report, manager } = outsideHours(given);
  return { reader: report, other: manager };
}
