import { outbox, proposal } from '@throughline/db/schema/tables.ts';
import { expect, test } from 'vitest';
import { mendDates } from './mend-dates.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { planConversations } from './plan-conversations.ts';
import type { ProviderName } from './ports/calendar.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { syncDueConnections } from './sync-due-connections.ts';
import { syncConnection } from './sync-connection.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './testing/a-team.ts';
import { bookAll, turn } from './testing/booking-context.ts';
import { twoClouds } from './testing/two-clouds.ts';

const context = await twoClouds();
const { worlds, db, clock } = context;

type Clouds = Record<'manager' | 'report', ProviderName>;

/** A manager in one cloud and a report in the other, both connected, nothing planned. */
async function aPair({ manager: organizes, report: attends }: Clouds) {
  const team = await aTeam({ context, rules: { firstPlanHoldWorkingDays: 0 } });
  const [report] = team.reports;
  if (report === undefined) throw new Error('The team has no report');
  const { organizationId, manager } = team;
  await openAccounts({ world: worlds[organizes], people: [manager] });
  await openAccounts({ world: worlds[attends], people: [report] });
  await connectPeople({ context, world: worlds[organizes], organizationId, people: [manager] });
  await connectPeople({
    context,
    world: worlds[attends],
    organizationId,
    people: [report],
    purpose: 'availability',
  });
  return { organizationId, manager: manager.workEmail, report: report.workEmail };
}

async function aBookedPair(clouds: Clouds) {
  const pair = await aPair(clouds);
  expect(await turn(context, pair)).toEqual(['stands']);
  return pair;
}

async function syncAll(organizationId: string) {
  clock.advanceBy({ minutes: 20 });
  for (const connectionId of await syncDueConnections(context, { organizationId })) {
    await syncConnection(context, { organizationId, connectionId });
  }
}

const bothWays = [
  { manager: 'microsoft', report: 'google' },
  { manager: 'google', report: 'microsoft' },
] as const;

test.each(bothWays)(
  'a manager on $manager and a report on $report have one entry each, and answers travel back',
  async (clouds) => {
    const { organizationId, manager, report } = await aBookedPair(clouds);
    const [organized, ...others] = await worlds[clouds.manager].seenBy(manager);
    expect(others).toEqual([]);
    const [attended, ...more] = await worlds[clouds.report].seenBy(report);
    expect(more).toEqual([]);
    expect(attended?.start).toEqual(organized?.start);
    expect(attended).toMatchObject({ private: true, title: organized?.title });
    expect(await context.sandbox.calendarMailsTo(report)).toBe(1);

    await worlds[clouds.report].edit({
      email: report,
      providerEventId: attended?.id ?? '',
      edit: { kind: 'respond', response: 'declined' },
    });
    await syncAll(organizationId);
    const [open] = await openConversations({ db, organizationId });
    expect(open?.conversation.state).toBe('due');
  },
);

const failures = [{ kind: 'status', status: 503 }, { kind: 'response_lost' }, { kind: 'throttle' }] as const;

test.each(bothWays.flatMap((clouds) => failures.map((failure) => ({ ...clouds, failure }))))(
  'the calendar on $report that once does not answer ($failure.kind) is read again in a quarter of an hour, and nobody is asked for anything',
  async ({ failure, ...clouds }) => {
    const { organizationId, report } = await aPair(clouds);
    const world = worlds[clouds.report];
    await world.inject({ ...failure, account: report, times: 20 });
    expect(await turn(context, { organizationId })).toEqual([]);
    const [waiting] = await openConversations({ db, organizationId });
    expect(waiting?.conversation).toMatchObject({ state: 'due', waitingFor: 'not_yet_planned', explanation: [] });
    expect(await db.inOrganization(organizationId, (tx) => tx.select().from(proposal))).toEqual([]);
    await sendDueReminders(context, { organizationId });
    const mails = await db.inOrganization(organizationId, (tx) => tx.select().from(outbox));
    expect(mails.filter(({ template }) => template !== 'monday-mail')).toEqual([]);

    await context.sandbox.control('DELETE', 'faults');
    clock.advanceBy({ minutes: 14 });
    expect(await turn(context, { organizationId })).toEqual([]);
    clock.advanceBy({ minutes: 1 });
    expect(await turn(context, { organizationId })).toEqual(['stands']);
  },
);

test.each(bothWays)(
  'the calendar on $report that does not answer just before the invitation only delays it: the time is kept',
  async (clouds) => {
    const { organizationId, report } = await aPair(clouds);
    const world = worlds[clouds.report];
    await openDueConversations(context, { organizationId });
    await planConversations(context, { organizationId });
    const [planned] = await openConversations({ db, organizationId });
    await world.inject({ kind: 'status', status: 503, account: report });
    expect(await bookAll(context, { organizationId })).toEqual(['postponed']);
    clock.advanceWallBy({ minutes: 1 });
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
    const [booked] = await openConversations({ db, organizationId });
    expect(booked?.event?.id).toBe(planned?.event?.id);
    expect(booked?.conversation.startsAt).toEqual(planned?.event?.startsAt);
  },
);

test.each(bothWays)(
  'while the calendar on $report does not answer, an absence of the manager moves nothing, and loses no date',
  async (clouds) => {
    const { organizationId, manager, report } = await aBookedPair(clouds);
    const [booked] = await openConversations({ db, organizationId });
    const { startsAt, endsAt } = booked!.event!;
    const over = { start: startsAt.toString(), end: endsAt.toString() };
    await worlds[clouds.manager].enter({ email: manager, entry: { kind: 'out_of_office', ...over } });
    await syncAll(organizationId);
    await worlds[clouds.report].inject({ kind: 'status', status: 503, account: report, times: 20 });
    expect(await mendDates(context, { organizationId })).toBe(0);
    await context.sandbox.control('DELETE', 'faults');
    expect(await mendDates(context, { organizationId })).toBe(1);
    const [moved] = await openConversations({ db, organizationId });
    expect(moved?.conversation.state).toBe('booked');
    expect(moved?.event?.startsAt.equals(startsAt)).toBe(false);
  },
);
