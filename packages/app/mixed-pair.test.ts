import { expect, test } from 'vitest';
import type { ProviderName } from './ports/calendar.ts';
import { syncDueConnections } from './sync-due-connections.ts';
import { syncConnection } from './sync-connection.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './testing/a-team.ts';
import { turn } from './testing/booking-context.ts';
import { twoClouds } from './testing/two-clouds.ts';

const context = await twoClouds();
const { worlds, db, clock } = context;

/** A manager in one cloud and a report in the other, booked. */
async function aBookedPair({ manager: organizes, report: attends }: Record<'manager' | 'report', ProviderName>) {
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
  expect(await turn(context, { organizationId })).toEqual(['stands']);
  return { organizationId, manager: manager.workEmail, report: report.workEmail };
}

test.each([
  { manager: 'microsoft', report: 'google' },
  { manager: 'google', report: 'microsoft' },
] as const)(
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
    clock.advanceBy({ minutes: 20 });
    for (const connectionId of await syncDueConnections(context, { organizationId })) {
      await syncConnection(context, { organizationId, connectionId });
    }
    const [open] = await openConversations({ db, organizationId });
    expect(open?.conversation.state).toBe('due');
  },
);
