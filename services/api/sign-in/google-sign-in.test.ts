import { session } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { anOffice } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';
import { aBrowser, pathOf, type Browser } from '../testing/browser.ts';
import { startForger } from '../testing/forger.ts';
import { googleSignIn } from './google-sign-in.ts';

const { app, context } = await apiContext();
const { world, db, clock } = context;
const office = await anOffice({ context });
const ben = office.manager.workEmail;
await world.addPerson({ email: ben });
const stranger = `stranger@${office.domain}`;
await world.addPerson({ email: stranger });
await world.addPerson({ email: 'eve@other.example' });
await world.control('POST', 'accounts', {
  email: office.report.workEmail,
  displayName: 'Ana',
  timeZone: 'UTC',
  hostedDomain: null,
});

const failed = `${publicUrl}/sign-in?problem=failed`;
const unknown = `${publicUrl}/sign-in?problem=unknown`;
const sessions = () => db.inOrganization(office.organizationId, (tx) => tx.select().from(session));

async function consentAs(browser: Browser, { email = ben, start = '/sign-in/google' } = {}): Promise<URL> {
  const authorizationUrl = (await browser.follow(start)).href;
  return world.consent({ authorizationUrl, email });
}

async function signIn(browser: Browser, options: { email?: string; start?: string } = {}): Promise<string> {
  return (await browser.follow(pathOf(await consentAs(browser, options)))).href;
}

/** Nobody may be signed in by what `act` does. */
async function expectNobody(browser: Browser, act: () => Promise<string>, landing = failed): Promise<void> {
  const before = (await sessions()).length;
  expect(await act()).toBe(landing);
  expect(await browser.whoAmI()).toBeNull();
  expect(await sessions()).toHaveLength(before);
}

test('whoever Google knows by their work address is signed in, and goes where they wanted', async () => {
  const browser = aBrowser(app);
  expect(await signIn(browser, { start: '/sign-in/google?returnTo=/conversations%3Fscope%3Dmine' })).toBe(
    `${publicUrl}/conversations?scope=mine`,
  );
  expect(await browser.whoAmI()).toBe(ben);
});

test('Google is asked for a code with state, nonce and a proof key, for who it is and nothing else', async () => {
  const asked = (await aBrowser(app).follow('/sign-in/google')).searchParams;
  expect(asked.get('scope')).toBe('openid email');
  expect(asked.get('response_type')).toBe('code');
  expect(asked.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43);
});

describe('an answer that does not fit the attempt signs nobody in', () => {
  test('another state', async () => {
    const browser = aBrowser(app);
    const back = await consentAs(browser);
    back.searchParams.set('state', 'another');
    await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
  });

  test('another browser', async () => {
    const back = await consentAs(aBrowser(app));
    const other = aBrowser(app);
    await expectNobody(other, async () => (await other.follow(pathOf(back))).href);
    await other.follow('/sign-in/google');
    await expectNobody(other, async () => (await other.follow(pathOf(back))).href);
  });

  test('a code from somebody else’s attempt, put into one’s own', async () => {
    const browser = aBrowser(app);
    const own = await consentAs(browser);
    own.searchParams.set('code', (await consentAs(aBrowser(app))).searchParams.get('code') ?? '');
    await expectNobody(browser, async () => (await browser.follow(pathOf(own))).href);
  });

  test('the same answer twice, even with the cookie it came with', async () => {
    const browser = aBrowser(app);
    const back = await consentAs(browser);
    const cookies = Object.fromEntries(browser.cookies);
    await browser.follow(pathOf(back));
    const again = aBrowser(app, cookies);
    await expectNobody(again, async () => (await again.follow(pathOf(back))).href);
    const without = aBrowser(app);
    await expectNobody(without, async () => (await without.follow(pathOf(back))).href);
  });

  test('an attempt older than ten minutes', async () => {
    const browser = aBrowser(app);
    const back = await consentAs(browser);
    clock.advanceWallBy({ minutes: 10 });
    await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
  });

  test('a cookie that was changed, or never ours', async () => {
    const name = '__Host-throughline_sign_in';
    for (const change of [(text: string) => text.slice(0, -4), () => 'nonsense', () => '']) {
      const browser = aBrowser(app);
      const back = await consentAs(browser);
      browser.cookies.set(name, change(browser.cookies.get(name) ?? ''));
      await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
    }
  });

  test('no answer, a refusal, and a parameter given twice', async () => {
    for (const query of ['', '?error=access_denied', '?code=x', '?state=x&code=y&code=z']) {
      const browser = aBrowser(app);
      const state = (await browser.follow('/sign-in/google')).searchParams.get('state') ?? '';
      const url = `/sign-in/google/callback${query.replace('?error', `?state=${state}&error`)}`;
      await expectNobody(browser, async () => (await browser.follow(url)).href);
    }
  });
});

