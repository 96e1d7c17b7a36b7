import { describe, expect, test } from 'vitest';
import { withCalendar } from './calendar-access.ts';
import { collectAttendance } from './collect-attendance.ts';
import { connectionPage } from './connection-page.ts';
import type { Log } from './ports/log.ts';
import { setAttendance } from './set-attendance.ts';
import { aCall } from './testing/a-call.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';

type Call = Awaited<ReturnType<typeof aCall>>;

const hour = [[0, 60]] as const;

/** What goes wrong with attendance costs attendance alone: the calendar works on. */
describe.each(everyProvider)('%s', async (provider) => {
  const logged: unknown[] = [];
  const note = (...said: unknown[]) => void logged.push(said);
  const log: Log = { info: note, warn: note, error: note };
  const context = { ...(await bookingContext({ provider })), publicUrl: 'http://localhost:3000', log };
  const { world } = context;
  const fault = (call: Call, given: object) =>
    world.inject({ kind: 'status', account: call.manager.workEmail, method: 'GET', ...given });

  const worksStill = async (call: Call) => {
    const { organizationId, connectionId } = call;
    expect(await call.ownConnection()).toMatchObject({ status: 'active', brokenBecause: null });
    const access = { context, organizationId, connectionId };
    expect(await withCalendar(access, (calendars, auth) => calendars.timeZone({ auth }))).toBe('Europe/Berlin');
  };
  const ended = async () => {
    const call = await aCall({ context });
    await call.come({ manager: hour, report: hour });
    await call.hoursAfter(1);
    return call;
  };

  test('a scope that is gone: the page says so, nobody is asked any more, the calendar works', async () => {
    const call = await ended();
    await fault(call, { status: 403, reason: world.refusals.scope });
    expect(await call.collect()).toBe(0);
    const looked = await call.looks();
    await call.hoursAfter(100);
    expect(await call.collect()).toBe(0);
    expect(await call.looks()).toBe(looked);
    const page = await connectionPage(context, { organizationId: call.organizationId, personId: call.manager.id });
    expect(page.attendance?.consent).toBe('lost');
    await worksStill(call);
  });

  test.each([
    ['an administrator’s settings forbid it', () => ({ status: 403, reason: world.refusals.settings })],
    ['the meeting is not found', () => ({ status: 404 })],
    ['the provider does not understand', () => ({ status: 400 })],
    ['it is too busy', () => ({ kind: 'throttle', status: 429, retryAfter: 1 })],
    ['it is away', () => ({ status: 503 })],
    ['it cuts the connection', () => ({ kind: 'reset' })],
  ])('%s: the next look finds it', async (_what, given) => {
    const call = await ended();
    await fault(call, given());
    logged.length = 0;
    expect(await call.collect()).toBe(0);
    const told = JSON.stringify(logged);
    for (const secret of [call.manager.workEmail, call.report.workEmail, call.conferenceUrl]) {
      expect(told).not.toContain(secret);
    }
    context.clock.advanceWallBy({ seconds: 30 });
    await worksStill(call);
    await call.hoursAfter(2);
    expect(await call.collect()).toBe(1);
  });

  test('a token that is not accepted is refreshed, once', async () => {
    const call = await ended();
    await fault(call, { status: 401 });
    expect(await call.collect()).toBe(1);
    await worksStill(call);
  });

  test('a token that is refused again and again breaks nothing', async () => {
    const call = await ended();
    await fault(call, { status: 401, times: 2 });
    expect(await call.collect()).toBe(0);
    await worksStill(call);
  });

  test('a grant that was taken back as a whole is told as it always is', async () => {
    const call = await ended();
    await world.inject({ kind: 'revoked_grant', account: call.manager.workEmail });
    expect(await call.collect()).toBe(0);
    expect(await call.ownConnection()).toMatchObject({ status: 'reconnect_required', brokenBecause: 'revoked' });
  });

  test('turned off between the look and its answer, nothing is kept', async () => {
    const call = await aCall({ context });
    await call.come({ manager: hour, report: hour });
    await call.hoursAfter(1);
    const { provider: real } = context.calendars;
    const turnsOff = {
      ...context,
      calendars: {
        ...context.calendars,
        provider: (name: typeof provider) => ({
          ...real(name),
          attendance: {
            ...real(name).attendance,
            presences: async (input: Parameters<ReturnType<typeof real>['attendance']['presences']>[0]) => {
              const { organizationId } = call;
              await setAttendance(context, { organizationId, on: false, actor: { kind: 'operator' } });
              return real(name).attendance.presences(input);
            },
          },
        }),
      },
    };
    expect(await collectAttendance(turnsOff, { organizationId: call.organizationId })).toBe(0);
    expect(await call.evidence()).toEqual([]);
  });
});
