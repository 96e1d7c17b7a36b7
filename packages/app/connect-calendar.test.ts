import { connectionStore } from '@throughline/db/connection-store.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { oauthAttempt } from '@throughline/db/schema/tables.ts';
import { createOpaqueToken } from '@throughline/security/opaque-token.ts';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { beginConnection } from './begin-connection.ts';
import { completeConnection } from './complete-connection.ts';
import { disconnect } from './disconnect.ts';
import { listConnections } from './list-connections.ts';
import { withCalendar } from './calendar-access.ts';
import type { ConnectionPurpose, ProviderName } from './ports/calendar.ts';
import { aTeam, openAccounts, openConversations } from './testing/a-team.ts';
import { bookingContext, everyProvider, turn } from './testing/booking-context.ts';

describe.each(everyProvider)('a calendar connected on %s', async (provider) => {
  /** Providers take plain http for redirects to this machine only. */
  const context = {
    ...(await bookingContext({ now: '2026-11-05T09:00:00Z', provider })),
    publicUrl: 'http://localhost:3000',
  };
  const { db, clock, world, calendars } = context;

  const { grantsCanBeEnded } = world.oddities;
  const { requiredScopes } = world.provider.oauth;
  /** What only managers are asked for. */
  const organizing = requiredScopes('organize').find((scope) => !requiredScopes('availability').includes(scope))!;
  const other = everyProvider.find((name) => name !== provider)!;

  /** A manager with an account, at the connect page in one browser. */
  async function atTheConnectPage() {
    const team = await aTeam({ context });
    const { organizationId, manager } = team;
    await openAccounts({ world, people: [manager, ...team.reports] });
    const browserToken = crypto.randomUUID();

    const begin = async (given: { purpose?: ConnectionPurpose; returnTo?: string } = {}) => {
      const begun = await beginConnection(context, {
        organizationId,
        personId: manager.id,
        provider,
        purpose: given.purpose ?? 'organize',
        browserToken,
        returnTo: given.returnTo ?? '/plan',
      });
      if (begun.kind === 'refused') throw new Error(begun.reason);
      return begun.authorizationUrl;
    };
    const consent = async (authorizationUrl: string, { email = manager.workEmail, untick = 'nothing' } = {}) => {
      const back = await world.consent({ authorizationUrl, email, untick });
      return { state: back.searchParams.get('state') ?? '', code: back.searchParams.get('code') ?? '' };
    };
    const complete = (
      { state, code }: { state: string; code: string },
      changes: { browserToken?: string | null; provider?: ProviderName } = {},
    ) => {
      const answer = { kind: 'code', code } as const;
      return completeConnection(context, { provider, state, browserToken, answer, ...changes });
    };
    const connect = async (given: { purpose?: ConnectionPurpose } = {}) => complete(await consent(await begin(given)));
    const stored = () => db.inOrganization(organizationId, (tx) => connectionStore(tx).all());
    return { ...team, browserToken, begin, consent, complete, connect, stored };
  }

  const exchangesOfTokens = async () => (await world.exchanges()).filter(({ url }) => url.endsWith('/token')).length;

  test('consent connects the person’s calendar, and its token works', async () => {
    const { organizationId, manager, connect, stored } = await atTheConnectPage();
    const connected = await connect();
    expect(connected).toMatchObject({ kind: 'connected', personId: manager.id, returnTo: '/plan' });
    const [row] = await stored();
    expect(row).toMatchObject({ status: 'active', purpose: 'organize', accountEmail: manager.workEmail });
    const access = { context, organizationId, connectionId: row!.id };
    expect(await withCalendar(access, (provider, auth) => provider.timeZone({ auth }))).toBe('Europe/Berlin');
  });

  test('tokens are stored sealed, and nothing that leaves for people shows them', async () => {
    const { organizationId, connect, stored } = await atTheConnectPage();
    await connect();
    const [row] = await stored();
    const granted = (await world.exchanges()).findLast(({ url }) => url.endsWith('/token'))?.responseBody;
    const { refresh_token: plain } = z.object({ refresh_token: z.string() }).parse(granted);
    expect(row!.refreshToken!.toString('latin1')).not.toContain(plain);
    const listed = await listConnections(context, { organizationId });
    expect(Object.keys(listed[0]!).filter((key) => /token|cursor/i.test(key))).toEqual([]);
  });

  test('a manager’s first plan is held for two working days, over a weekend too', async () => {
    const { connect } = await atTheConnectPage();
    // Thursday 10:00 in Berlin: Friday and Monday are the two working days.
    const connected = await connect();
    if (connected.kind !== 'connected') throw new Error(connected.kind);
    expect(connected.planHeldUntil?.toString()).toBe('2026-11-09T09:00:00Z');
  });

  test('a report’s connection holds no plan', async () => {
    const { connect } = await atTheConnectPage();
    expect(await connect({ purpose: 'availability' })).toMatchObject({ kind: 'connected', planHeldUntil: null });
  });

  test('a state is good once, whatever came of it', async () => {
    const { begin, consent, complete, stored } = await atTheConnectPage();
    const back = await consent(await begin());
    await complete(back);
    expect(await complete(back)).toEqual({ kind: 'refused', reason: 'unknown_state' });
    expect(await stored()).toHaveLength(1);
  });

  test('a state shown by another browser is refused and spent, and its code is never used', async () => {
    const { begin, consent, complete, stored } = await atTheConnectPage();
    for (const browserToken of ['another browser', null]) {
      const back = await consent(await begin());
      const before = await exchangesOfTokens();
      expect(await complete(back, { browserToken })).toEqual({ kind: 'refused', reason: 'other_browser' });
      expect(await complete(back)).toEqual({ kind: 'refused', reason: 'unknown_state' });
      expect(await exchangesOfTokens()).toBe(before);
    }
    expect(await stored()).toEqual([]);
  });

  test('a state for one provider is refused at another’s address', async () => {
    const { begin, consent, complete, stored } = await atTheConnectPage();
    const back = await consent(await begin());
    expect(await complete(back, { provider: other })).toEqual({ kind: 'refused', reason: 'other_provider' });
    expect(await stored()).toEqual([]);
  });

  test('after ten minutes a state is refused', async () => {
    const { begin, consent, complete, stored } = await atTheConnectPage();
    const back = await consent(await begin());
    clock.advanceWallBy({ minutes: 10 });
    expect(await complete(back)).toEqual({ kind: 'refused', reason: 'expired' });
    expect(await stored()).toEqual([]);
  });

  test('a made-up state, of this organisation or none, is refused', async () => {
    const { organizationId, complete } = await atTheConnectPage();
    const { token } = createOpaqueToken({ organizationId });
    for (const state of ['', 'x', token, `${crypto.randomUUID()}.${'a'.repeat(43)}`]) {
      expect(await complete({ state, code: 'c' })).toEqual({ kind: 'refused', reason: 'unknown_state' });
    }
  });

  test('a code of another attempt is refused: its id token bears another nonce, its verifier is another', async () => {
    const { begin, consent, complete, stored } = await atTheConnectPage();
    const first = await consent(await begin());
    const second = await consent(await begin());
    const mixed = await complete({ state: first.state, code: second.code });
    expect(mixed).toEqual({ kind: 'refused', reason: 'provider_failed', retry: true });
    expect(await stored()).toEqual([]);
  });

  test('a nonce changed on the way is refused', async () => {
    const { begin, consent, complete, stored } = await atTheConnectPage();
    const tampered = new URL(await begin());
    tampered.searchParams.set('nonce', 'another');
    expect(await complete(await consent(tampered.href))).toMatchObject({ kind: 'refused', reason: 'provider_failed' });
    expect(await stored()).toEqual([]);
  });

  describe.runIf(world.oddities.scopesCanBeUnticked)('unticked boxes', () => {
    test('case 28: are refused by name, and nothing is stored', async () => {
      const { begin, consent, complete, stored } = await atTheConnectPage();
      const back = await consent(await begin(), { untick: organizing });
      expect(await complete(back)).toEqual({ kind: 'refused', reason: 'scopes_missing', missing: [organizing] });
      expect(await stored()).toEqual([]);
    });

    test('leave the connection that stood as it was', async () => {
      const { begin, consent, complete, connect, stored } = await atTheConnectPage();
      await connect();
      const before = await stored();
      await complete(await consent(await begin(), { untick: organizing }));
      expect(await stored()).toEqual(before);
    });
  });

  test('another person’s account is refused, and both addresses are said', async () => {
    const { begin, consent, complete, reports, manager, stored } = await atTheConnectPage();
    const email = reports[0]!.workEmail;
    expect(await complete(await consent(await begin(), { email }))).toEqual({
      kind: 'refused',
      reason: 'other_account',
      expected: manager.workEmail,
      given: email,
    });
    expect(await stored()).toEqual([]);
  });

  test('whoever says no at the consent page is told so', async () => {
    const { begin, browserToken } = await atTheConnectPage();
    const state = new URL(await begin()).searchParams.get('state') ?? '';
    const answer = { kind: 'error', error: 'access_denied', description: null } as const;
    const refused = await completeConnection(context, { provider, state, browserToken, answer });
    expect(refused).toEqual({ kind: 'refused', reason: 'consent_declined' });
  });

  test('where to go afterwards is a page of ours, whatever was asked', async () => {
    const { begin, consent, complete } = await atTheConnectPage();
    for (const returnTo of ['https://evil.example', '//evil.example', '/\\evil.example', '/a@evil.example']) {
      expect(await complete(await consent(await begin({ returnTo })))).toMatchObject({ returnTo: '/connect' });
    }
  });

  test('whoever organises is never asked for less', async () => {
    const { begin, connect } = await atTheConnectPage();
    await connect();
    const url = new URL(await begin({ purpose: 'availability' }));
    expect(url.searchParams.get('scope')).toContain(organizing);
  });

  test('connected twice, a person has one connection', async () => {
    const { connect, stored } = await atTheConnectPage();
    const first = await connect();
    const second = await connect();
    expect(second).toMatchObject({ kind: 'connected', connectionId: first.kind === 'connected' && first.connectionId });
    expect(await stored()).toHaveLength(1);
  });

  test('disconnecting ends the grant at the provider and wipes the tokens; twice is once', async () => {
    const { organizationId, manager, connect, stored } = await atTheConnectPage();
    await connect();
    const input = { organizationId, personId: manager.id };
    expect(await disconnect(context, input)).toEqual({ kind: 'disconnected', revoked: grantsCanBeEnded });
    const [row] = await stored();
    expect(row).toMatchObject({ status: 'disconnected', refreshToken: null, accessToken: null });
    expect(await disconnect(context, input)).toEqual({ kind: 'not_connected' });
    expect(await listConnections(context, { organizationId })).toEqual([]);
    const audit = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 5 }));
    expect(audit.map(({ action }) => action)).toEqual(['connection.disconnected', 'connection.connected']);
  });

  test('disconnected and connected again: the same connection, its events, and not one more', async () => {
    const { organizationId, manager, reports, connect, stored } = await atTheConnectPage();
    await connect();
    await turn(context, { organizationId });
    clock.advanceBy({ hours: 24 * 5 });
    await turn(context, { organizationId });
    const before = await openConversations({ db, organizationId });
    expect(before[0]?.conversation.state).toBe('booked');
    await disconnect(context, { organizationId, personId: manager.id });
    await turn(context, { organizationId });
    const again = await connect();
    expect(again).toMatchObject({ kind: 'connected', connectionId: before[0]?.event?.connectionId });
    await turn(context, { organizationId });
    expect((await openConversations({ db, organizationId }))[0]?.event?.id).toBe(before[0]?.event?.id);
    expect(await world.seenBy(reports[0]!.workEmail)).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  test('a provider without a client is not offered', async () => {
    const { organizationId, manager, browserToken } = await atTheConnectPage();
    expect(calendars.offered()).toEqual([provider]);
    const begun = await beginConnection(context, {
      organizationId,
      personId: manager.id,
      provider: other,
      purpose: 'organize',
      browserToken,
      returnTo: null,
    });
    expect(begun).toEqual({ kind: 'refused', reason: 'provider_not_offered' });
  });

  test('verifiers are stored sealed, and attempts are forgotten a day after they ran out', async () => {
    const { organizationId, begin } = await atTheConnectPage();
    const attempts = () => db.inOrganization(organizationId, (tx) => tx.select().from(oauthAttempt));
    await begin();
    expect((await attempts())[0]!.verifier.length).toBeGreaterThan(100);
    clock.advanceWallBy({ hours: 25 });
    await begin();
    expect(await attempts()).toHaveLength(1);
  });
});
