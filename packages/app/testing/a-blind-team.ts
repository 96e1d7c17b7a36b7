import { conversationStore } from '@throughline/db/conversation-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { proposal } from '@throughline/db/schema/tables.ts';
import type { WorkingHours } from '@throughline/domain/people/person.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { openDueConversations } from '../open-due-conversations.ts';
import { planConversations } from '../plan-conversations.ts';
import { aTeam, connectPeople, openConversations } from './a-team.ts';
import type { BookingContext } from './booking-context.ts';

/** Ben, who is connected, and his reports, whose calendars nobody may read: looked at once by the planner unless said otherwise. */
export async function aBlindTeam({
  context,
  reports: count = 1,
  rules = {},
  managerHours = null,
  reportZone = null,
  foreign = false,
  planned = true,
}: {
  context: BookingContext;
  reports?: number;
  rules?: Partial<PolicyRules>;
  managerHours?: WorkingHours | null;
  /** Berlin where it is left out. */
  reportZone?: string | null;
  /** In another company's cloud, where they do share when they are busy. */
  foreign?: boolean;
  planned?: boolean;
}) {
  const { db, world } = context;
  const team = await aTeam({ context, reports: count, rules: { firstPlanHoldWorkingDays: 0, ...rules } });
  const { organizationId, manager } = team;
  const reports = team.reports.map((report) => ({
    ...report,
    timeZone: reportZone ?? report.timeZone,
    workEmail: foreign ? report.workEmail.replace('@example.com', '@partner.example') : report.workEmail,
  }));
  const people = [{ ...manager, workingHours: managerHours }, ...reports];
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put(people));
  await world.addPerson({ email: manager.workEmail });
  for (const { workEmail } of reports) await world.addPerson({ email: workEmail, sharesFreeBusy: foreign });
  await connectPeople({ context, world, organizationId, people: [manager] });
  await openDueConversations(context, { organizationId });
  if (planned) await planConversations(context, { organizationId });
  const read = () => openConversations({ db, organizationId });
  const [first] = await read();
  return {
    ...team,
    reports,
    report: reports.find(({ id }) => id === first!.conversation.reportId)!,
    conversationId: first!.conversation.id,
    read,
    /** Every set of times there ever was, oldest first. */
    proposals: () => db.inOrganization(organizationId, (tx) => tx.select().from(proposal).orderBy(proposal.id)),
    history: (conversationId: string) =>
      db.inOrganization(organizationId, (tx) => conversationStore(tx).history(conversationId)),
    wanted: (conversationId: string) =>
      db.inOrganization(organizationId, async (tx) => (await eventStore(tx).wantedOf([conversationId]))[0] ?? null),
  };
}
