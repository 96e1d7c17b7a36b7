import { confirmUrl, connectUrl, stopMailsUrl, timesUrl } from '@throughline/app/mail-links.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { relayOutbox } from '@throughline/app/relay-outbox.ts';
import { setSsoOnly } from '@throughline/app/set-sso-only.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { anOffice, type Part } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';
import { aBrowser, type Browser } from '../testing/browser.ts';

const { app, declared, context, mails } = await apiContext();
const { db, clock } = context;
const office = await anOffice({ context });
const { organizationId, conversationId, report } = office;
const link = { organizationId, conversationId, personId: report.id, expiresAt: clock.now().add({ hours: 48 }) };
const tokenOf = (url: string) => new URL(url).searchParams.get('token')!;
const tokens = {
  confirm: tokenOf(confirmUrl(context, link)),
  times: tokenOf(timesUrl(context, link)),
  connect: tokenOf(connectUrl(context, link)),
};
const actor = { kind: 'operator' } as const;
const turn = (ssoOnly: boolean) => setSsoOnly(context, { organizationId, ssoOnly, canSignIn: true, actor });

/** What each route a mailed link opens is asked with, beside the link. */
const asked: Readonly<Record<string, { readonly token: keyof typeof tokens; readonly body?: object }>> = {
  'GET /api/confirmation': { token: 'confirm' },
  'POST /api/confirmation': { token: 'confirm', body: { answer: 'happened' } },
  'POST /api/confirmation/moved': { token: 'confirm', body: { startsAt: '2027-02-01T10:00:00Z' } },
  'POST /api/confirmation/moved/times': { token: 'confirm', body: { day: '2027-02-01', time: null } },
  'POST /api/confirmation/pulse': { token: 'confirm', body: { pulse: 'yes' } },
  'GET /api/times': { token: 'times' },
  'POST /api/times': { token: 'times', body: { startsAt: '2027-02-01T10:00:00Z' } },
  'POST /api/times/keep': { token: 'times', body: {} },
  'POST /api/times/others': { token: 'times', body: {} },
  'GET /api/connection': { token: 'connect' },
  'POST /api/connection/begin': { token: 'connect', body: { provider: 'google' } },
  'POST /api/connection/ask-administrator': { token: 'connect', body: { provider: 'google' } },
};

async function ask(route: string, browser: Browser) {
  const [method, url] = route.split(' ') as ['GET' | 'POST', string];
  const { token: of, body } = asked[route]!;
  const token = tokens[of];
  return method === 'GET' ? browser.get(`${url}?token=${token}`) : browser.post(url, { ...body, token });
}

/** A browser in which somebody signed in at a provider. */
async function signedInAs(part: Part): Promise<Browser> {
  const session = await openSession(context, { organizationId, personId: office.people[part].id, method: 'google' });
  return aBrowser(app, { '__Host-throughline_session': session.token });
}

const byMail = await aBrowserByMail();
async function aBrowserByMail(): Promise<Browser> {
  const [name, value] = (await office.cookieOf('report')).split('=') as [string, string];
  return aBrowser(app, { [name]: value });
}

