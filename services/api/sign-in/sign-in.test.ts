import { relayOutbox } from '@throughline/app/relay-outbox.ts';
import { confirmUrl, connectUrl } from '@throughline/app/mail-links.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { signLink } from '@throughline/security/signed-link.ts';
import { describe, expect, test, vi } from 'vitest';
import { buildApp } from '../app.ts';
import { anOffice, type Office } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';
import { aBrowser } from '../testing/browser.ts';

const { app, context, mails } = await apiContext();
const { db, clock, keyring } = context;
const office = await anOffice({ context });
const sessionCookie = '__Host-throughline_session';

const askFor = (email: string, returnTo?: string) =>
  app.inject({
    method: 'POST',
    url: '/api/sign-in/link',
    payload: { email, ...(returnTo === undefined ? {} : { returnTo }) },
  });

/** The mails that leave for this address, once whatever was asked for is done. */
async function mailsTo(email: string, { of = office as Pick<Office, 'organizationId'>, least = 1 } = {}) {
  const arrived = () => mails.filter(({ to }) => to.address === email);
  await vi.waitFor(async () => {
    await relayOutbox(context, of);
    expect(arrived().length).toBeGreaterThanOrEqual(least);
  }, waiting);
  return arrived();
}

const waiting = { timeout: 20_000, interval: 20 };
const tokenIn = ({ text }: { text: string }): string => /token=([\w.-]+)/.exec(text)?.[1] ?? '';

async function aLink(email = office.report.workEmail, returnTo?: string): Promise<string> {
  const before = mails.filter(({ to }) => to.address === email).length;
  await askFor(email, returnTo);
  const arrived = await mailsTo(email, { least: before + 1 });
  clock.advanceWallBy({ seconds: 1 });
  return tokenIn(arrived.at(-1)!);
}

const redeem = (token: string, browser = aBrowser(app)) => browser.post('/api/sign-in/redeem', { token });

describe('a mailed link', () => {
  test('signs in after a click, and leads where the person wanted', async () => {
    const browser = aBrowser(app);
    const answer = await redeem(await aLink(undefined, '/conversations'), browser);
    expect(answer.json()).toEqual({ returnTo: '/conversations' });
    expect(await browser.whoAmI()).toBe(office.report.workEmail);
  });

  test('is not used up by anybody who only opens it', async () => {
    const token = await aLink();
    for (const method of ['GET', 'HEAD', 'OPTIONS'] as const) {
      expect((await app.inject({ method, url: `/api/sign-in/redeem?token=${token}` })).statusCode).toBe(405);
      await app.inject({ method, url: `/sign-in/link?token=${token}`, headers: { accept: 'text/html' } });
    }
    expect((await redeem(token)).statusCode).toBe(200);
  });

  test('works once', async () => {
    const token = await aLink();
    const browsers = await Promise.all([redeem(token), redeem(token), redeem(token)]);
    expect(browsers.map(({ statusCode }) => `${statusCode}`).toSorted()).toEqual(['200', '410', '410']);
    expect((await redeem(token)).cookies).toEqual([]);
  });

  test('works for fifteen minutes', async () => {
    const token = await aLink();
    clock.advanceWallBy({ minutes: 15 });
    const answer = await redeem(token);
    expect(answer.statusCode).toBe(410);
    expect(answer.json()).toMatchObject({ type: 'urn:throughline:problem:gone' });
  });

  test('of another purpose, another organisation’s signature or nobody’s making is refused', async () => {
    const { organizationId, conversationId, report } = office;
    const link = { organizationId, personId: report.id, expiresAt: clock.wall().add({ hours: 1 }) };
    const confirm = tokenIn({ text: confirmUrl(context, { ...link, conversationId }) });
    const connect = tokenIn({ text: connectUrl(context, link) });
    const madeUp = signLink({ keyring, claims: { ...link, purpose: 'sign_in', subjectId: crypto.randomUUID() } });
    const own = await aLink();
    const moved = own.replace(organizationId, (await anOffice({ context })).organizationId);
    for (const token of [confirm, connect, madeUp, moved, `${own.slice(0, -1)}x`, 'x']) {
      expect((await redeem(token)).statusCode).toBe(410);
    }
    expect((await redeem(own)).statusCode).toBe(200);
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a@evil.example', '/\r\nx: y', '/\t/evil'])(
    'never leads to %j',
    async (returnTo) => {
      expect((await redeem(await aLink(undefined, returnTo))).json()).toEqual({ returnTo: '/' });
    },
  );
});

describe('whoever asks for a link', () => {
  test('gets the same answer whether the address is known, unknown, gone, or signs in elsewhere only', async () => {
    const other = await anOffice({ context, organization: { ssoOnly: true } });
    await db.inOrganization(office.organizationId, (tx) =>
      peopleStore(tx).put([{ ...office.people.leadership, status: 'inactive' }]),
    );
    const known = await askFor(office.report.workEmail);
    const others = [`nobody@${office.domain}`, 'nobody@nowhere.example', office.people.leadership.workEmail];
    for (const email of [...others, other.report.workEmail]) {
      const answer = await askFor(email);
      const stable = ({ headers }: typeof answer) =>
        Object.entries(headers).filter(([name]) => name !== 'date' && !name.startsWith('ratelimit'));
      expect([answer.statusCode, answer.body, stable(answer)]).toEqual([202, known.body, stable(known)]);
    }
    await mailsTo(office.report.workEmail);
    expect(mails.map(({ to }) => to.address).filter((address) => others.includes(address))).toEqual([]);
  });

  test('is answered before anything is looked up, so that time tells nothing either', async () => {
    const stuck = { ...context, db: { ...db, acrossOrganizations: () => new Promise<never>(() => {}) } };
    const { app: slow } = await buildApp({ context: stuck, signIn: new Map(), demo: null, pagesDir: null });
    const answer = await slow.inject({
      method: 'POST',
      url: '/api/sign-in/link',
      payload: { email: office.report.workEmail },
    });
    expect(answer.statusCode).toBe(202);
    await slow.close();
  });

  test('fills nobody’s mailbox: five links that work are enough', async () => {
    const { organizationId, report } = await anOffice({ context });
    const email = report.workEmail;
    for (let asked = 0; asked < 12; asked += 1) await askFor(email);
    await mailsTo(email, { of: { organizationId }, least: 5 });
    await relayOutbox(context, { organizationId });
    expect(mails.filter(({ to }) => to.address === email)).toHaveLength(5);
  });

  test('too often from one address is asked to wait, and nobody else is', async () => {
    const fresh = await buildApp({ context, signIn: new Map(), demo: null, pagesDir: null });
    const ask = (remoteAddress: string) =>
      fresh.app.inject({
        method: 'POST',
        url: '/api/sign-in/link',
        payload: { email: 'nobody@nowhere.example' },
        remoteAddress,
      });
    const answers = [];
    for (let asked = 0; asked < 61; asked += 1) answers.push(await ask('203.0.113.5'));
    const last = answers.at(-1)!;
    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(60);
    expect(last.statusCode).toBe(429);
    expect(last.json()).toMatchObject({ type: 'urn:throughline:problem:too_many_requests' });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('203.0.113.6')).statusCode).toBe(202);
    await fresh.app.close();
  });
});

