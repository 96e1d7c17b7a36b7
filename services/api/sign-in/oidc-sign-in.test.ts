import { organizationStore } from '@throughline/db/organization-store.ts';
import { session } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { anIssuer } from '../testing/an-issuer.ts';
import { anOffice } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';
import { aBrowser, pathOf, type Browser } from '../testing/browser.ts';
import { oidcSignIn } from './oidc-sign-in.ts';
import type { SignInProvider } from './provider-sign-in.ts';

const issuer = await anIssuer();
const settings = { issuer: issuer.url, clientId: 'throughline', clientSecret: 'secret' };
const signIn = new Map<SignInProvider, ReturnType<typeof oidcSignIn>>([
  ['oidc', oidcSignIn(settings)],
  ['google', oidcSignIn({ ...settings, clientId: 'another' })],
]);
const { app, context } = await apiContext({ signIn });
const { db, clock } = context;
const office = await anOffice({ context });
const ben = office.manager.workEmail;
const honest = { email: ben, email_verified: true };
const callback = '/sign-in/oidc/callback';
const failed = `${publicUrl}/sign-in?problem=failed`;
const unknown = `${publicUrl}/sign-in?problem=unknown`;

async function consent(browser: Browser, { start = '/sign-in/oidc' } = {}): Promise<URL> {
  return issuer.consent(await browser.follow(start));
}

/** Where whoever the issuer says these claims of ends up. */
async function signInAs(
  browser: Browser,
  claims: object = honest,
  { start, idToken = null }: { start?: string; idToken?: ((token: string) => string) | null } = {},
): Promise<string> {
  issuer.said.claims = { ...claims };
  issuer.said.idToken = idToken;
  const back = await consent(browser, start === undefined ? {} : { start });
  const { href } = await browser.follow(pathOf(back));
  issuer.said.idToken = null;
  return href;
}

const sessions = () => db.inOrganization(office.organizationId, (tx) => tx.select().from(session));

/** Nobody may be signed in by what `act` does. */
async function expectNobody(browser: Browser, act: () => Promise<string>, landing = failed): Promise<void> {
  const before = (await sessions()).length;
  expect(await act()).toBe(landing);
  expect(await browser.whoAmI()).toBeNull();
  expect(await sessions()).toHaveLength(before);
}

test('whoever the issuer knows by their work address is signed in, and goes where they wanted', async () => {
  const browser = aBrowser(app);
  const start = '/sign-in/oidc?returnTo=/conversations%3Fscope%3Dmine';
  expect(await signInAs(browser, honest, { start })).toBe(`${publicUrl}/conversations?scope=mine`);
  expect(await browser.whoAmI()).toBe(ben);
  expect((await sessions()).map(({ method }) => method)).toContain('oidc');
});

test('the issuer is asked for a code with state, nonce and a proof key, at an address of its own', async () => {
  const asked = (await aBrowser(app).follow('/sign-in/oidc')).searchParams;
  expect(asked.get('response_type')).toBe('code');
  expect(asked.get('scope')).toBe('openid email profile');
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('redirect_uri')).toBe(`${publicUrl}/sign-in/oidc/callback`);
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43);
});

describe('an answer that does not fit the attempt signs nobody in', () => {
  test.each([
    ['another state', (back: URL) => back.searchParams.set('state', 'another')],
    ['no state', (back: URL) => back.searchParams.delete('state')],
    ['two states', (back: URL) => back.searchParams.append('state', 'another')],
    ['another code', (back: URL) => back.searchParams.set('code', 'another')],
    ['no code', (back: URL) => back.searchParams.delete('code')],
    ['a refusal', (back: URL) => back.searchParams.set('error', 'access_denied')],
    ['another issuer’s name (RFC 9207)', (back: URL) => back.searchParams.set('iss', 'https://evil.example')],
  ])('%s', async (_what, change) => {
    const browser = aBrowser(app);
    issuer.said.claims = honest;
    const back = await consent(browser);
    change(back);
    await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
  });

  test('another browser’s session, one without an attempt and one with its own', async () => {
    issuer.said.claims = honest;
    const back = await consent(aBrowser(app));
    const other = aBrowser(app);
    await expectNobody(other, async () => (await other.follow(pathOf(back))).href);
    await other.follow('/sign-in/oidc');
    await expectNobody(other, async () => (await other.follow(pathOf(back))).href);
  });

  test('a code from somebody else’s attempt, put into one’s own', async () => {
    const browser = aBrowser(app);
    issuer.said.claims = honest;
    const own = await consent(browser);
    own.searchParams.set('code', (await consent(aBrowser(app))).searchParams.get('code') ?? '');
    await expectNobody(browser, async () => (await browser.follow(pathOf(own))).href);
  });

  test('the same answer twice, even with the cookie it came with and an issuer that takes a code again', async () => {
    const browser = aBrowser(app);
    issuer.said.claims = honest;
    const asked = await browser.follow('/sign-in/oidc');
    const copied = Object.fromEntries(browser.cookies);
    const back = await issuer.consent(asked);
    expect((await browser.follow(pathOf(back))).href).toBe(`${publicUrl}/`);
    // A second code for the same question: state, nonce and proof key all fit.
    const renewed = await issuer.consent(asked);
    const again = aBrowser(app, copied);
    await expectNobody(again, async () => (await again.follow(pathOf(renewed))).href);
  });

  test('an answer at another provider’s address, and another provider’s at this one', async () => {
    for (const [start, elsewhere] of [
      ['/sign-in/oidc', '/sign-in/google/callback'],
      ['/sign-in/google', callback],
    ] as const) {
      const browser = aBrowser(app);
      issuer.said.claims = honest;
      const back = await consent(browser, { start });
      back.pathname = elsewhere;
      await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
    }
  });

  test('an attempt older than ten minutes', async () => {
    const browser = aBrowser(app);
    issuer.said.claims = honest;
    const back = await consent(browser);
    clock.advanceWallBy({ minutes: 10 });
    await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
  });
});

