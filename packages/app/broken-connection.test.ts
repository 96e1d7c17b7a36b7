import { connectionStore } from '@throughline/db/connection-store.ts';
import type { Fault } from '@throughline/calendars/contract/world.ts';
import type { BrokenBecause } from '@throughline/domain/connection/broken-because.ts';
import { describe, expect, test } from 'vitest';
import { withCalendar } from './calendar-access.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { MailContent } from './ports/mail-content.ts';
import type { Mailer } from './ports/mailer.ts';
import type { ProviderName } from './ports/calendar.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { syncConnection } from './sync-connection.ts';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';

type Breaks = { readonly at: 'refresh' | 'call'; readonly fault: Omit<Fault, 'account' | 'path'> };

const answer = (status: number, body: object): Breaks => ({
  at: 'refresh',
  fault: { kind: 'status', status, body: JSON.stringify(body) },
});
const refused = (status: number, reason: string): Breaks => ({ at: 'call', fault: { kind: 'status', status, reason } });

/** One answer of each provider for each cause, as they really give it. */
const answers: Readonly<Record<ProviderName, Readonly<Record<BrokenBecause, Breaks>>>> = {
  google: {
    revoked: answer(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
    expired: answer(400, { error: 'invalid_grant', error_subtype: 'invalid_rapt', error_description: 'reauth' }),
    admin_blocked: answer(400, { error: 'admin_policy_enforced', error_description: 'Access blocked' }),
    scope_lost: refused(403, 'insufficientPermissions'),
    mailbox_gone: answer(400, { error: 'invalid_grant', error_description: 'Account has been deleted' }),
    our_secret: answer(401, { error: 'invalid_client', error_description: 'Unauthorized' }),
  },
  microsoft: {
    revoked: { at: 'refresh', fault: { kind: 'status', reason: 'AADSTS50173' } },
    expired: { at: 'refresh', fault: { kind: 'status', reason: 'AADSTS700082' } },
    admin_blocked: { at: 'refresh', fault: { kind: 'status', reason: 'AADSTS65001' } },
    scope_lost: refused(403, 'ErrorAccessDenied'),
    mailbox_gone: refused(404, 'MailboxNotEnabledForRESTAPI'),
    our_secret: { at: 'refresh', fault: { kind: 'status', reason: 'AADSTS7000222' } },
  },
};

const noCalendar = {
  google: refused(403, 'notACalendarUser'),
  microsoft: refused(403, 'MailboxNotEnabledForRESTAPI'),
} as const;

const accepting: Mailer = {
  send: async ({ onHandover }) => {
    await onHandover();
    return { kind: 'accepted' };
  },
};

describe.each(everyProvider)('a calendar that stops working on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  async function aBrokenBooking({ at, fault }: Breaks) {
    const booking = await aBooking({ context });
    const { organizationId, connectionId, manager, providerEventId } = booking;
    if (at === 'refresh') clock.advanceWallBy({ hours: 2 });
    const path = at === 'refresh' ? '*/token' : '/events';
    await world.inject({ ...fault, path, ...(at === 'refresh' ? {} : { account: manager.workEmail }) });
    const read = () =>
      withCalendar({ context, organizationId, connectionId }, ({ events }, auth) =>
        events.get({ auth, providerEventId }),
      )
        .then(() => 'read')
        .catch((error: unknown) => (error instanceof CalendarError ? error.kind : Promise.reject(error)));
    await read();
    return { ...booking, read };
  }

  async function noticesTo({ organizationId }: { organizationId: string }) {
    const contents: MailContent[] = [];
    const renderMail = async ({ content }: { content: MailContent }) => {
      contents.push(content);
      return { subject: '', html: '', text: '' };
    };
    await sendDueReminders(context, { organizationId });
    await relayOutbox({ ...context, mailer: accepting, renderMail }, { organizationId });
    return contents.flatMap((content) => (content.template === 'reconnect-notice' ? [content] : []));
  }

  test.each(['revoked', 'expired', 'scope_lost', 'mailbox_gone'] as const)(
    'because it is %s says so, asks the provider nothing more, and tells its person once',
    async (because) => {
      const { organizationId, connection, read } = await aBrokenBooking(answers[provider][because]);
      expect(await connection()).toMatchObject({ status: 'reconnect_required', brokenBecause: because });
      expect((await connection())?.brokenAt?.equals(clock.now())).toBe(true);
      const calls = (await world.exchanges()).length;
      expect(await read()).toBe('grant_revoked');
      expect((await world.exchanges()).length).toBe(calls);
      expect(await noticesTo({ organizationId })).toMatchObject([{ because, upcoming: 1 }]);
      expect(await noticesTo({ organizationId })).toEqual([]);
      expect((await world.exchanges()).length).toBe(calls);
    },
  );

  test('case 29: because an administrator blocked it: that is on record, nothing loops, and the person is not asked', async () => {
    const { organizationId, connection, read } = await aBrokenBooking(answers[provider].admin_blocked);
    expect(await connection()).toMatchObject({ status: 'reconnect_required', brokenBecause: 'admin_blocked' });
    const calls = (await world.exchanges()).length;
    expect(await read()).toBe('grant_revoked');
    expect((await world.exchanges()).length).toBe(calls);
    expect(await noticesTo({ organizationId })).toEqual([]);
  });

  test('because our own secret ran out: nobody is told, it stays connected, and it is tried until it goes', async () => {
    const { organizationId, connection, read } = await aBrokenBooking(answers[provider].our_secret);
    const since = clock.now();
    expect(await connection()).toMatchObject({ status: 'active', brokenBecause: 'our_secret' });
    clock.advanceBy({ hours: 1 });
    await world.inject({ ...answers[provider].our_secret.fault, path: '*/token' });
    expect(await read()).toBe('misconfigured');
    expect((await connection())?.brokenAt?.equals(since)).toBe(true);
    expect(await noticesTo({ organizationId })).toEqual([]);
    expect(await read()).toBe('read');
    expect(await connection()).toMatchObject({
      status: 'active',
      brokenBecause: null,
      brokenAt: null,
      lastError: null,
    });
  });

  test('again within a week is told of once the week is over', async () => {
    const { organizationId, connectionId, connection } = await aBrokenBooking(answers[provider].revoked);
    expect(await noticesTo({ organizationId })).toHaveLength(1);
    const again = { id: connectionId, because: 'revoked', reason: 'grant_revoked' } as const;
    clock.advanceBy({ days: 2 });
    await db.inOrganization(organizationId, async (tx) => {
      const { planHeldUntil, ...row } = (await connection())!;
      const sealed = Buffer.from('sealed');
      const tokens = { refreshToken: sealed, accessToken: sealed, accessTokenExpiresAt: clock.wall(), scopes: [] };
      await connectionStore(tx).renew({ grant: { ...row, planHeldUntil, tokens }, now: clock.now() });
      await connectionStore(tx).markReconnectRequired({ ...again, now: clock.now() });
    });
    expect(await noticesTo({ organizationId })).toEqual([]);
    clock.advanceBy({ days: 6 });
    expect(await noticesTo({ organizationId })).toHaveLength(1);
  });

  test('with its mailbox gone no event counts as deleted, whichever call learns of it', async () => {
    const { organizationId, connectionId, manager, read, connection } = await aBooking({ context });
    const before = await read();
    const { fault } = noCalendar[provider];
    await world.inject({ ...fault, account: manager.workEmail, method: 'GET' });
    expect(await syncConnection(context, { organizationId, connectionId })).toEqual({ kind: 'postponed' });
    expect(await connection()).toMatchObject({ status: 'reconnect_required', brokenBecause: 'mailbox_gone' });
    expect(await read()).toEqual(before);
  });

  test.runIf(provider === 'google')(
    'a list that is not found is the whole calendar, never an entry of it',
    async () => {
      const { sync, manager, read, connection } = await aBooking({ context });
      const before = await read();
      await world.inject({
        kind: 'status',
        status: 404,
        reason: 'notFound',
        account: manager.workEmail,
        method: 'GET',
      });
      expect(await sync()).toEqual({ kind: 'postponed' });
      expect(await connection()).toMatchObject({ brokenBecause: 'mailbox_gone' });
      expect(await read()).toEqual(before);
    },
  );

  test('with its mailbox gone while everything is read anew, an event that is missing is not given up', async () => {
    const { sync, manager, read, connection, providerEventId } = await aBooking({ context });
    const before = await read();
    await world.inject({ kind: 'invalidate_sync_tokens', account: manager.workEmail });
    const { fault } = noCalendar[provider];
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete' } });
    // The entry is missing from the list, and asking for it learns that the mailbox is gone.
    await world.inject({ ...fault, account: manager.workEmail, method: 'GET', path: `/events/${providerEventId}` });
    await sync();
    expect(await connection()).toMatchObject({ brokenBecause: 'mailbox_gone' });
    expect(await read()).toEqual(before);
  });
});
