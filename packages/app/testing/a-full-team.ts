import { peopleStore } from '@throughline/db/people-store.ts';
import { proposal } from '@throughline/db/schema/tables.ts';
import type { WorkingHours } from '@throughline/domain/people/person.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { openDueConversations } from '../open-due-conversations.ts';
import { planConversations } from '../plan-conversations.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './a-team.ts';
import type { BookingContext } from './booking-context.ts';

/** With a horizon so short that three or four Wednesdays can be had. */
const shortHorizon = { leadTimeDays: 21, planningHorizonDays: 44, rolloutDays: 44, firstPlanHoldWorkingDays: 0 };

/** Ben, who works on Wednesdays, and more reports than there are Wednesdays; every calendar can be read. Planned once. */
export async function aFullTeam({
  context,
  reports: count = 6,
  rules = {},
  busy = [],
  reportHours = null,
  beforePlanning = async () => {},
}: {
  context: BookingContext;
  reports?: number;
  rules?: Partial<PolicyRules>;
  /** In Ben's calendar, local dates on which he has no minute. */
  busy?: readonly string[];
  reportHours?: WorkingHours | null;
  beforePlanning?: (team: { organizationId: string }) => Promise<void>;
}) {
  const { db, world } = context;
  const team = await aTeam({ context, reports: count, rules: { ...shortHorizon, ...rules } });
  const { organizationId, manager, reports } = team;
  const wednesdays = { ...manager, workingHours: { 3: [{ from: '09:00', to: '17:00' }] } };
  await db.inOrganization(organizationId, (tx) =>
    peopleStore(tx).put([wednesdays, ...team.reports.map((report) => ({ ...report, workingHours: reportHours }))]),
  );
  await openAccounts({ world, people: [manager, ...reports] });
  for (const date of busy) {
    const [start, end] = [`${date}T07:00:00Z`, `${date}T19:00:00Z`];
    await world.enter({ email: manager.workEmail, entry: { kind: 'busy', start, end } });
  }
  await connectPeople({ context, world, organizationId, people: [manager] });
  await connectPeople({ context, world, organizationId, people: reports, purpose: 'availability' });
  await openDueConversations(context, { organizationId });
  await beforePlanning({ organizationId });
  await planConversations(context, { organizationId });
  return {
    ...team,
    read: () => openConversations({ db, organizationId }),
    proposals: () => db.inOrganization(organizationId, (tx) => tx.select().from(proposal).orderBy(proposal.id)),
  };
}
