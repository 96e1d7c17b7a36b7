import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { createPkce } from '@throughline/security/pkce.ts';
import { expect, test } from 'vitest';
import { connect, twoPeople, type ContractWorld } from './world.ts';

export const kindOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof CalendarError) return error.kind;
    throw error;
  }
  return 'no error';
};

export function oauthContract(worldOf: () => ContractWorld): void {
  const begin = async (changes: { nonce?: string } = {}) => {
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const { oauth } = world.provider;
    const pkce = createPkce();
    const authorizationUrl = oauth.authorizationUrl({
      purpose: 'organize',
      state: 'the-state',
      nonce: changes.nonce ?? 'nonce',
      codeChallenge: pkce.challenge,
      redirectUri: world.redirectUri,
      loginHint: manager,
    });
    const back = await world.consent({ authorizationUrl, email: manager });
    const code = back.searchParams.get('code') ?? '';
    return { back, exchange: { code, verifier: pkce.verifier, nonce: 'nonce', redirectUri: world.redirectUri } };
  };

  test('consent gives tokens for every scope asked, and whose account it is', async () => {
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const { tokens, identity } = await connect({ world, email: manager });
    expect(identity).toMatchObject({
      email: manager,
      emailVerified: world.oddities.addressesAreVerified,
      tenant: await world.tenantOf(manager),
    });
    expect(identity.subject).not.toBe('');
    expect(tokens.refreshToken).not.toBeNull();
    expect(tokens.scopes).toEqual(expect.arrayContaining([...world.provider.oauth.requiredScopes('organize')]));
  });

  test('the state comes back unchanged, and asking uses PKCE with S256', async () => {
    const world = worldOf();
    const { back } = await begin();
    expect(back.searchParams.get('state')).toBe('the-state');
    const url = new URL(
      world.provider.oauth.authorizationUrl({
        purpose: 'availability',
        state: 's',
        nonce: 'n',
        codeChallenge: createPkce().challenge,
        redirectUri: world.redirectUri,
        loginHint: null,
      }),
    );
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  });

  test('an unticked scope, where people can untick one, is missing from what was granted', async () => {
    const world = worldOf();
    const { report } = await twoPeople({ world });
    const required = world.provider.oauth.requiredScopes('organize');
    const calendarScope = required.at(-1) ?? '';
    const { tokens } = await connect({ world, email: report, untick: calendarScope });
    const missing = required.filter((scope) => !tokens.scopes.includes(scope));
    expect(missing).toEqual(world.oddities.scopesCanBeUnticked ? [calendarScope] : []);
  });

  test('a code is good once', async () => {
    const { oauth } = worldOf().provider;
    const { exchange } = await begin();
    await oauth.exchange(exchange);
    expect(await kindOf(oauth.exchange(exchange))).toBe('refused');
  });

  test('a code is good only with the verifier it was asked for with', async () => {
    const { oauth } = worldOf().provider;
    const { exchange } = await begin();
    expect(await kindOf(oauth.exchange({ ...exchange, verifier: createPkce().verifier }))).toBe('refused');
  });

  test('an id token made for another attempt is refused', async () => {
    const { oauth } = worldOf().provider;
    const { exchange } = await begin({ nonce: 'of another attempt' });
    expect(await kindOf(oauth.exchange(exchange))).toBe('refused');
  });

  test('a refresh gives a token that works', async () => {
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const { tokens, auth } = await connect({ world, email: manager });
    const refreshed = await world.provider.oauth.refresh({ refreshToken: tokens.refreshToken ?? '' });
    expect(refreshed.accessToken).not.toBe(tokens.accessToken);
    const fresh = { ...auth, accessToken: refreshed.accessToken };
    expect(await world.provider.timeZone({ auth: fresh })).toBe('Europe/Berlin');
  });

  test('a rotated refresh token is handed over', async () => {
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const { tokens } = await connect({ world, email: manager });
    await world.inject({ kind: 'rotate_refresh_token', account: manager });
    const refreshed = await world.provider.oauth.refresh({ refreshToken: tokens.refreshToken ?? '' });
    expect(refreshed.refreshToken).not.toBeNull();
    expect(refreshed.refreshToken).not.toBe(tokens.refreshToken);
  });

  test('a revoked grant is told apart from a token that merely ran out', async () => {
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const { tokens, auth } = await connect({ world, email: manager });
    await world.inject({ kind: 'revoked_grant', account: manager });
    expect(await kindOf(world.provider.timeZone({ auth }))).toBe('unauthorized');
    expect(await kindOf(world.provider.oauth.refresh({ refreshToken: tokens.refreshToken ?? '' }))).toBe(
      'grant_revoked',
    );
  });

  test('revoking ends the grant where an application can, and one that is gone already counts as ended', async () => {
    const { provider } = worldOf();
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const { tokens } = await connect({ world, email: manager });
    const refreshToken = tokens.refreshToken ?? '';
    const { grantsCanBeEnded } = world.oddities;
    expect(await provider.oauth.revoke({ refreshToken })).toBe(grantsCanBeEnded);
    const afterwards = grantsCanBeEnded ? 'grant_revoked' : 'no error';
    expect(await kindOf(provider.oauth.refresh({ refreshToken }))).toBe(afterwards);
    expect(await provider.oauth.revoke({ refreshToken })).toBe(grantsCanBeEnded);
  });

  test('where an administrator consents, the page to send them to and the tenant behind a domain are known', async () => {
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const { adminConsent } = world.provider.oauth;
    if (world.oddities.consent === 'people') {
      expect(adminConsent).toBeNull();
      return;
    }
    if (adminConsent === null) throw new Error('nobody could consent');
    const tenant = await adminConsent.tenantOf({ domain: manager.split('@')[1] ?? '' });
    expect(tenant).toBe(await world.tenantOf(manager));
    expect(await adminConsent.tenantOf({ domain: 'nobody.example' })).toBeNull();
    const url = new URL(adminConsent.url({ tenant: tenant ?? '', state: 'the-state', redirectUri: world.redirectUri }));
    expect(url.pathname).toContain(tenant);
    expect(url.searchParams.get('state')).toBe('the-state');
    expect(adminConsent.isPersonal(tenant ?? '')).toBe(false);
    const { oauth } = world.provider;
    const asked = [...oauth.requiredScopes('organize'), ...oauth.requiredScopes('availability')];
    expect(adminConsent.scopes).toEqual(expect.arrayContaining(asked));
  });
}
