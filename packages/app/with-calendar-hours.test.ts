import { peopleStore } from '@throughline/db/people-store.ts';
import type { WorkingHours } from '@throughline/domain/people/person.ts';
import { expect, test } from 'vitest';
import { openDueConversations } from './open-due-conversations.ts';
import { planConversations } from './plan-conversations.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { CalendarHours, CalendarProvider } from './ports/calendar.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './testing/a-team.ts';
import { bookingContext } from './testing/booking-context.ts';

const context = await bookingContext();
const { db, clock, world } = context;

const evenings: WorkingHours = { 1: [{ from: '17:00', to: '21:00' }], 4: [{ from: '17:00', to: '21:00' }] };

/** A connected manager and one report, whose calendars tell these hours; everything else is as the sandbox has it. */
async function aPairWhoseCalendarsTell({
  told,
  report: given = {},
  manager: givenManager = {},
}: {
  told: (email: string) => CalendarHours | undefined;
  report?: { workingHours?: WorkingHours; timeZone?: string | null };
  manager?: { workingHours?: WorkingHours };
}) {
  const team = await aTeam({ context, rules: { firstPlanHoldWorkingDays: 0 } });
  const { organizationId } = team;
  const report = { ...team.reports[0]!, ...given };
  const manager = { ...team.manager, ...givenManager };
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([manager, report]));
  await openAccounts({ world, people: [manager, report] });
  await connectPeople({ context, world, organizationId, people: [manager] });
  await openDueConversations(context, { organizationId });
  const asked: string[] = [];
  const telling = (provider: CalendarProvider): CalendarProvider => ({
    ...provider,
    workingHours: async ({ emails }) => {
      asked.push(...emails);
      return new Map(
        emails.flatMap((email) => {
          const hours = told(email);
          return hours ? [[email, hours] as const] : [];
        }),
      );
    },
  });
  const { calendars } = context;
  const through = {
    ...context,
    calendars: { ...calendars, provider: (name: CalendarProvider['name']) => telling(calendars.provider(name)) },
  };
  return {
    organizationId,
    report,
    manager,
    asked,
    plan: () => planConversations(through, { organizationId }),
    startsAt: async (timeZone: string) => {
      const [one] = await openConversations({ db, organizationId });
      return one?.event?.startsAt.toZonedDateTimeISO(timeZone) ?? null;
    },
    waitingFor: async () => (await openConversations({ db, organizationId }))[0]!.conversation.waitingFor,
  };
}

const everybody =
  (hours: WorkingHours, timeZone: string | null = 'Europe/Berlin') =>
  () => ({ hours, timeZone });

test('where nobody said when they work, the calendar’s settings do', async () => {
  const pair = await aPairWhoseCalendarsTell({ told: everybody(evenings) });
  expect(await pair.plan()).toMatchObject({ planned: 1 });
  expect((await pair.startsAt('Europe/Berlin'))!.hour).toBeGreaterThanOrEqual(17);
  expect(pair.asked.toSorted()).toEqual([pair.manager.workEmail, pair.report.workEmail].toSorted());
});

test('what they or HR said comes before what their calendar says, and nobody asks it', async () => {
  const mornings: WorkingHours = { 2: [{ from: '08:00', to: '12:00' }] };
  const pair = await aPairWhoseCalendarsTell({
    told: everybody(evenings),
    report: { workingHours: mornings },
    manager: { workingHours: mornings },
  });
  expect(await pair.plan()).toMatchObject({ planned: 1 });
  expect((await pair.startsAt('Europe/Berlin'))!.hour).toBeLessThan(12);
  expect(pair.asked).toEqual([]);
});

test('where nothing says it, the policy’s hours hold', async () => {
  const pair = await aPairWhoseCalendarsTell({ told: () => undefined });
  expect(await pair.plan()).toMatchObject({ planned: 1 });
  const start = (await pair.startsAt('Europe/Berlin'))!;
  expect([start.hour >= 9, start.hour < 17]).toEqual([true, true]);
});

test('settings without an hour in them say nothing', async () => {
  const pair = await aPairWhoseCalendarsTell({ told: everybody({ 1: [] }) });
  expect(await pair.plan()).toMatchObject({ planned: 1 });
});

test('a zone nobody knew comes from the calendar, and the conversation is planned on that clock', async () => {
  const hours = { 3: [{ from: '09:00', to: '12:00' }] };
  const told = (email: string) => (email === zoneless.email ? { hours, timeZone: 'America/New_York' } : undefined);
  const zoneless = { email: '' };
  const pair = await aPairWhoseCalendarsTell({ told, report: { timeZone: null } });
  expect(await pair.waitingFor()).toBe('no_time_zone');
  zoneless.email = pair.report.workEmail;
  expect(await pair.plan()).toMatchObject({ planned: 1 });
  expect((await pair.startsAt('America/New_York'))!.hour).toBeGreaterThanOrEqual(9);
  expect((await pair.startsAt('America/New_York'))!.dayOfWeek).toBe(3);
});

test('settings are asked once a day at most, whatever they told', async () => {
  const pair = await aPairWhoseCalendarsTell({ told: () => undefined, report: { timeZone: null } });
  await pair.plan();
  const once = pair.asked.length;
  clock.advanceBy({ hours: 23 });
  await openDueConversations(context, pair);
  await pair.plan();
  expect(pair.asked).toHaveLength(once);
  clock.advanceBy({ hours: 1 });
  await pair.plan();
  expect(pair.asked.length).toBeGreaterThan(once);
});

test('settings that cannot be read hold up no plan', async () => {
  const told = () => {
    throw new CalendarError({ kind: 'unavailable', message: 'planted' });
  };
  const pair = await aPairWhoseCalendarsTell({ told });
  expect(await pair.plan()).toMatchObject({ planned: 1 });
});