describe('id tokens that were not meant for this sign-in', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const unsigned = (token: string) => {
    const [, payload] = token.split('.');
    return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  };
  const withPayload = (change: object) => (token: string) => {
    const [header, payload, signature] = token.split('.');
    const read = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
    return `${header}.${Buffer.from(JSON.stringify({ ...read, ...change })).toString('base64url')}.${signature}`;
  };

  test.each([
    ['of another issuer', { iss: 'https://evil.example' }],
    ['for another application', { aud: 'another' }],
    ['for nobody', { aud: undefined }],
    ['for several applications, made for another', { aud: ['throughline', 'another'], azp: 'another' }],
    ['for several applications, without saying for which', { aud: ['throughline', 'another'] }],
    ['for us, made for another application', { azp: 'another' }],
    ['with another nonce', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['that has run out', { exp: seconds() - 3600, iat: seconds() - 7200 }],
    ['that is not valid yet', { nbf: seconds() + 3600 }],
    ['without an address', { email: undefined }],
    ['with an address nobody verified', { email_verified: false }],
    ['that does not say whether the address was verified', { email_verified: undefined }],
    ['with "true" as a word', { email_verified: 'true' }],
    ['with several addresses', { email: [ben, 'eve@evil.example'] }],
  ])('one %s is refused', async (_what, change) => {
    const browser = aBrowser(app);
    await expectNobody(browser, () => signInAs(browser, { ...honest, ...change }));
  });

  test.each([
    ['with alg none', unsigned],
    ['whose claims were changed after signing', withPayload({ email: 'eve@evil.example' })],
    ['without a signature', (token: string) => token.replace(/\.[^.]*$/, '.')],
    ['that is none', () => 'nonsense'],
  ])('one %s is refused', async (_what, idToken) => {
    const browser = aBrowser(app);
    await expectNobody(browser, () => signInAs(browser, honest, { idToken }));
  });
});

describe('whoever is nobody here', () => {
  test.each([`stranger@${office.domain}`, 'eve@other.example', `x.${ben}`])(
    '%s is not signed in, nor added',
    async (email) => {
      const browser = aBrowser(app);
      await expectNobody(browser, () => signInAs(browser, { email, email_verified: true }), unknown);
    },
  );

  test('the issuer of one of several organisations speaks for no other', async () => {
    const other = await anOffice({ context });
    const browser = aBrowser(app);
    // Two organisations, and neither has named it.
    await expectNobody(browser, () => signInAs(browser), unknown);
    const name = async (organizationId: string, oidcIssuer: string | null) =>
      db.inOrganization(organizationId, async (tx) => {
        const organization = await organizationStore(tx).byId(organizationId);
        await organizationStore(tx).put({ ...organization!, oidcIssuer });
      });
    await name(office.organizationId, issuer.url);
    await name(other.organizationId, 'https://other.example');
    expect(await signInAs(aBrowser(app))).toBe(`${publicUrl}/`);
    const theirs = { email: other.manager.workEmail, email_verified: true };
    await expectNobody(browser, () => signInAs(browser, theirs), unknown);
  });
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  '/@evil.example',
  '/\t/evil.example',
  '/.//evil',
])('signing in never leads to %j', async (returnTo) => {
  const start = `/sign-in/oidc?${new URLSearchParams({ returnTo }).toString()}`;
  expect(await signInAs(aBrowser(app), honest, { start })).toBe(`${publicUrl}/`);
});

test('an issuer that is down is said so on the sign-in page, stops nothing, and is asked again', async () => {
  const fresh = await buildApp({
    context,
    signIn: new Map([['oidc', oidcSignIn(settings)]]),
    demo: null,
    pagesDir: null,
  });
  const browser = aBrowser(fresh.app);
  issuer.said.isDown = true;
  const away = (await browser.follow('/sign-in/oidc?returnTo=/plan')).href;
  expect(away).toBe(`${publicUrl}/sign-in?problem=unreachable&returnTo=%2Fplan`);
  issuer.said.isDown = false;
  const back = await consent(browser);
  issuer.said.isDown = true;
  await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
  issuer.said.isDown = false;
  expect(await signInAs(browser)).toBe(`${publicUrl}/`);
  await fresh.app.close();
});

test('the pages learn what the issuer is called', async () => {
  const { signIn: offered } = (await aBrowser(app).get('/api/session')).json<{ signIn: { issuer: string } }>();
  expect(offered.issuer).toBe(new URL(issuer.url).host);
});