describe('a session', () => {
  test('is a cookie of this host alone that no script reads', async () => {
    const [cookie] = (await redeem(await aLink())).cookies;
    expect(cookie).toMatchObject({ name: sessionCookie, path: '/', httpOnly: true, secure: true, sameSite: 'Lax' });
    expect(cookie).not.toHaveProperty('domain');
  });

  test('that stood before a sign-in is over after it, whoever’s it was', async () => {
    const browser = aBrowser(app);
    await redeem(await aLink(), browser);
    const before = browser.cookies.get(sessionCookie)!;
    await redeem(await aLink(office.manager.workEmail), browser);
    expect(browser.cookies.get(sessionCookie)).not.toBe(before);
    expect(await browser.whoAmI()).toBe(office.manager.workEmail);
    expect(await aBrowser(app, { [sessionCookie]: before }).whoAmI()).toBeNull();
  });

  test('ends with signing out, for every copy of its cookie', async () => {
    const browser = aBrowser(app);
    await redeem(await aLink(), browser);
    const copy = aBrowser(app, Object.fromEntries(browser.cookies));
    expect(await copy.whoAmI()).toBe(office.report.workEmail);
    expect((await browser.post('/api/sign-out')).statusCode).toBe(204);
    expect(browser.cookies.has(sessionCookie)).toBe(false);
    expect(await copy.whoAmI()).toBeNull();
    expect((await copy.post('/api/sign-out')).statusCode).toBe(204);
  });

  test('ends after twelve hours', async () => {
    const browser = aBrowser(app);
    await redeem(await aLink(), browser);
    clock.advanceWallBy({ hours: 12 });
    expect(await browser.whoAmI()).toBeNull();
  });

  test('of somebody who has left is worth nothing', async () => {
    const gone = office.people.administrator;
    const cookies = { [sessionCookie]: (await office.cookieOf('administrator')).split('=')[1]! };
    expect(await aBrowser(app, cookies).whoAmI()).toBe(gone.workEmail);
    await db.inOrganization(office.organizationId, (tx) => peopleStore(tx).put([{ ...gone, status: 'inactive' }]));
    expect(await aBrowser(app, cookies).whoAmI()).toBeNull();
  });

  test('made up, of another organisation or of none, is nobody’s', async () => {
    const token = (await office.cookieOf('report')).split('=')[1]!;
    const elsewhere = await anOffice({ context });
    const values = [token.replace(office.organizationId, elsewhere.organizationId), `${token}x`, 'x', '', '%00', 'a.b'];
    for (const value of values) {
      expect(await aBrowser(app, { [sessionCookie]: value }).whoAmI()).toBeNull();
    }
    expect(await db.acrossOrganizations((tx) => organizationStore(tx).byId(office.organizationId))).not.toBeNull();
  });
});

test('over plain http, as on localhost, the cookie goes without the prefix that needs https', async () => {
  const plain = await buildApp({
    context: { ...context, publicUrl: 'http://localhost:3000' },
    signIn: new Map(),
    demo: null,
    pagesDir: null,
  });
  const answer = await plain.app.inject({
    method: 'POST',
    url: '/api/sign-in/redeem',
    payload: { token: await aLink() },
  });
  expect(answer.cookies[0]).toMatchObject({ name: 'throughline_session', httpOnly: true, sameSite: 'Lax' });
  expect(answer.cookies[0]).not.toHaveProperty('secure');
  await plain.app.close();
});
