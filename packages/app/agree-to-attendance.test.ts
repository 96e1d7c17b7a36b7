import { auditStore } from '@throughline/db/audit-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { describe, expect, test } from 'vitest';
import { beginAttendance } from './begin-attendance.ts';
import { withCalendar } from './calendar-access.ts';
import { completeConnection, type AuthorizationAnswer } from './complete-connection.ts';
import { connectionPage } from './connection-page.ts';
import { disconnect } from './disconnect.ts';
import { setAttendance } from './set-attendance.ts';
import { setWorksCouncil } from './set-works-council.ts';
import { agreeToAttendance } from './testing/a-call.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';
import { withdrawAttendance } from './withdraw-attendance.ts';

const operator = { kind: 'operator' } as const;

describe.each(everyProvider)('%s', async (provider) => {
  const context = { ...(await bookingContext({ provider })), publicUrl: 'http://localhost:3000' };
  const { db, world } = context;
  const { attendance, oauth } = world.provider;

  /** A manager whose calendar is connected, in an organisation that turned attendance on. */
  async function aManager({ on = true } = {}) {
    const team = await aTeam({ context });
    const { organizationId, manager } = team;
    const [report] = team.reports;
    await openAccounts({ world, people: [manager, ...team.reports] });
    await connectPeople({ context, world, organizationId, people: [manager] });
    if (on) await setAttendance(context, { organizationId, on, actor: operator });
    const row = async () =>
      (await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id)))!;
    const page = (personId = manager.id) => connectionPage(context, { organizationId, personId });
    const agree = (given: { email?: string; untick?: string } = {}) =>
      agreeToAttendance({ context, organizationId, personId: manager.id, email: manager.workEmail, ...given });
    const answer = async (said: AuthorizationAnswer) => {
      const browserToken = crypto.randomUUID();
      const begun = await beginAttendance(context, { organizationId, personId: manager.id, browserToken });
      if (begun.kind === 'refused') throw new Error(begun.reason);
      const state = new URL(begun.authorizationUrl).searchParams.get('state') ?? '';
      return completeConnection(context, { provider, state, browserToken, answer: said });
    };
    const audited = async () =>
      (await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 5 }))).map(
        ({ action }) => action,
      );
    return { ...team, report: report!, row, page, agree, answer, audited };
  }

  test('off, the page does not speak of it and nobody can be sent anywhere', async () => {
    const { organizationId, manager, page } = await aManager({ on: false });
    expect((await page()).attendance).toBeNull();
    expect(
      await beginAttendance(context, { organizationId, personId: manager.id, browserToken: crypto.randomUUID() }),
    ).toEqual({ kind: 'refused', reason: 'off' });
  });

  test('connecting a calendar never asks for it', () => {
    const asked = [...oauth.requiredScopes('organize'), ...oauth.requiredScopes('availability')];
    expect(attendance.scopes.filter((scope) => asked.includes(scope))).toEqual([]);
  });

  test('agreed: one grant carries both, and everything else of the connection is as it was', async () => {
    const { organizationId, row, page, agree, audited } = await aManager();
    expect((await page()).attendance).toMatchObject({ consent: 'not_asked' });
    const before = await row();
    expect((await agree()).kind).toBe('attendance_agreed');
    const after = await row();
    expect((await page()).attendance?.consent).toBe('agreed');
    expect(after.scopes).toEqual(expect.arrayContaining([...oauth.requiredScopes('organize'), ...attendance.scopes]));
    const { attendanceAgreedAt, scopes, accessToken, refreshToken, accessTokenExpiresAt, refreshNumber } = after;
    expect(after).toEqual({
      ...before,
      attendanceAgreedAt,
      scopes,
      accessToken,
      refreshToken,
      accessTokenExpiresAt,
      refreshNumber,
    });
    expect(attendanceAgreedAt?.equals(context.clock.now())).toBe(true);
    const access = { context, organizationId, connectionId: after.id };
    expect(await withCalendar(access, (calendars, auth) => calendars.timeZone({ auth }))).toBe('Europe/Berlin');
    expect(await audited()).toEqual(['attendance.agreed', 'attendance.turned_on']);
  });

  test.each([
    ['declined', { error: 'access_denied', description: null }, 'declined'],
    [
      'held back for an administrator',
      { error: 'access_denied', description: 'AADSTS90094: an administrator has to grant it' },
      provider === 'microsoft' ? 'admin_needed' : 'declined',
    ],
    ['answered with nonsense', { error: 'server_error', description: null }, 'failed'],
  ])('%s: nothing has changed, for this person or anybody else', async (_what, said, reason) => {
    const { row, page, answer, audited, report } = await aManager();
    const before = [await row(), await page(), await page(report.id)];
    expect(await answer({ kind: 'error', ...said })).toEqual({ kind: 'attendance_refused', reason });
    expect([await row(), await page(), await page(report.id)]).toEqual(before);
    expect(await audited()).toEqual(['attendance.turned_on']);
  });

  test('a box left unticked is a no, where there are boxes', async () => {
    const { row, agree } = await aManager();
    const before = await row();
    const answered = await agree({ untick: 'meetings.space' });
    if (world.oddities.scopesCanBeUnticked) {
      expect(answered).toEqual({ kind: 'attendance_refused', reason: 'declined' });
      expect(await row()).toEqual(before);
    } else expect(answered.kind).toBe('attendance_agreed');
  });

  test('another account is refused, and the one that is connected stays', async () => {
    const { row, agree, report } = await aManager();
    const before = await row();
    const answered = await agree({ email: report.workEmail });
    expect(answered).toMatchObject({ kind: 'attendance_refused' });
    expect(await row()).toEqual(before);
  });

  test('a code that is no code changes nothing', async () => {
    const { row, answer } = await aManager();
    const before = await row();
    expect(await answer({ kind: 'code', code: 'nonsense' })).toEqual({ kind: 'attendance_refused', reason: 'failed' });
    expect(await row()).toEqual(before);
  });

  test('turned off while somebody is at the provider, nothing of their answer is kept', async () => {
    const { organizationId, manager, row } = await aManager();
    const browserToken = crypto.randomUUID();
    const begun = await beginAttendance(context, { organizationId, personId: manager.id, browserToken });
    if (begun.kind === 'refused') throw new Error(begun.reason);
    const back = await world.consent({ authorizationUrl: begun.authorizationUrl, email: manager.workEmail });
    await setAttendance(context, { organizationId, on: false, actor: operator });
    const before = await row();
    const { state = '', code = '' } = Object.fromEntries(back.searchParams);
    const answer = { kind: 'code', code } as const;
    expect(await completeConnection(context, { provider, state, browserToken, answer })).toMatchObject({
      kind: 'attendance_refused',
    });
    expect(await row()).toEqual(before);
  });

  test('taken back, it is not used any more, and the calendar stays connected', async () => {
    const { organizationId, manager, row, page, agree, audited } = await aManager();
    await agree();
    const agreed = await row();
    const given = { organizationId, personId: manager.id };
    expect(await withdrawAttendance(context, given)).toBe('withdrawn');
    expect(await row()).toEqual({ ...agreed, attendanceAgreedAt: null });
    expect((await page()).attendance?.consent).toBe('not_asked');
    expect(await withdrawAttendance(context, given)).toBe('not_agreed');
    expect((await audited())[0]).toBe('attendance.withdrawn');
  });

  test('whoever reports and does not manage is told of it and has nothing to agree to', async () => {
    const { organizationId, report, page } = await aManager();
    await connectPeople({ context, world, organizationId, people: [report], purpose: 'availability' });
    const told = (await page(report.id)).attendance;
    expect(told?.consent).toBeNull();
    expect(told?.says.join(' ')).toMatch(/never by name.*meeting in person is every bit as good/);
    expect(
      await beginAttendance(context, { organizationId, personId: report.id, browserToken: crypto.randomUUID() }),
    ).toEqual({ kind: 'refused', reason: 'nothing_to_agree_to' });
  });

  test('turned off and on again, everybody is asked anew; so is whoever disconnected', async () => {
    const { organizationId, manager, page, agree } = await aManager();
    await agree();
    await setAttendance(context, { organizationId, on: false, actor: operator });
    await setAttendance(context, { organizationId, on: true, actor: operator });
    expect((await page()).attendance?.consent).toBe('not_asked');
    await agree();
    await disconnect(context, { organizationId, personId: manager.id });
    expect((await page()).attendance?.consent).toBeNull();
    await connectPeople({ context, world, organizationId, people: [manager] });
    expect((await page()).attendance?.consent).toBe('not_asked');
  });

  test('a works council’s terms turn it off, forget what was agreed to, and rule it out while they hold', async () => {
    const { organizationId, manager, row, page, agree } = await aManager();
    await agree();
    await setWorksCouncil(context, { organizationId, worksCouncil: true, actor: operator });
    expect((await page()).attendance).toBeNull();
    expect(await row()).toMatchObject({ status: 'active', attendanceAgreedAt: null });
    expect(await setAttendance(context, { organizationId, on: true, actor: operator })).toBe('works_council');
    const browserToken = crypto.randomUUID();
    expect(await beginAttendance(context, { organizationId, personId: manager.id, browserToken })).toEqual({
      kind: 'refused',
      reason: 'off',
    });
    await setWorksCouncil(context, { organizationId, worksCouncil: false, actor: operator });
    expect((await page()).attendance).toBeNull();
  });

  test('turning it to what it is changes nothing', async () => {
    const { organizationId, audited } = await aManager();
    expect(await setAttendance(context, { organizationId, on: true, actor: operator })).toBe('as_it_was');
    expect(await audited()).toEqual(['attendance.turned_on']);
  });
});