/** The token of the mailed sign-in that arrives for an address. */
async function aSignInLink(): Promise<string> {
  const before = mails.length;
  await aBrowser(app).post('/api/sign-in/link', { email: report.workEmail });
  await vi.waitFor(async () => {
    await relayOutbox(context, { organizationId });
    expect(mails.length).toBeGreaterThan(before);
  }, 20_000);
  return /token=([\w.-]+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
}

test('every route a mailed link opens is one of those this file asks, or says why the link is enough', () => {
  const guarded = declared.flatMap(({ method, url, access }) => {
    const isGuarded =
      access.kind === 'mailed_link_or_signed_in' || (access.kind === 'mailed_link' && access.isEnough === undefined);
    return isGuarded && method !== 'HEAD' ? [`${method} ${url}`] : [];
  });
  expect(guarded.toSorted()).toEqual(Object.keys(asked).toSorted());
});

test('where no provider is set it cannot be switched on, so that nobody is locked out', async () => {
  const refused = await setSsoOnly(context, { organizationId, ssoOnly: true, canSignIn: false, actor });
  expect(refused).toEqual({ kind: 'no_other_way' });
  expect((await ask('GET /api/confirmation', aBrowser(app))).statusCode).toBe(200);
});

describe('once people sign in at their provider alone', () => {
  let pending = '';
  beforeAll(async () => {
    pending = await aSignInLink();
    await turn(true);
  });

  test('it is on record', async () => {
    const [latest] = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 1 }));
    expect(latest).toMatchObject({ action: 'organization.sso_only_set', details: { sso_only: true } });
  });

  test('no sign-in is mailed, and one mailed before opens nothing', async () => {
    const before = mails.length;
    await aBrowser(app).post('/api/sign-in/link', { email: report.workEmail });
    await relayOutbox(context, { organizationId });
    expect(mails).toHaveLength(before);
    expect((await aBrowser(app).post('/api/sign-in/redeem', { token: pending })).statusCode).toBe(410);
  });

  test('sessions that a mailed link opened are over', async () => {
    expect(await byMail.whoAmI()).toBeNull();
  });

  test.each(Object.keys(asked))('%s wants the person the link was mailed to', async (route) => {
    const nobody = await ask(route, aBrowser(app));
    expect([nobody.statusCode, nobody.json<{ type: string }>().type]).toEqual([
      401,
      'urn:throughline:problem:sign_in_required',
    ]);
    for (const part of ['manager', 'administrator'] as const) {
      expect((await ask(route, await signedInAs(part))).statusCode).toBe(403);
    }
    const elsewhere = await anOffice({ context });
    const [name, value] = (await elsewhere.cookieOf('report')).split('=') as [string, string];
    expect((await ask(route, aBrowser(app, { [name]: value }))).statusCode).toBe(403);
  });

  test('nothing was answered by any of them', async () => {
    const given = await db.inOrganization(organizationId, (tx) =>
      evidenceStore(tx).ownAnswer({ conversationId, side: 'report' }),
    );
    expect(given).toBeNull();
  });

  test('that person gets what the link leads to, one click as before', async () => {
    const browser = await signedInAs('report');
    for (const route of Object.keys(asked)) expect([401, 403]).not.toContain((await ask(route, browser)).statusCode);
    expect((await ask('GET /api/confirmation', browser)).json()).toMatchObject({ state: 'open', answer: 'happened' });
  });

  test('a link put into the query beside somebody’s own in the body gains nothing', async () => {
    const own = tokenOf(confirmUrl(context, { ...link, personId: office.manager.id }));
    const manager = await signedInAs('manager');
    const answer = await manager.post(`/api/confirmation?token=${own}`, {
      token: tokens.confirm,
      answer: 'happened',
    });
    expect(answer.statusCode).toBe(403);
  });

  test('a link that is none of ours is told so, whoever holds it', async () => {
    const forged = `${tokens.confirm.slice(0, -4)}AAAA`;
    const answer = await aBrowser(app).get(`/api/confirmation?token=${forged}`);
    expect(answer.json()).toMatchObject({ state: 'invalid' });
  });

  test('mail programs unsubscribe as before', async () => {
    const stop = stopMailsUrl(context, { ...link, template: 'monday', now: clock.now() });
    const { statusCode } = await app.inject({
      method: 'POST',
      url: `/mails/stop?token=${tokenOf(stop)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    });
    expect(statusCode).not.toBe(401);
  });

  test('API keys and SCIM tokens go on', async () => {
    const { key } = await office.keyWith('employees:read', 'scim');
    for (const url of ['/v1/employees', '/scim/v2/Users'])
      expect((await app.inject({ url, headers: { authorization: `Bearer ${key}` } })).statusCode).toBe(200);
  });

  test('the pages offer no mailed link', async () => {
    const browser = await signedInAs('report');
    expect((await browser.get('/api/session')).json()).toMatchObject({ signIn: { mailedLink: false } });
  });

  test('switched off again, mails let people in as before', async () => {
    await turn(false);
    expect((await ask('GET /api/confirmation', aBrowser(app))).statusCode).toBe(200);
    expect((await aBrowser(app).post('/api/sign-in/redeem', { token: await aSignInLink() })).statusCode).toBe(200);
  });
});
