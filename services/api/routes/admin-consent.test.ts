import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { sendDueReminders } from '@throughline/app/send-due-reminders.ts';
import { outboxRows } from '@throughline/app/testing/outbox-rows.ts';
import { createCalendarRegistry } from '@throughline/calendars/registry.ts';
import type { ConsentToForward, CalendarsResponse } from '@throughline/contracts/pages/calendars.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { audit } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { anOffice, type Office, type Part } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';
import { atMicrosoft, decideConsent } from '../testing/at-microsoft.ts';
import { aBrowser, pathOf, type Browser } from '../testing/browser.ts';

const { app, context } = await apiContext({ offered: ['google', 'microsoft'] });
const { db, clock } = context;
const world = context.worlds.microsoft;

/** The same API at a moment when nobody answers where Microsoft is. */
async function whileMicrosoftIsGone<T>(work: (cut: typeof app) => Promise<T>): Promise<T> {
  const microsoft = { ...world.settings, loginBaseUrl: 'http://127.0.0.1:1' };
  const calendars = createCalendarRegistry({ settings: { ...context.settings, microsoft }, wall: context.wall });
  const cut = await buildApp({ context: { ...context, calendars }, signIn: new Map(), demo: null, pagesDir: null });
  try {
    return await work(cut.app);
  } finally {
    await cut.app.close();
  }
}

async function anOutlookOffice() {
  const office = await anOffice({ context });
  const { tenantId } = await atMicrosoft({ world, office });
  await openDueConversations(context, office);
  return { ...office, tenantId };
}

async function signedIn(office: Office, part: Part): Promise<Browser> {
  const [name = '', token = ''] = (await office.cookieOf(part)).split('=');
  return aBrowser(app, { [name]: token });
}

/** HR makes the link and passes it on. */
async function linkOf(office: Office): Promise<ConsentToForward> {
  const browser = await signedIn(office, 'hr');
  const answer = await browser.post(`/api/calendars/${office.domain}/link`);
  const { toForward } = answer.json<CalendarsResponse>().domains.find(({ domain }) => domain === office.domain)!;
  if (toForward === null) throw new Error(`${office.domain} has no link to forward: ${answer.body}`);
  return toForward;
}

const tokenOf = ({ url }: { url: string }) => new URL(url).searchParams.get('token') ?? '';

/** Somebody who is not signed in opens the forwarded page and goes on to the provider. */
async function authorizationUrlOf(link: ConsentToForward): Promise<string> {
  const answer = await aBrowser(app).get(`/api/admin-consent?token=${tokenOf(link)}`);
  return answer.json<{ authorizationUrl: string }>().authorizationUrl;
}

/** Where the browser ends up, as path and parameters. */
async function land(back: URL) {
  const { origin, pathname, searchParams } = await aBrowser(app).follow(pathOf(back));
  expect(origin).toBe(publicUrl);
  return { pathname, ...Object.fromEntries(searchParams) };
}

const stateOf = ({ organizationId, domain }: Office) =>
  db.inOrganization(organizationId, (tx) => calendarDomainStore(tx).byDomain(domain));

const actionsOf = ({ organizationId }: Office) =>
  db.inOrganization(organizationId, async (tx) => (await tx.select().from(audit)).map(({ action }) => action));

