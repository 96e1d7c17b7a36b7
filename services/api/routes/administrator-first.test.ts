import { completeAdminConsent } from '@throughline/app/complete-admin-consent.ts';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { createCalendarRegistry } from '@throughline/calendars/registry.ts';
import type { CalendarsResponse } from '@throughline/contracts/pages/calendars.ts';
import type { ConnectionResponse } from '@throughline/contracts/pages/connection.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { audit } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { anOffice, type Office, type Part } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';
import { atMicrosoft } from '../testing/at-microsoft.ts';
import { aBrowser, pathOf, type Browser } from '../testing/browser.ts';
import { startForger } from '../testing/forger.ts';

const { app, context } = await apiContext({ offered: ['google', 'microsoft'] });
const { db } = context;
const world = context.worlds.microsoft;

async function anOutlookOffice({ granted = true } = {}) {
  const office = await anOffice({ context });
  const { tenantId } = await atMicrosoft({ world, office });
  await openDueConversations(context, office);
  if (granted) await grant({ ...office, tenantId });
  return { ...office, tenantId };
}

/** The administrator allows it, at Microsoft and then here. */
async function grant(office: Office & { tenantId: string }): Promise<void> {
  await world.control('POST', 'tenants', { domain: office.domain, adminConsented: true });
  const hr = await signedIn(office, 'hr');
  const { domains } = (await hr.post(`/api/calendars/${office.domain}/link`)).json<CalendarsResponse>();
  const state = new URL(domains[0]?.toForward?.url ?? '').searchParams.get('token') ?? '';
  const answer = { granted: true, tenant: office.tenantId };
  const completed = await completeAdminConsent(context, { provider: 'microsoft', state, answer });
  expect(completed).toEqual({ kind: 'granted', domains: [office.domain] });
}

async function signedIn(office: Office, part: Part = 'manager', at = app): Promise<Browser> {
  const [name = '', token = ''] = (await office.cookieOf(part)).split('=');
  return aBrowser(at, { [name]: token });
}

const page = async (browser: Browser) => (await browser.get('/api/connection')).json<ConnectionResponse>();
const begin = (browser: Browser, provider = 'microsoft') => browser.post('/api/connection/begin', { provider });

async function authorizationUrl(browser: Browser): Promise<string> {
  const answer = await begin(browser);
  return answer.json<{ authorizationUrl: string }>().authorizationUrl;
}

/** Where the browser ends up, as path and parameters. */
async function land(browser: Browser, back: URL) {
  const { pathname, searchParams } = await browser.follow(pathOf(back));
  return { pathname, ...Object.fromEntries(searchParams) };
}

const stateOf = ({ organizationId, domain }: Office) =>
  db.inOrganization(organizationId, (tx) => calendarDomainStore(tx).byDomain(domain));
const connectionsOf = ({ organizationId }: Office) =>
  db.inOrganization(organizationId, (tx) => connectionStore(tx).all());

