import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { connectUrl } from './mail-links.ts';
import { addressed, mayBeAskedNow, moot, untilGranted } from './mail-occasion.ts';
import type { MailOccasion, MailWriter } from './mail-occasion.ts';

/** To a manager, while reports of theirs need a date for want of a calendar. */
export const writeConnectRequest: MailWriter = async (context, occasion) => {
  const waiting = await waitingConversations(occasion);
  const [soonest] = waiting;
  if (soonest === undefined) return moot('nobody waits for this calendar any more');
  if (!(await mayBeAskedNow(context, occasion))) return untilGranted(occasion);
  const { connectRequests } = await rulesOf(occasion, soonest.policyId);
  return {
    kind: 'content',
    content: {
      template: 'connect-request',
      ...addressed(occasion),
      reports: waiting.map(({ report, dueOn }) => ({ name: report.displayName, dueOn })),
      connectUrl: await personalConnectUrl(context, occasion, soonest.policyId),
      request: Number(occasion.mail.payload['request'] ?? 1),
      requests: connectRequests,
    },
  };
};

async function waitingConversations({ tx, recipient }: MailOccasion) {
  const connection = await connectionStore(tx).ofPerson(recipient.id);
  if (connection?.status === 'active') return [];
  const due = await conversationViewStore(tx).all({ states: ['due'], managerId: recipient.id });
  return due.filter(({ waitingFor }) => waitingFor === 'manager_not_connected');
}

/** Good until the next request takes its place. */
async function personalConnectUrl(
  context: Parameters<MailWriter>[0],
  occasion: MailOccasion,
  policyId: string,
): Promise<string> {
  const { connectReminderDays } = await rulesOf(occasion, policyId);
  return connectUrl(context, {
    organizationId: occasion.organization.id,
    personId: occasion.recipient.id,
    expiresAt: occasion.now.add({ hours: connectReminderDays * 24 }),
  });
}

async function rulesOf({ tx }: MailOccasion, policyId: string) {
  const policy = (await policyStore(tx).all()).find(({ id }) => id === policyId);
  if (policy === undefined) throw new Error(`There is no policy ${policyId}`);
  return policy.rules;
}