describe('the page of whoever looks after the calendars', () => {
  test('says what has to be granted, and gives the link to pass on', async () => {
    const office = await anOutlookOffice();
    const browser = await signedIn(office, 'hr');
    const before = (await browser.get('/api/calendars')).json<CalendarsResponse>();
    expect(before.domains).toMatchObject([
      {
        domain: office.domain,
        people: 6,
        provider: 'microsoft',
        decidedBy: 'lookup',
        consent: 'needed',
        toForward: null,
      },
    ]);
    const link = await linkOf(office);
    expect(link).toMatchObject({
      provider: 'microsoft',
      domain: office.domain,
      organization: 'Example',
      scopes: expect.arrayContaining(['Calendars.ReadWrite', 'offline_access']),
    });
    expect(clock.now().until(Temporal.Instant.from(link.expiresAt)).total('days')).toBe(30);
    expect(await linkOf(office)).toEqual(link);
  });

  test('is for HR and administrators alone', async () => {
    const office = await anOutlookOffice();
    for (const part of ['manager', 'report', 'leader', 'leadership'] as const) {
      expect((await (await signedIn(office, part)).get('/api/calendars')).statusCode).toBe(403);
    }
    expect((await (await signedIn(office, 'administrator')).get('/api/calendars')).statusCode).toBe(200);
  });

  test('where the calendars are can be said, and is looked up again when it is left open', async () => {
    const office = await anOutlookOffice();
    const browser = await signedIn(office, 'administrator');
    const put = async (domain: string, provider: string | null) =>
      browser.send({ method: 'PUT', url: `/api/calendars/${domain}`, payload: { provider } });
    expect((await put(office.domain, 'google')).json<CalendarsResponse>().domains).toMatchObject([
      { provider: 'google', decidedBy: 'administrator', consent: 'not_needed' },
    ]);
    expect((await put(office.domain, null)).json<CalendarsResponse>().domains).toMatchObject([
      { provider: 'microsoft', decidedBy: 'lookup', consent: 'needed' },
    ]);
    expect((await put('elsewhere.example', 'google')).statusCode).toBe(404);
  });

  test('a domain that no tenant owns needs nobody, and one that could not be looked up stays unknown', async () => {
    const office = await anOffice({ context });
    const cookies = Object.fromEntries((await signedIn(office, 'hr')).cookies);
    const consents = async (at: typeof app) =>
      (await aBrowser(at, cookies).get('/api/calendars')).json<CalendarsResponse>().domains.map((one) => one.consent);
    expect(await whileMicrosoftIsGone(consents)).toEqual(['unknown']);
    expect(await consents(app)).toEqual(['not_needed']);
  });
});

test('granted by somebody who is not known here: recorded, and whoever waited is asked', async () => {
  const office = await anOutlookOffice();
  const link = await linkOf(office);
  const authorizationUrl = await authorizationUrlOf(link);
  expect(new URL(authorizationUrl).pathname).toBe(`/${office.tenantId}/v2.0/adminconsent`);
  expect(await land(await decideConsent({ authorizationUrl }))).toEqual({
    pathname: '/calendars/allow',
    result: 'granted',
  });
  expect(await stateOf(office)).toMatchObject({ consent: 'granted', tenantId: office.tenantId });
  expect(await actionsOf(office)).toEqual(expect.arrayContaining(['admin_consent.asked', 'admin_consent.granted']));
  expect(context.woken).toContainEqual({
    name: 'run-sweep',
    sweep: 'send-due-reminders',
    organizationId: office.organizationId,
  });
  const page = await aBrowser(app).get(`/api/admin-consent?token=${tokenOf(link)}`);
  expect(page.json()).toMatchObject({ granted: true });
});

