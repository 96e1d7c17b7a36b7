import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { createPkce } from '@throughline/security/pkce.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { connect, twoPeople } from '../contract/world.ts';
import { startMicrosoftWorld } from '../testing/microsoft-world.ts';
import { refusalOf } from './oauth-call.ts';
import { personalTenant } from './oauth-endpoints.ts';
import { microsoftOAuth } from './oauth.ts';
import { grantedScopes } from './scopes.ts';

const wall = () => Temporal.Now.instant();
const world = await startMicrosoftWorld({ wall });
afterAll(() => world.close());

const errorOf = async (call: Promise<unknown>): Promise<CalendarError> => {
  const error = await call.catch((caught: unknown) => caught);
  if (error instanceof CalendarError) return error;
  throw new Error(`no CalendarError: ${String(error)}`);
};

describe('what Microsoft’s token endpoint refuses', () => {
  test.each([
    [{ error: 'invalid_grant', error_codes: [50173] }, 'grant_revoked', 'AADSTS50173'],
    [{ error: 'invalid_grant', error_codes: [700082] }, 'grant_expired', 'AADSTS700082'],
    [{ error: 'invalid_grant', error_codes: [70008] }, 'grant_expired', 'AADSTS70008'],
    [{ error: 'invalid_grant', error_codes: [700084] }, 'grant_expired', 'AADSTS700084'],
    [{ error: 'invalid_grant', error_codes: [70043] }, 'grant_expired', 'AADSTS70043'],
    [{ error: 'invalid_grant', error_codes: [50057] }, 'mailbox_gone', 'AADSTS50057'],
    [{ error: 'invalid_grant', error_codes: [500341] }, 'mailbox_gone', 'AADSTS500341'],
    [{ error: 'interaction_required', error_codes: [50076] }, 'grant_revoked', 'AADSTS50076'],
    [{ error: 'invalid_grant', error_codes: [50078] }, 'grant_expired', 'AADSTS50078'],
    [{ error: 'invalid_grant', error_codes: [50079] }, 'grant_revoked', 'AADSTS50079'],
    [{ error: 'invalid_grant', error_codes: [53003] }, 'grant_revoked', 'AADSTS53003'],
    [{ error: 'invalid_grant', error_codes: [65001] }, 'admin_needed', 'AADSTS65001'],
    [{ error: 'access_denied', error_codes: [90094] }, 'admin_needed', 'AADSTS90094'],
    [{ error: 'invalid_request', error_codes: [90008] }, 'admin_needed', 'AADSTS90008'],
    [{ error: 'invalid_client', error_codes: [7000215] }, 'misconfigured', 'AADSTS7000215'],
    [{ error: 'invalid_client', error_codes: [7000222] }, 'misconfigured', 'AADSTS7000222'],
    [{ error: 'unauthorized_client', error_codes: [700016] }, 'misconfigured', 'AADSTS700016'],
    [{ error: 'invalid_grant', error_codes: [99999999] }, 'grant_revoked', 'AADSTS99999999'],
    [{ error: 'invalid_request', error_codes: [90033] }, 'unavailable', 'AADSTS90033'],
    [{ error: 'temporarily_unavailable' }, 'unavailable', 'temporarily_unavailable'],
    [null, 'unavailable', null],
  ] as const)('%j is %s', (body, kind, reason) => {
    expect(refusalOf({ status: 400, body })).toEqual({ kind, reason });
  });

  test('no description with somebody’s address leaves with the error', async () => {
    const { manager } = await twoPeople({ world });
    const { tokens } = await connect({ world, email: manager });
    await world.inject({ kind: 'revoked_grant', account: manager, reason: 'AADSTS700082' });
    const error = await errorOf(world.provider.oauth.refresh({ refreshToken: tokens.refreshToken ?? '' }));
    expect(error).toMatchObject({ kind: 'grant_expired', cause: { status: 400, reason: 'AADSTS700082' } });
    expect(error.message).not.toContain('inactiv');
  });
});

test('scopes are known by the names they were asked by, and sign-in scopes by the tokens that came', () => {
  const scope = 'https://graph.microsoft.com/Calendars.ReadWrite openid calendars.readbasic';
  expect(grantedScopes({ scope, hasIdToken: false, hasRefreshToken: false })).toEqual([
    'Calendars.ReadWrite',
    'openid',
    'Calendars.ReadBasic',
  ]);
  expect(grantedScopes({ scope: '', hasIdToken: true, hasRefreshToken: true })).toEqual([
    'openid',
    'profile',
    'email',
    'offline_access',
  ]);
});

