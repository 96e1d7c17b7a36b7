import { connectUrl, confirmUrl } from '@throughline/app/mail-links.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { audit, oauthAttempt, session } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { anOffice, type Office } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';
import { aBrowser, pathOf, type Browser } from '../testing/browser.ts';

const { app, context } = await apiContext();
const { world, db, clock } = context;

async function anOfficeWithAccounts() {
  const office = await anOffice({ context });
  for (const { workEmail } of [office.manager, office.report]) await world.addPerson({ email: workEmail });
  return office;
}

async function signedIn(office: Office, part: 'manager' | 'report' = 'manager'): Promise<Browser> {
  const [name = '', token = ''] = (await office.cookieOf(part)).split('=');
  return aBrowser(app, { [name]: token });
}

function linkFor({ organizationId, manager }: Office, hours = 24): string {
  const expiresAt = clock.now().add({ hours });
  return (
    new URL(connectUrl(context, { organizationId, personId: manager.id, expiresAt })).searchParams.get('token') ?? ''
  );
}

async function begin(browser: Browser, body: object = {}): Promise<string> {
  const answer = await browser.post('/api/connection/begin', { provider: 'google', ...body });
  return answer.json<{ authorizationUrl: string }>().authorizationUrl;
}

/** Where the browser ends up, as path and parameters. */
async function land(browser: Browser, back: URL) {
  const { origin, pathname, searchParams } = await browser.follow(pathOf(back));
  expect(origin).toBe(publicUrl);
  return { pathname, ...Object.fromEntries(searchParams) };
}

/** Everything a refused attempt could have left behind. */
function stored({ organizationId }: Office) {
  return db.inOrganization(organizationId, async (tx) => ({
    connections: await connectionStore(tx).all(),
    audit: (await tx.select().from(audit)).length,
    sessions: (await tx.select().from(session)).length,
  }));
}

test('signed in: why, consent, result, and it works', async () => {
  const office = await anOfficeWithAccounts();
  const browser = await signedIn(office);
  expect((await browser.get('/api/connection')).json()).toMatchObject({
    purpose: 'organize',
    offered: ['google'],
    connection: null,
  });
  const back = await world.consent({ authorizationUrl: await begin(browser), email: office.manager.workEmail });
  expect(back.pathname).toBe('/connect/google/callback');
  expect(await land(browser, back)).toEqual({ pathname: '/connect', result: 'connected' });
  expect((await browser.get('/api/connection')).json()).toMatchObject({
    connection: { provider: 'google', accountEmail: office.manager.workEmail, status: 'active' },
  });
  expect(context.woken).toContainEqual({
    name: 'run-sweep',
    sweep: 'plan-conversations',
    organizationId: office.organizationId,
  });
});

test('from a mailed link: consent signs the person in, in a session of their own', async () => {
  const office = await anOfficeWithAccounts();
  const browser = await signedIn(office, 'report');
  const before = browser.cookies.get('__Host-throughline_session')!;
  const token = linkFor(office);
  expect((await browser.get(`/api/connection?token=${token}`)).json()).toMatchObject({ purpose: 'organize' });
  const authorizationUrl = await begin(browser, { token });
  expect(await land(browser, await world.consent({ authorizationUrl, email: office.manager.workEmail }))).toEqual({
    pathname: '/connect',
    result: 'connected',
  });
  expect(await browser.whoAmI()).toBe(office.manager.workEmail);
  expect(await aBrowser(app, { '__Host-throughline_session': before }).whoAmI()).toBeNull();
});

test('disconnected, the grant is over at Google; once more, there is nothing to disconnect', async () => {
  const office = await anOfficeWithAccounts();
  const browser = await signedIn(office);
  await land(browser, await world.consent({ authorizationUrl: await begin(browser), email: office.manager.workEmail }));
  expect((await browser.post('/api/connection/disconnect')).json()).toEqual({ revoked: true });
  expect((await browser.get('/api/connection')).json()).toMatchObject({ connection: null });
  expect((await browser.post('/api/connection/disconnect')).statusCode).toBe(409);
});

