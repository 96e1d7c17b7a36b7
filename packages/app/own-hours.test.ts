import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { outbox } from '@throughline/db/schema/tables.ts';
import { expect, test } from 'vitest';
import { importPeople } from './import-people.ts';
import { readOwnHours, setOwnHours } from './own-hours.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { bookingContext, turn } from './testing/booking-context.ts';

const context = await bookingContext();
const { db, clock, world } = context;

const off: { from: string; to: string }[] = [];
const mornings = [{ from: '07:00', to: '10:00' }];
/** Tuesdays and Thursdays, before ten. */
const partTime = [off, mornings, off, mornings, off, off, off];

async function aConnectedTeam() {
  clock.set('2026-11-02T08:00:00Z');
  const team = await aTeam({ context, rules: { firstPlanHoldWorkingDays: 0 } });
  const { organizationId, manager, reports } = team;
  const early = Object.fromEntries([1, 2, 3, 4, 5].map((weekday) => [weekday, [{ from: '07:00', to: '17:00' }]]));
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([{ ...manager, workingHours: early }]));
  await openAccounts({ world, people: [manager, ...reports] });
  await connectPeople({ context, world, organizationId, people: [manager] });
  const report = reports[0]!;
  return { ...team, report, mine: { organizationId, personId: report.id } };
}

test('somebody who works part-time says so, and dates and mails keep to it', async () => {
  const { mine, report, organizationId } = await aConnectedTeam();
  expect(await readOwnHours(context, mine)).toMatchObject({ weekFrom: 'policy', timeZoneFrom: 'hr' });
  expect(await setOwnHours(context, { ...mine, week: partTime, timeZone: null })).toMatchObject({
    week: partTime,
    weekFrom: 'you',
    timeZone: 'Europe/Berlin',
    timeZoneFrom: 'hr',
  });
  expect(await turn(context, { organizationId })).toEqual(['stands']);
  const [booked] = await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());
  const start = booked!.startsAt!.toZonedDateTimeISO('Europe/Berlin');
  expect([2, 4]).toContain(start.dayOfWeek);
  expect([start.hour >= 7, booked!.endsAt!.toZonedDateTimeISO('Europe/Berlin').hour <= 10]).toEqual([true, true]);

  const due: Temporal.ZonedDateTime[] = [];
  for (let hours = 0; hours < 24 * 24 && due.length === 0; hours += 1) {
    clock.advanceBy({ hours: 1 });
    await sendDueReminders(context, { organizationId });
    const mails = await db.inOrganization(organizationId, (tx) => tx.select().from(outbox));
    const prep = mails.find(({ template, recipientId }) => template === 'report-prep' && recipientId === report.id);
    if (prep) due.push(clock.now().toZonedDateTimeISO('Europe/Berlin'));
  }
  const [sent] = due;
  expect([2, 4]).toContain(sent?.dayOfWeek);
  expect(sent!.hour >= 7 && sent!.hour < 10).toBe(true);
});

test('what HR sends each night neither overwrites it nor brings it back once it is taken back', async () => {
  const { mine, report, organizationId } = await aConnectedTeam();
  await setOwnHours(context, { ...mine, week: partTime, timeZone: 'America/New_York' });
  const fromHr = () =>
    importPeople(context, {
      organizationId,
      rows: [
        {
          externalId: null,
          givenName: report.givenName,
          familyName: report.familyName,
          workEmail: report.workEmail,
          timeZone: 'Europe/Madrid',
          workingHours: { 1: [{ from: '08:00', to: '12:00' }] },
        },
      ],
    });
  await fromHr();
  expect(await readOwnHours(context, mine)).toMatchObject({ week: partTime, timeZone: 'America/New_York' });
  const seen = await db.inOrganization(organizationId, (tx) => peopleStore(tx).byId(report.id));
  expect(seen).toMatchObject({ timeZone: 'America/New_York' });
  expect(await setOwnHours(context, { ...mine, week: null, timeZone: null })).toMatchObject({
    weekFrom: 'hr',
    timeZone: 'Europe/Madrid',
    timeZoneFrom: 'hr',
  });
  await fromHr();
  expect(await readOwnHours(context, mine)).toMatchObject({ weekFrom: 'hr', timeZoneFrom: 'hr' });
});

test('a date that stands stays, and what found no time is looked for again', async () => {
  const { mine, organizationId } = await aConnectedTeam();
  const nights = [[{ from: '20:00', to: '23:00' }], off, off, off, off, off, off];
  await setOwnHours(context, { ...mine, week: nights, timeZone: null });
  expect(await turn(context, { organizationId })).toEqual([]);
  const latest = async () => (await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest()))[0]!;
  expect(await latest()).toMatchObject({ waitingFor: 'no_common_time' });
  clock.advanceBy({ minutes: 5 });
  await setOwnHours(context, { ...mine, week: partTime, timeZone: null });
  expect(await turn(context, { organizationId })).toEqual(['stands']);
  const { startsAt } = await latest();
  await setOwnHours(context, { ...mine, week: nights, timeZone: null });
  expect(await turn(context, { organizationId })).toEqual([]);
  expect((await latest()).startsAt!.equals(startsAt!)).toBe(true);
});

test.each(['Europe/Nowhere', '+02:00', 'Berlin'])('%s is no zone', async (timeZone) => {
  const { mine } = await aConnectedTeam();
  expect(await setOwnHours(context, { ...mine, week: null, timeZone })).toBe('unknown_zone');
});