describe('an answer that proves nothing records nothing', () => {
  async function refused(office: Office, back: URL) {
    const before = await stateOf(office);
    const landing = await land(back);
    expect(await stateOf(office)).toEqual(before);
    return landing;
  }

  async function anAnswer() {
    const office = await anOutlookOffice();
    const link = await linkOf(office);
    const back = await decideConsent({ authorizationUrl: await authorizationUrlOf(link) });
    return { office, link, back };
  }

  test('declined, and then granted by the same link', async () => {
    const office = await anOutlookOffice();
    const link = await linkOf(office);
    const authorizationUrl = await authorizationUrlOf(link);
    expect(await refused(office, await decideConsent({ authorizationUrl, decision: 'cancel' }))).toEqual({
      pathname: '/calendars/allow',
      result: 'declined',
      token: tokenOf(link),
    });
    expect(await actionsOf(office)).toContain('admin_consent.declined');
    expect(await land(await decideConsent({ authorizationUrl }))).toMatchObject({ result: 'granted' });
  });

  test('another tenant, whatever the address bar says', async () => {
    const { office, back } = await anAnswer();
    const other = await anOutlookOffice();
    for (const tenant of [other.tenantId, 'nonsense', '']) {
      const forged = new URL(back);
      forged.searchParams.set('tenant', tenant);
      expect(await refused(office, forged)).toMatchObject({ result: 'other_tenant' });
    }
    const without = new URL(back);
    without.searchParams.delete('tenant');
    expect(await refused(office, without)).toMatchObject({ result: 'other_tenant' });
    expect(await land(back)).toMatchObject({ result: 'granted' });
  });

  test('a state made up, changed, of another organisation, of another provider, or mailed for something else', async () => {
    const { office, link, back } = await anAnswer();
    const elsewhere = await anOutlookOffice();
    const moved = tokenOf(link).replace(office.organizationId, elsewhere.organizationId);
    for (const state of ['', 'x', `${tokenOf(link)}x`, moved]) {
      const forged = new URL(back);
      forged.searchParams.set('state', state);
      expect(await refused(office, forged)).toEqual({ pathname: '/calendars/allow', result: 'unknown_state' });
    }
    const byGoogle = new URL(back);
    byGoogle.pathname = '/connect/google/admin-consent';
    expect(await refused(office, byGoogle)).toMatchObject({ result: 'unknown_state' });
    expect((await aBrowser(app).get('/connect/elsewhere/admin-consent')).statusCode).toBe(400);
  });

  test('the same answer twice', async () => {
    const { office, back } = await anAnswer();
    await land(back);
    const actions = await actionsOf(office);
    expect(await refused(office, back)).toEqual({ pathname: '/calendars/allow', result: 'already_granted' });
    expect(await actionsOf(office)).toEqual(actions);
  });

  test('a link older than 30 days, until a new one is made', async () => {
    const { office, link, back } = await anAnswer();
    const before = clock.now();
    clock.set(before.add({ hours: 30 * 24 }).toString());
    expect(await refused(office, back)).toEqual({ pathname: '/calendars/allow', result: 'expired' });
    expect((await aBrowser(app).get(`/api/admin-consent?token=${tokenOf(link)}`)).statusCode).toBe(410);
    const again = await linkOf(office);
    expect(again.url).not.toBe(link.url);
    const fresh = await decideConsent({ authorizationUrl: await authorizationUrlOf(again) });
    expect(await land(fresh)).toMatchObject({ result: 'granted' });
    clock.set(before.toString());
  });

  test('a tenant that is another organisation’s', async () => {
    const { office, back } = await anAnswer();
    const { organizationId } = await anOffice({ context });
    await db.inOrganization(organizationId, (tx) =>
      calendarDomainStore(tx).claimTenant({ provider: 'microsoft', tenantId: office.tenantId, now: clock.now() }),
    );
    expect(await refused(office, back)).toEqual({ pathname: '/calendars/allow', result: 'tenant_taken' });
  });

  test('Microsoft out of reach: whose the domain is cannot be said', async () => {
    const { office, back } = await anAnswer();
    const cut = await whileMicrosoftIsGone((at) => aBrowser(at).follow(pathOf(back)));
    expect(cut.searchParams.get('result')).toBe('failed');
    expect(await stateOf(office)).toMatchObject({ consent: 'needed' });
    expect(await land(back)).toMatchObject({ result: 'granted' });
  });
});

test('the forwarded page opens with its link alone', async () => {
  for (const token of ['x', '']) {
    expect((await aBrowser(app).get(`/api/admin-consent?token=${token}`)).statusCode).toBe(410);
  }
  expect((await aBrowser(app).get('/api/admin-consent')).statusCode).toBe(400);
});

test('nobody is mailed a link before the grant, and everybody who waits is after it', async () => {
  const office = await anOutlookOffice();
  const { organizationId } = office;
  clock.set('2027-08-02T08:00:00Z');
  await openDueConversations(context, { organizationId });
  await sendDueReminders(context, { organizationId });
  expect(await templatesOf(office)).not.toContain('connect-request');
  const link = await linkOf(office);
  expect(await land(await decideConsent({ authorizationUrl: await authorizationUrlOf(link) }))).toMatchObject({
    result: 'granted',
  });
  await sendDueReminders(context, { organizationId });
  expect(await templatesOf(office)).toContain('connect-request');
});

async function templatesOf({ organizationId }: Office): Promise<readonly string[]> {
  return (await outboxRows({ db, organizationId })).map(({ template }) => template);
}