describe('a refusal says which it is, leads back to where it began, and leaves nothing behind', () => {
  async function refused(office: Office, browser: Browser, back: URL) {
    const before = await stored(office);
    const landing = await land(browser, back);
    expect(await stored(office)).toEqual(before);
    return landing;
  }

  test('a box left unticked', async () => {
    const office = await anOfficeWithAccounts();
    const browser = await signedIn(office);
    const email = office.manager.workEmail;
    const back = await world.consent({ authorizationUrl: await begin(browser), email, untick: 'events.owned' });
    expect(await refused(office, browser, back)).toEqual({
      pathname: '/connect',
      result: 'missing_scopes',
      missing: 'https://www.googleapis.com/auth/calendar.events.owned',
    });
  });

  test('from a mailed link, by somebody not signed in, who can try again from there', async () => {
    const office = await anOfficeWithAccounts();
    const browser = aBrowser(app);
    const token = linkFor(office);
    const email = office.manager.workEmail;
    const first = await world.consent({ authorizationUrl: await begin(browser, { token }), email, untick: 'freebusy' });
    const landing = await refused(office, browser, first);
    expect(landing).toMatchObject({ result: 'missing_scopes', token });
    expect(await browser.whoAmI()).toBeNull();
    const again = await world.consent({ authorizationUrl: await begin(browser, { token }), email });
    expect(await land(browser, again)).toEqual({ pathname: '/connect', result: 'connected' });
  });

  test('consent declined', async () => {
    const office = await anOfficeWithAccounts();
    const browser = await signedIn(office);
    const asked = new URL(await begin(browser)).searchParams;
    const form = new URLSearchParams({
      ...Object.fromEntries(asked),
      account: office.manager.workEmail,
      decision: 'cancel',
    });
    const answer = await fetch(`${world.url}/o/oauth2/v2/consent`, { method: 'POST', body: form, redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(await refused(office, browser, back)).toEqual({ pathname: '/connect', result: 'declined' });
  });

  test('somebody else’s account', async () => {
    const office = await anOfficeWithAccounts();
    const browser = await signedIn(office);
    const back = await world.consent({ authorizationUrl: await begin(browser), email: office.report.workEmail });
    expect(await refused(office, browser, back)).toEqual({
      pathname: '/connect',
      result: 'other_account',
      expected: office.manager.workEmail,
      given: office.report.workEmail,
    });
  });

  test('a state that was used, is made up, or came by another provider’s address', async () => {
    const office = await anOfficeWithAccounts();
    const browser = await signedIn(office);
    const email = office.manager.workEmail;
    const back = await world.consent({ authorizationUrl: await begin(browser), email });
    await land(browser, back);
    const unknown = { pathname: '/connect', result: 'failed', reason: 'unknown_state' };
    expect(await refused(office, browser, back)).toEqual(unknown);
    for (const query of [
      '',
      '?state=x&code=y',
      `?state=${office.organizationId}.${'a'.repeat(43)}&code=y`,
      '?error=access_denied',
    ]) {
      const made = new URL(`/connect/google/callback${query}`, publicUrl);
      expect(await refused(office, browser, made)).toEqual(unknown);
    }
    const elsewhere = await world.consent({ authorizationUrl: await begin(browser), email });
    elsewhere.pathname = '/connect/microsoft/callback';
    expect(await refused(office, browser, elsewhere)).toMatchObject({ result: 'failed', reason: 'other_provider' });
  });

  test('another browser, and then the right one: the state is spent', async () => {
    const office = await anOfficeWithAccounts();
    const browser = await signedIn(office);
    const back = await world.consent({ authorizationUrl: await begin(browser), email: office.manager.workEmail });
    expect(await refused(office, aBrowser(app), back)).toMatchObject({ result: 'failed', reason: 'other_browser' });
    expect(await refused(office, browser, back)).toMatchObject({ result: 'failed', reason: 'unknown_state' });
  });

  test('an attempt older than ten minutes', async () => {
    const office = await anOfficeWithAccounts();
    const browser = await signedIn(office);
    const back = await world.consent({ authorizationUrl: await begin(browser), email: office.manager.workEmail });
    clock.advanceWallBy({ minutes: 10 });
    expect(await refused(office, browser, back)).toEqual({ pathname: '/connect', result: 'expired' });
  });

  test('Google out of reach', async () => {
    const office = await anOfficeWithAccounts();
    const browser = await signedIn(office);
    const back = await world.consent({ authorizationUrl: await begin(browser), email: office.manager.workEmail });
    await world.inject({ kind: 'status', status: 503, path: '/token', times: 10 });
    expect(await refused(office, browser, back)).toMatchObject({ result: 'failed', reason: 'provider_failed' });
    await world.control('DELETE', 'faults');
  });
});

describe('a connect link', () => {
  const begins = (token: string) => aBrowser(app).post('/api/connection/begin', { provider: 'google', token });

  test('that ran out, was changed, or was mailed for something else opens nothing', async () => {
    const office = await anOfficeWithAccounts();
    const { organizationId, conversationId, manager } = office;
    const good = linkFor(office);
    const expiresAt = clock.now().add({ hours: 24 });
    const confirm = new URL(confirmUrl(context, { organizationId, personId: manager.id, conversationId, expiresAt }));
    const elsewhere = await anOffice({ context });
    const moved = good.replace(organizationId, elsewhere.organizationId);
    for (const token of [linkFor(office, -1), `${good}x`, confirm.searchParams.get('token') ?? '', moved, 'x']) {
      expect((await aBrowser(app).get(`/api/connection?token=${token}`)).statusCode).toBe(410);
      expect((await begins(token)).statusCode).toBe(410);
    }
    expect(await db.inOrganization(organizationId, (tx) => tx.select().from(oauthAttempt))).toEqual([]);
  });

  test('is stored nowhere', async () => {
    const office = await anOfficeWithAccounts();
    const token = linkFor(office);
    await begins(token);
    const attempts = await db.inOrganization(office.organizationId, (tx) => tx.select().from(oauthAttempt));
    expect(attempts).toHaveLength(1);
    expect(JSON.stringify(attempts)).not.toContain(token);
  });

  test('does not let anybody connect who has no link and is not signed in', async () => {
    expect((await aBrowser(app).post('/api/connection/begin', { provider: 'google' })).statusCode).toBe(401);
    expect((await aBrowser(app).get('/api/connection')).statusCode).toBe(401);
  });

  test('for a provider that is not set up says so', async () => {
    const office = await anOfficeWithAccounts();
    const answer = await (await signedIn(office)).post('/api/connection/begin', { provider: 'microsoft' });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining('not set up') });
  });
});

test.each([
  '//evil.example',
  '/%5Cevil.example',
  '/%09/evil.example',
  '/%0d%0aSet-Cookie:%20a=b',
  '/a@evil.example',
  'https://evil.example',
  '/.//evil.example',
])('no address leads to another site: %s', async (target) => {
  const office = await anOfficeWithAccounts();
  const browser = aBrowser(app);
  const authorizationUrl = (await browser.follow(`/sign-in/google?returnTo=${target}`)).href;
  const back = await world.consent({ authorizationUrl, email: office.manager.workEmail });
  const answer = await browser.get(pathOf(back));
  expect(answer.headers.location).toBe('/');
  for (const url of [
    `/connect/google/callback?state=x&code=y&returnTo=${target}`,
    `/docs?next=${target}`,
    `/${target}`,
  ]) {
    const { headers } = await browser.get(url);
    expect(headers.location ?? '/').toMatch(/^\/(?![/\\])/);
    expect(headers['set-cookie'] ?? '').not.toContain('a=b');
  }
});
