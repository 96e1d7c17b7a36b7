import { calendarHoursStore, type ReadHours } from '@throughline/db/calendar-hours-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { withCalendar } from './calendar-access.ts';
import { inParallel } from './in-parallel.ts';
import type { PlanningFacts, TeamToRead } from './planning-facts.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { CalendarHours } from './ports/calendar.ts';
import type { CalendarContext } from './read-free-busy.ts';

/** What calendars tell of working hours is asked again after this long. */
const askAgainAfter = { hours: 24 } as const;
const teamsAtOnce = 8;

/**
 * The same facts with the working hours and zones that the settings of people's calendars tell, where neither they nor
 * HR said: through the organizer's account, else through their own. A calendar that cannot be read tells nothing and
 * holds up no plan.
 */
export async function withCalendarHours(
  context: CalendarContext,
  { organizationId, facts, now }: { organizationId: string; facts: PlanningFacts; now: Temporal.Instant },
): Promise<PlanningFacts> {
  const { db } = context;
  const idsOf = ({ manager, conversations }: TeamToRead) => [manager.id, ...conversations.map((one) => one.reportId)];
  const personIds = [...new Set(facts.teams.flatMap(idsOf))];
  const toAsk = await db.inOrganization(organizationId, (tx) =>
    calendarHoursStore(tx).toAsk({ personIds, readBefore: now.subtract(askAgainAfter) }),
  );
  if (toAsk.size === 0) return facts;

  const told = await inParallel({
    items: facts.teams,
    limit: teamsAtOnce,
    work: (team) =>
      askTeam(context, { organizationId, facts, team, personIds: idsOf(team).filter((id) => toAsk.has(id)) }),
  });
  const people = await db.inOrganization(organizationId, async (tx) => {
    await calendarHoursStore(tx).put({ askedIds: [...toAsk], read: told.flat(), now });
    return peopleStore(tx).byIds([...facts.people.keys()]);
  });
  const byId = new Map(people.map((person) => [person.id, person]));
  return {
    ...facts,
    people: byId,
    teams: facts.teams.map((team) => ({ ...team, manager: byId.get(team.manager.id) ?? team.manager })),
  };
}

async function askTeam(
  context: CalendarContext,
  {
    organizationId,
    facts,
    team: { organizer },
    personIds,
  }: { organizationId: string; facts: PlanningFacts; team: TeamToRead; personIds: readonly string[] },
): Promise<readonly ReadHours[]> {
  if (personIds.length === 0) return [];
  const emailOf = (personId: string) =>
    personId === organizer.personId ? organizer.accountEmail : (facts.people.get(personId)?.workEmail ?? '');
  const seen = await ask(context, { organizationId, connectionId: organizer.id, emails: personIds.map(emailOf) });
  const answers = await Promise.all(
    personIds.map(async (personId) => {
      const answer = seen.get(emailOf(personId)) ?? (await askOwn(personId));
      return answer && worksAtAll(answer) ? [{ personId, ...answer }] : [];
    }),
  );
  return answers.flat();

  async function askOwn(personId: string): Promise<CalendarHours | undefined> {
    const own = facts.connectionOf.get(personId);
    if (!own || own.id === organizer.id) return undefined;
    const emails = [own.accountEmail];
    return (await ask(context, { organizationId, connectionId: own.id, emails })).get(own.accountEmail);
  }
}

async function ask(
  context: CalendarContext,
  { organizationId, connectionId, emails }: { organizationId: string; connectionId: string; emails: readonly string[] },
): Promise<ReadonlyMap<string, CalendarHours>> {
  try {
    return await withCalendar({ context, organizationId, connectionId }, (provider, auth) =>
      provider.workingHours({ auth, emails }),
    );
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    context.log.warn({ organizationId, connectionId, kind: error.kind }, 'Working hours could not be read.');
    return new Map();
  }
}

/** Settings without a single hour are settings nobody made. */
function worksAtAll({ hours }: CalendarHours): boolean {
  return Object.values(hours).some((spans) => spans !== undefined && spans.length > 0);
}
