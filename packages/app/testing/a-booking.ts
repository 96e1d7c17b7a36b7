import { conversationStore } from '@throughline/db/conversation-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { syncConnection, type SyncedConnection } from '../sync-connection.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './a-team.ts';
import { bookAll, turn, type BookingContext } from './booking-context.ts';

/** One manager and one report with an invitation out, and the manager's calendar read once since. */
export async function aBooking({
  context,
  reports: count = 1,
  rules = {},
}: {
  context: BookingContext;
  reports?: number;
  rules?: Partial<PolicyRules>;
}) {
  const { db, world } = context;
  const team = await aTeam({ context, reports: count, rules: { firstPlanHoldWorkingDays: 0, ...rules } });
  const { organizationId, manager, reports } = team;
  await openAccounts({ world, people: [manager, ...reports] });
  await connectPeople({ context, world, organizationId, people: [manager] });
  await turn(context, { organizationId });
  // Online meetings come a moment after their events.
  await world.control('POST', 'clock', { advance: 'PT1S' });
  const connection = await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id));
  if (connection === null) throw new Error('The manager is not connected');
  const connectionId = connection.id;
  const sync = (): Promise<SyncedConnection> => syncConnection(context, { organizationId, connectionId });
  await sync();
  const [first] = await openConversations({ db, organizationId });
  const event = first?.event;
  if (!first || !event?.providerEventId) throw new Error('Nothing was booked');
  const conversationId = first.conversation.id;
  return {
    ...team,
    report: reports.find((one) => one.id === first.conversation.reportId)!,
    connectionId,
    conversationId,
    event,
    providerEventId: event.providerEventId,
    sync,
    /** Lets the worker write what became due. */
    write: () => bookAll(context, { organizationId }),
    read: async () => {
      const conversation = await db.inOrganization(organizationId, (tx) => conversationStore(tx).byId(conversationId));
      const open = await openConversations({ db, organizationId });
      const history = await db.inOrganization(organizationId, (tx) => conversationStore(tx).history(conversationId));
      return {
        conversation: conversation!,
        event: open.find((one) => one.conversation.id === conversationId)?.event ?? null,
        history: history.map(({ kind, actor, details }) => ({ kind, actor, details })),
      };
    },
    connection: () => db.inOrganization(organizationId, (tx) => connectionStore(tx).byId(connectionId)),
  };
}