test('nobody is asked again for what their administrator has allowed', () => {
  const asked = (loginHint: string | null) =>
    new URL(
      world.provider.oauth.authorizationUrl({
        purpose: 'organize',
        state: 's',
        nonce: 'n',
        codeChallenge: createPkce().challenge,
        redirectUri: world.redirectUri,
        loginHint,
      }),
    ).searchParams;
  expect(asked('ana@northwind.example').get('prompt')).toBeNull();
  expect(asked(null).get('prompt')).toBe('select_account');
  expect(asked(null).get('scope')).toBe('openid profile email offline_access Calendars.ReadWrite');
});

test('before an administrator consents a refresh says whose move it is', async () => {
  const { manager } = await twoPeople({ world });
  const { tokens } = await connect({ world, email: manager });
  await world.control('POST', 'tenants', { domain: manager.split('@')[1], adminConsented: false });
  const error = await errorOf(world.provider.oauth.refresh({ refreshToken: tokens.refreshToken ?? '' }));
  expect(error.kind).toBe('admin_needed');
});

test('a claims challenge is met by a refresh that asks for what it names', async () => {
  const { manager } = await twoPeople({ world });
  const { tokens, auth } = await connect({ world, email: manager });
  await world.inject({ kind: 'claims_challenge', account: manager });
  const { claims, kind } = await errorOf(world.provider.timeZone({ auth }));
  expect(kind).toBe('unauthorized');
  const refreshed = await world.provider.oauth.refresh({ refreshToken: tokens.refreshToken ?? '', claims });
  const fresh = { ...auth, accessToken: refreshed.accessToken };
  expect(await world.provider.timeZone({ auth: fresh })).toBe('Europe/Berlin');
});

test('a wrong secret is our fault, never the person’s', async () => {
  const { manager } = await twoPeople({ world });
  const { tokens } = await connect({ world, email: manager });
  const { clientId, tenant, loginBaseUrl } = world.settings;
  const oauth = microsoftOAuth({ clientId, clientSecret: 'old', tenant, baseUrl: loginBaseUrl, wall });
  const error = await errorOf(oauth.refresh({ refreshToken: tokens.refreshToken ?? '' }));
  expect(error).toMatchObject({ kind: 'misconfigured', cause: { reason: 'AADSTS7000215' } });
});

describe('with one tenant set', () => {
  const oauthFor = (tenant: string) => {
    const { clientId, clientSecret, loginBaseUrl } = world.settings;
    return microsoftOAuth({ clientId, clientSecret, tenant, baseUrl: loginBaseUrl, wall });
  };
  /** Consent through the common endpoint, the code redeemed by a client set to `tenant`. */
  const exchangeAs = async ({ tenant, email }: { tenant: string; email: string }) => {
    const pkce = createPkce();
    const { redirectUri } = world;
    const authorizationUrl = oauthFor(tenant).authorizationUrl({
      purpose: 'organize',
      state: 's',
      nonce: 'nonce',
      codeChallenge: pkce.challenge,
      redirectUri,
      loginHint: email,
    });
    const back = await world.consent({ authorizationUrl, email });
    const code = back.searchParams.get('code') ?? '';
    return oauthFor(tenant).exchange({ code, verifier: pkce.verifier, nonce: 'nonce', redirectUri });
  };

  test('its people connect, whether it is set by id or by domain', async () => {
    const { manager } = await twoPeople({ world });
    const tenant = (await world.tenantOf(manager)) ?? '';
    expect((await exchangeAs({ tenant, email: manager })).identity.tenant).toBe(tenant);
    const domain = manager.split('@')[1] ?? '';
    expect((await exchangeAs({ tenant: domain, email: manager })).identity.tenant).toBe(tenant);
  });

  test('organizations are no place for personal accounts', async () => {
    await world.addPerson({ email: 'eve@outlook.example', personal: true });
    const { identity } = await connect({ world, email: 'eve@outlook.example' });
    expect(identity).toMatchObject({ tenant: personalTenant, emailVerified: true });
    expect(world.provider.oauth.adminConsent?.isPersonal(personalTenant)).toBe(true);
    await expect(exchangeAs({ tenant: 'organizations', email: 'eve@outlook.example' })).rejects.toThrow();
  });
});

test('a domain that a discovery without an answer was asked about is not nobody’s', async () => {
  const oauth = microsoftOAuth({
    clientId: 'c',
    clientSecret: 's',
    tenant: 'common',
    baseUrl: 'http://127.0.0.1:9',
    wall,
  });
  const error = await errorOf(oauth.adminConsent?.tenantOf({ domain: 'northwind.example' }) ?? Promise.resolve());
  expect(error.kind).toBe('unavailable');
});