describe('an account that is nobody’s here', () => {
  test('somebody unknown of a known company, and of an unknown one', async () => {
    for (const email of [stranger, 'eve@other.example']) {
      const browser = aBrowser(app);
      await expectNobody(browser, () => signIn(browser, { email }), unknown);
    }
  });

  test('a private account that bears a work address', async () => {
    const browser = aBrowser(app);
    await expectNobody(browser, () => signIn(browser, { email: office.report.workEmail }), unknown);
  });
});

describe('id tokens of our own making', async () => {
  const forger = await startForger();
  const { clientId, clientSecret } = world.settings;
  const seconds = () => Math.floor(Date.now() / 1000);
  const faithful = (nonce: string | null) => ({
    iss: 'https://accounts.google.com',
    aud: clientId,
    sub: '1',
    iat: seconds(),
    exp: seconds() + 600,
    email: ben,
    email_verified: true,
    hd: office.domain,
    nonce,
  });

  async function landing({ change, ...how }: { change: object; header?: object; isOwnKey?: boolean }) {
    const google = googleSignIn({ clientId, clientSecret, oauthBaseUrl: forger.url });
    const signIn = new Map([['google', google]] as const);
    const forged = await buildApp({ context, signIn, demo: null, pagesDir: null });
    const browser = aBrowser(forged.app);
    const asked = (await browser.follow('/sign-in/google')).searchParams;
    await forger.issue({ claims: { ...faithful(asked.get('nonce')), ...change }, ...how });
    const { href } = await browser.follow(`/sign-in/google/callback?state=${asked.get('state')}&code=c`);
    const who = await browser.whoAmI();
    await forged.app.close();
    return { href, who };
  }

  test('a faithful one signs in, so the others fail by what is wrong with them', async () => {
    expect(await landing({ change: {} })).toEqual({ href: `${publicUrl}/`, who: ben });
  });

  test.each([
    ['for another application', { aud: 'another-client' }],
    ['for several, of which we are not the one it was made for', { aud: ['throughline', 'another'], azp: 'another' }],
    ['of another issuer', { iss: 'https://accounts.evil.example' }],
    ['with another nonce', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['that has run out', { exp: seconds() - 3600, iat: seconds() - 7200 }],
    ['with an address nobody verified', { email_verified: false }],
    ['that does not say whether it is verified', { email_verified: undefined }],
    ['with "true" as a word', { email_verified: 'true' }],
    ['without an address', { email: undefined }],
  ])('one %s is refused', async (_what, change) => {
    expect(await landing({ change })).toEqual({ href: failed, who: null });
  });

  test('one whose hosted domain is another company’s is nobody’s here', async () => {
    expect(await landing({ change: { hd: 'evil.example' } })).toEqual({ href: unknown, who: null });
  });

  test('one that is not signed, or by a key that is not Google’s, is refused', async () => {
    expect(await landing({ change: {}, header: { alg: 'none' } })).toEqual({ href: failed, who: null });
    expect(await landing({ change: {}, header: { alg: 'HS256' } })).toEqual({ href: failed, who: null });
    expect(await landing({ change: {}, isOwnKey: false })).toEqual({ href: failed, who: null });
  });
});

test('Google out of reach leads back to the sign-in page', async () => {
  const browser = aBrowser(app);
  const back = await consentAs(browser);
  for (const fault of [{ kind: 'reset' }, { kind: 'status', status: 503 }, { kind: 'truncated_body' }]) {
    await world.control('POST', 'faults', { path: '/token', ...fault });
    await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
    await world.control('DELETE', 'faults');
  }
});
