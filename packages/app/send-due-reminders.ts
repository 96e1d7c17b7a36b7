import type { Transaction } from '@throughline/db/database.ts';
import { nudgeStore } from '@throughline/db/nudge-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { outboxStore } from '@throughline/db/outbox-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { waitingStore } from '@throughline/db/waiting-store.ts';
import type { AppContext } from './context.ts';
import { dueConnectRequests } from './due-connect-requests.ts';
import { duePlanPreviews, dueReconnectNotices } from './due-connection-mails.ts';
import { dueConversationMails } from './due-conversation-mails.ts';
import { atLeastApart, dueFreshTimes, freshTimesKeys } from './due-fresh-times.ts';
import { dueMondayMails } from './due-monday-mails.ts';
import { dueNudges } from './due-nudges.ts';
import { dueTimesForManagers } from './due-times-for-managers.ts';
import { isServed } from './is-served.ts';
import { lookUpCalendarDomains } from './look-up-calendar-domains.ts';
import { queueMail } from './queue-mail.ts';
import type { QueuedMail } from './queue-mail.ts';
import { loadReminderFacts } from './reminder-facts.ts';
import type { ReminderFacts } from './reminder-facts.ts';

const weekHours = 7 * 24;

/**
 * Queues every mail whose moment has come: requests to connect, held plans, preparation, the confirmation ask, the
 * Monday mail, broken connections, what slipped. Each occasion has one key, so that running twice or at once queues nothing more.
 * Answers how many were new.
 */
export async function sendDueReminders(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'publicUrl' | 'queue' | 'log'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  await lookUpCalendarDomains(context, { organizationId });
  const now = context.clock.now();
  const queued = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return 0;
    const facts = await loadReminderFacts({ tx, calendars: context.calendars, organization, now });
    const mails = [
      ...dueConversationMails(facts),
      ...dueMondayMails(facts),
      ...duePlanPreviews(facts),
      ...(await reconnectNotices({ tx, facts })),
      ...(await requestsAndFreshTimes({ tx, facts })),
    ];
    const known = await outboxStore(tx).known(mails.map(({ dedupeKey }) => dedupeKey));
    const unknown = mails.filter(({ dedupeKey }) => !known.has(dedupeKey));
    const nudging = await dueNudges({
      tx,
      facts,
      carriers: unknown.filter(({ template }) => template === 'monday-mail'),
    });
    const leaving = [...unknown, ...nudging.flatMap(({ mail }) => mail ?? [])];
    const all = [...leaving, ...(await dueTimesForManagers({ tx, facts, carriers: leaving }))];
    const queued = new Set(await queueMail(context, { tx, organizationId, mails: all, now }));
    // Of two sweeps at once only the one whose mail it is takes the steps.
    const taken = nudging.filter(({ mailKey }) => queued.has(mailKey)).flatMap((mail) => mail.taken);
    await nudgeStore(tx).add({ taken, now });
    return queued.size;
  });
  if (queued > 0) await context.queue.wake({ name: 'relay-outbox', organizationId });
  return queued;
}

type Given = { tx: Transaction; facts: ReminderFacts };

/** Who is told of fresh times is asked for a calendar in that same mail. */
async function requestsAndFreshTimes({ tx, facts }: Given): Promise<readonly QueuedMail[]> {
  const fresh = dueFreshTimes({
    facts,
    afterLostPicks: await proposalStore(tx).afterLostPicks(),
    lastDue: await outboxStore(tx).lastDueFor({ keysBegin: freshTimesKeys, since: facts.now.subtract(atLeastApart) }),
  });
  const known = await outboxStore(tx).known(fresh.map(({ dedupeKey }) => dedupeKey));
  const untold = fresh.filter(({ dedupeKey }) => !known.has(dedupeKey));
  const told = new Set(untold.map(({ recipient }) => recipient.id));
  const requests = await requestsToConnect({ tx, facts });
  return [...untold, ...requests.filter(({ recipient }) => !told.has(recipient.id))];
}

async function requestsToConnect({ tx, facts }: Given): Promise<readonly QueuedMail[]> {
  const stuck = await waitingStore(tx).forReasons([
    'manager_not_connected',
    'calendar_unknown',
    'no_common_time',
    'capacity',
  ]);
  if (stuck.length === 0) return [];
  const withTimes = await proposalStore(tx).havingOpen(stuck.map(({ conversationId }) => conversationId));
  // Where both calendars are known, nothing is asked for but which of the times it is to be.
  const waiting = stuck.filter(
    ({ conversationId, reason }) =>
      reason === 'manager_not_connected' || reason === 'calendar_unknown' || withTimes.has(conversationId),
  );
  if (waiting.length === 0) return [];
  const pause = Math.min(...[...facts.policies.values()].map(({ rules }) => rules.connectReminderDays));
  const since = facts.now.subtract({ hours: pause * 24 });
  const outbox = outboxStore(tx);
  const askedLately = new Set([
    ...(await outbox.recipientsSince({ template: 'connect-request', since })),
    ...(await outbox.recipientsSince({ template: 'availability-request', since })),
  ]);
  return dueConnectRequests({ facts, waiting, askedLately, withTimes });
}

async function reconnectNotices({ tx, facts }: Given): Promise<readonly QueuedMail[]> {
  const broken = [...facts.connections.values()].some(({ status }) => status === 'reconnect_required');
  if (!broken) return [];
  const since = facts.now.subtract({ hours: weekHours });
  const toldLately = await outboxStore(tx).recipientsSince({ template: 'reconnect-notice', since });
  return dueReconnectNotices({ facts, toldLately });
}
