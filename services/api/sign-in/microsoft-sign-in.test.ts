import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { session } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { anOffice } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';
import { atMicrosoft } from '../testing/at-microsoft.ts';
import { aBrowser, pathOf, type Browser } from '../testing/browser.ts';
import { startForger } from '../testing/forger.ts';
import { microsoftSignIn } from './microsoft-sign-in.ts';

const { app, context } = await apiContext({ offered: ['google', 'microsoft'] });
const { db, clock, worlds } = context;
const world = worlds.microsoft;
const office = await anOffice({ context });
const ben = office.manager.workEmail;
const { tenantId } = await atMicrosoft({ world, office });
const stranger = `stranger@${office.domain}`;
await world.addPerson({ email: stranger });
await world.addPerson({ email: 'eve@other-tenant.example' });

const failed = `${publicUrl}/sign-in?problem=failed`;
const unknown = `${publicUrl}/sign-in?problem=unknown`;
const sessions = () => db.inOrganization(office.organizationId, (tx) => tx.select().from(session));

async function consentAs(browser: Browser, { email = ben, start = '/sign-in/microsoft' } = {}): Promise<URL> {
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

test('whoever the organisation’s own tenant knows is signed in, before any calendar was granted', async () => {
  const browser = aBrowser(app);
  expect(await signIn(browser, { start: '/sign-in/microsoft?returnTo=/plan' })).toBe(`${publicUrl}/plan`);
  expect(await browser.whoAmI()).toBe(ben);
  expect((await sessions()).at(-1)).toMatchObject({ method: 'microsoft' });
});

test('Microsoft is asked for a code with state, nonce and a proof key, for who it is and nothing else', async () => {
  const asked = (await aBrowser(app).follow('/sign-in/microsoft')).searchParams;
  expect(asked.get('scope')).toBe('openid profile email');
  expect(asked.get('response_type')).toBe('code');
  expect(asked.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43);
});

test('the sign-in page is told which accounts there are', async () => {
  const { signIn: offered } = (await aBrowser(app).get('/api/session')).json<{ signIn: { providers: string[] } }>();
  expect(offered.providers).toEqual(['google', 'microsoft']);
  expect((await aBrowser(app).get('/sign-in/elsewhere')).statusCode).toBe(404);
});

describe('an answer that does not fit the attempt signs nobody in', () => {
  test('another state, another browser, the same answer twice', async () => {
    const browser = aBrowser(app);
    const changed = await consentAs(browser);
    changed.searchParams.set('state', 'another');
    await expectNobody(browser, async () => (await browser.follow(pathOf(changed))).href);

    const back = await consentAs(aBrowser(app));
    const other = aBrowser(app);
    await other.follow('/sign-in/microsoft');
    await expectNobody(other, async () => (await other.follow(pathOf(back))).href);

    const first = aBrowser(app);
    const once = await consentAs(first);
    const cookies = Object.fromEntries(first.cookies);
    await first.follow(pathOf(once));
    const again = aBrowser(app, cookies);
    await expectNobody(again, async () => (await again.follow(pathOf(once))).href);
  });

  test('a code from somebody else’s attempt, put into one’s own', async () => {
    const browser = aBrowser(app);
    const own = await consentAs(browser);
    own.searchParams.set('code', (await consentAs(aBrowser(app))).searchParams.get('code') ?? '');
    await expectNobody(browser, async () => (await browser.follow(pathOf(own))).href);
  });

  test('an answer that comes by the other provider’s address', async () => {
    const browser = aBrowser(app);
    const back = await consentAs(browser);
    back.pathname = '/sign-in/google/callback';
    await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
  });

  test('an attempt older than ten minutes', async () => {
    const browser = aBrowser(app);
    const back = await consentAs(browser);
    clock.advanceWallBy({ minutes: 10 });
    await expectNobody(browser, async () => (await browser.follow(pathOf(back))).href);
  });

  test('no answer, a refusal, and a parameter given twice', async () => {
    for (const query of ['', '?error=access_denied', '?code=x', '?state=x&code=y&code=z']) {
      const browser = aBrowser(app);
      const state = (await browser.follow('/sign-in/microsoft')).searchParams.get('state') ?? '';
      const url = `/sign-in/microsoft/callback${query.replace('?error', `?state=${state}&error`).replace('state=x', `state=${state}`)}`;
      await expectNobody(browser, async () => (await browser.follow(url)).href);
    }
  });
});

test('somebody unknown of a known company, and of an unknown one, is nobody here', async () => {
  for (const email of [stranger, 'eve@other-tenant.example']) {
    const browser = aBrowser(app);
    await expectNobody(browser, () => signIn(browser, { email }), unknown);
  }
});

describe('id tokens of our own making', async () => {
  const forger = await startForger();
  const foreign = '11111111-2222-4333-8444-555555555555';
  const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';
  const issuerOf = (tenant: string) => `https://login.microsoftonline.com/${tenant}/v2.0`;
  const seconds = () => Math.floor(Date.now() / 1000);
  const faithful = (nonce: string | null) => ({
    iss: issuerOf(tenantId),
    tid: tenantId,
    aud: world.settings.clientId,
    sub: 'pairwise',
    oid: 'an-object',
    iat: seconds(),
    exp: seconds() + 600,
    email: ben,
    preferred_username: ben,
    nonce,
  });

  async function landing({
    change,
    tenant = 'common',
    ...how
  }: {
    change: object;
    tenant?: string;
    header?: object;
    isOwnKey?: boolean;
  }) {
    const settings = { ...world.settings, tenant, loginBaseUrl: forger.url, wall: context.wall };
    const signIns = new Map([['microsoft', microsoftSignIn(settings)]] as const);
    const forged = await buildApp({ context, signIn: signIns, demo: null, pagesDir: null });
    const browser = aBrowser(forged.app);
    const asked = (await browser.follow('/sign-in/microsoft')).searchParams;
    await forger.issue({ claims: { ...faithful(asked.get('nonce')), ...change }, ...how });
    const { href } = await browser.follow(`/sign-in/microsoft/callback?state=${asked.get('state')}&code=c`);
    const who = await browser.whoAmI();
    await forged.app.close();
    return { href, who };
  }

  test('a faithful one signs in, so the others fail by what is wrong with them', async () => {
    expect(await landing({ change: {} })).toEqual({ href: `${publicUrl}/`, who: ben });
    expect(await landing({ change: { email: undefined } })).toEqual({ href: `${publicUrl}/`, who: ben });
  });

  test.each([
    ['for another application', { aud: 'another-client' }],
    ['of another issuer', { iss: 'https://accounts.evil.example' }],
    ['of a tenant that its issuer does not speak for', { tid: foreign }],
    ['whose issuer is another tenant’s', { iss: issuerOf(foreign) }],
    ['with another nonce', { nonce: 'another' }],
    ['without a nonce', { nonce: undefined }],
    ['that has run out', { exp: seconds() - 3600, iat: seconds() - 7200 }],
    ['without an address', { email: undefined, preferred_username: undefined }],
  ])('one %s is refused', async (_what, change) => {
    expect(await landing({ change })).toEqual({ href: failed, who: null });
  });

  test.each([
    ['a foreign tenant', { iss: issuerOf(foreign), tid: foreign }],
    ['a foreign tenant that calls it verified', { iss: issuerOf(foreign), tid: foreign, xms_edov: true }],
    ['an account somebody opened for themselves', { iss: issuerOf(personal), tid: personal }],
  ])('one in which %s writes a known address signs nobody in', async (_what, change) => {
    expect(await landing({ change })).toEqual({ href: unknown, who: null });
  });

  test('one of a tenant that may not sign in here is refused', async () => {
    expect(await landing({ change: {}, tenant: foreign })).toEqual({ href: failed, who: null });
    const own = { iss: issuerOf(personal), tid: personal };
    expect(await landing({ change: own, tenant: 'organizations' })).toEqual({ href: failed, who: null });
  });

  test('one that is not signed, or by a key that is not Microsoft’s, is refused', async () => {
    expect(await landing({ change: {}, header: { alg: 'none' } })).toEqual({ href: failed, who: null });
    expect(await landing({ change: {}, header: { alg: 'HS256' } })).toEqual({ href: failed, who: null });
    expect(await landing({ change: {}, isOwnKey: false })).toEqual({ href: failed, who: null });
  });
});

test('a domain whose tenant has become another’s signs in by the one that granted', async () => {
  await db.inOrganization(office.organizationId, async (tx) => {
    const store = calendarDomainStore(tx);
    await store.put({
      domain: office.domain,
      provider: 'microsoft',
      decidedBy: 'lookup',
      tenantId: 'the-tenant-that-granted',
      consent: 'granted',
      consentId: crypto.randomUUID(),
      consentAskedAt: null,
      consentGrantedAt: clock.now(),
      updatedAt: clock.now(),
    });
  });
  const browser = aBrowser(app);
  await expectNobody(browser, () => signIn(browser), unknown);
});