/** What Microsoft answers to whoever presses a button there. */
async function decide({ url, decision, account }: { url: string; decision: string; account: string }): Promise<URL> {
  const asked = new URL(url);
  const form = new URLSearchParams([...asked.searchParams, ['account', account], ['decision', decision]]);
  const consent = `${asked.origin}${asked.pathname.replace(/authorize$/, 'consent')}`;
  const answer = await fetch(consent, { method: 'POST', body: form, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}

test('case 29: before the grant there is no way to a refusal, only the reason and what to pass on', async () => {
  const office = await anOutlookOffice({ granted: false });
  const browser = await signedIn(office);
  expect(await page(browser)).toMatchObject({
    offered: ['google'],
    administratorFirst: { provider: 'microsoft', domain: office.domain, toForward: null },
  });
  const refused = await begin(browser);
  expect(refused.statusCode).toBe(409);
  expect(refused.json()).toMatchObject({ detail: expect.stringContaining('administrator') });
  const asked = await browser.post('/api/connection/ask-administrator', { provider: 'microsoft' });
  expect(asked.json()).toMatchObject({ toForward: { domain: office.domain, provider: 'microsoft' } });
  expect((await page(browser)).administratorFirst?.toForward).toEqual(asked.json<{ toForward: object }>().toForward);
});

test('after the grant the company’s own calendar stands first, and connects', async () => {
  const office = await anOutlookOffice();
  const browser = await signedIn(office);
  expect(await page(browser)).toMatchObject({ offered: ['microsoft', 'google'], administratorFirst: null });
  const url = await authorizationUrl(browser);
  const back = await world.consent({ authorizationUrl: url, email: office.manager.workEmail });
  expect(back.pathname).toBe('/connect/microsoft/callback');
  expect(await land(browser, back)).toEqual({ pathname: '/connect', result: 'connected' });
  expect(await page(browser)).toMatchObject({
    connection: { provider: 'microsoft', accountEmail: office.manager.workEmail, status: 'active' },
  });
});

describe('a consent that was taken back', () => {
  test('stops everybody at the first refusal, says so, and asks anew', async () => {
    const office = await anOutlookOffice();
    const before = await stateOf(office);
    await world.control('POST', 'tenants', { domain: office.domain, adminConsented: false });
    const browser = await signedIn(office);
    const url = await authorizationUrl(browser);
    const back = await decide({ url, decision: 'accept', account: office.manager.workEmail });
    expect(await land(browser, back)).toEqual({ pathname: '/connect', result: 'admin_needed' });

    const after = await stateOf(office);
    expect(after).toMatchObject({ consent: 'needed', consentGrantedAt: null, tenantId: office.tenantId });
    expect(after?.consentId).not.toBe(before?.consentId);
    expect((await begin(browser)).statusCode).toBe(409);
    expect((await begin(await signedIn(office, 'report'))).statusCode).toBe(409);
    expect((await page(browser)).administratorFirst).toMatchObject({ domain: office.domain });
    expect(await connectionsOf(office)).toEqual([]);
    const entries = await db.inOrganization(office.organizationId, (tx) => tx.select().from(audit));
    expect(entries.find(({ action }) => action === 'admin_consent.needed')).toMatchObject({
      actorKind: 'person',
      actorId: office.manager.id,
      details: { domain: office.domain, provider: 'microsoft' },
    });
    await grant(office);
    expect((await page(browser)).offered).toEqual(['microsoft', 'google']);
  });

  test('whose page leads back without a word is told apart from a no by the person alone', async () => {
    const office = await anOutlookOffice();
    const browser = await signedIn(office);
    for (const decision of ['return', 'cancel']) {
      const url = await authorizationUrl(browser);
      const back = await decide({ url, decision, account: office.manager.workEmail });
      expect(await land(browser, back)).toEqual({
        pathname: '/connect',
        result: 'declined',
        administrator: 'microsoft',
      });
      expect(await stateOf(office)).toMatchObject({ consent: 'granted' });
    }
    const asked = await browser.post('/api/connection/ask-administrator', { provider: 'microsoft' });
    expect(asked.json()).toMatchObject({ toForward: { domain: office.domain } });
    expect(await stateOf(office)).toMatchObject({ consent: 'needed' });
  });

  test('holds for every domain of the tenant', async () => {
    const office = await anOutlookOffice();
    const { organizationId, tenantId } = office;
    const second = `second-${office.domain}`;
    await db.inOrganization(organizationId, async (tx) => {
      const store = calendarDomainStore(tx);
      const row = (await store.byDomain(office.domain))!;
      await store.put({ ...row, domain: second, consentId: crypto.randomUUID() });
    });
    await world.control('POST', 'tenants', { domain: office.domain, adminConsented: false });
    const browser = await signedIn(office);
    const url = await authorizationUrl(browser);
    await land(browser, await decide({ url, decision: 'accept', account: office.manager.workEmail }));
    const rows = await db.inOrganization(organizationId, (tx) => calendarDomainStore(tx).all());
    expect(rows.filter((row) => row.tenantId === tenantId).map(({ consent }) => consent)).toEqual(['needed', 'needed']);
  });
});

test('nobody is asked for an administrator where calendars are elsewhere', async () => {
  const office = await anOutlookOffice({ granted: false });
  const administrator = await signedIn(office, 'administrator');
  await administrator.send({ method: 'PUT', url: `/api/calendars/${office.domain}`, payload: { provider: 'google' } });
  const browser = await signedIn(office);
  expect(await page(browser)).toMatchObject({ offered: ['google', 'microsoft'], administratorFirst: null });
  const url = await authorizationUrl(browser);
  const back = await decide({ url, decision: 'accept', account: office.manager.workEmail });
  expect(await land(browser, back)).toEqual({ pathname: '/connect', result: 'admin_needed' });
  expect(await stateOf(office)).toMatchObject({ provider: 'google', consent: 'not_needed' });
});

describe('whose account it is', () => {
  test('a personal account needs no administrator, and is its person’s where no tenant owns the domain', async () => {
    const office = await anOffice({ context });
    for (const { workEmail } of [office.manager, office.report]) {
      await world.addPerson({ email: workEmail, personal: true });
    }
    await openDueConversations(context, office);
    const browser = await signedIn(office);
    const consent = async () =>
      world.consent({ authorizationUrl: await authorizationUrl(browser), email: office.manager.workEmail });
    expect(await land(browser, await consent())).toEqual({ pathname: '/connect', result: 'connected' });
    const other = await signedIn(office, 'report');
    const url = await authorizationUrl(other);
    const back = await world.consent({ authorizationUrl: url, email: office.manager.workEmail });
    expect(await land(other, back)).toMatchObject({ result: 'other_account' });
  });

  test('somebody else’s account of the same tenant is refused', async () => {
    const office = await anOutlookOffice();
    const browser = await signedIn(office);
    const url = await authorizationUrl(browser);
    const back = await world.consent({ authorizationUrl: url, email: office.report.workEmail });
    expect(await land(browser, back)).toMatchObject({ result: 'other_account', given: office.report.workEmail });
    expect(await connectionsOf(office)).toEqual([]);
  });

  describe('is for the tenant that owns the domain to say', async () => {
    const forger = await startForger();
    const foreign = '11111111-2222-4333-8444-555555555555';
    const personal = '9188040d-6c67-4c5b-b112-36a304b66dad';
    const microsoft = { ...world.settings, loginBaseUrl: forger.url };
    const calendars = createCalendarRegistry({ settings: { ...context.settings, microsoft }, wall: context.wall });
    const seconds = () => Math.floor(Date.now() / 1000);

    async function landing({ office, change = {} }: { office: Office & { tenantId: string }; change?: object }) {
      const forged = await buildApp({
        context: { ...context, calendars },
        signIn: new Map(),
        demo: null,
        pagesDir: null,
      });
      const browser = await signedIn(office, 'manager', forged.app);
      const asked = new URL(await authorizationUrl(browser)).searchParams;
      const tid = 'tid' in change ? change.tid : office.tenantId;
      await forger.issue({
        claims: {
          iss: `https://login.microsoftonline.com/${String(tid)}/v2.0`,
          tid,
          aud: world.settings.clientId,
          sub: 'pairwise',
          oid: crypto.randomUUID(),
          iat: seconds(),
          exp: seconds() + 600,
          email: office.manager.workEmail,
          preferred_username: office.manager.workEmail,
          nonce: asked.get('nonce'),
          ...change,
        },
      });
      const back = new URL(`https://throughline.example/connect/microsoft/callback?code=c&state=${asked.get('state')}`);
      const answer = await land(browser, back);
      await forged.app.close();
      return answer;
    }

    test('a faithful token connects, so the others fail by whose they are', async () => {
      const office = await anOutlookOffice();
      expect(await landing({ office })).toEqual({ pathname: '/connect', result: 'connected' });
    });

    test.each([
      ['a foreign tenant', { tid: foreign }],
      ['a foreign tenant that calls it verified', { tid: foreign, xms_edov: true }],
      ['an account somebody opened for themselves', { tid: personal }],
    ])('%s that claims a person’s address is somebody else’s', async (_what, change) => {
      const office = await anOutlookOffice();
      expect(await landing({ office, change })).toMatchObject({ result: 'other_account' });
      expect(await connectionsOf(office)).toEqual([]);
    });

    test('an address that moved within the organisation is still the same account’s, from the same tenant alone', async () => {
      const office = await anOutlookOffice();
      const oid = 'the-same-object';
      expect(await landing({ office, change: { oid } })).toMatchObject({ result: 'connected' });
      await db.inOrganization(office.organizationId, (tx) =>
        peopleStore(tx).put([{ ...office.manager, workEmail: `renamed@${office.domain}` }]),
      );
      expect(await landing({ office, change: { oid, tid: foreign } })).toMatchObject({ result: 'other_account' });
      expect(await landing({ office, change: { oid } })).toMatchObject({ result: 'connected' });
    });
  });
});
