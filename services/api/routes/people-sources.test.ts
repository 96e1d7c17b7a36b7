import { aBambooSource } from '@throughline/app/testing/a-bamboo-source.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ProviderSignIns, SignInProvider, ProviderSignIn } from '../sign-in/provider-sign-in.ts';
import { oidcSignIn } from '../sign-in/oidc-sign-in.ts';
import { anIssuer } from '../testing/an-issuer.ts';
import { anOffice, type Office, type Part } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const issuer = await anIssuer();
const offered = new Map<SignInProvider, ProviderSignIn>();
const { app, context } = await apiContext({ signIn: offered as ProviderSignIns });
const bamboo = await aBambooSource(context);

type Method = 'GET' | 'POST' | 'PUT';
async function as(office: Office, part: Part, method: Method, path: string, payload?: object) {
  const headers = { cookie: await office.cookieOf(part), origin: context.publicUrl };
  const url = `/api/people-sources${path}`;
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.json() };
}
describe('HR systems on the page', () => {
  let office: Office;
  beforeAll(async () => {
    office = await anOffice({ context });
    bamboo.has(2);
    await bamboo.addTo({ ...office, name: 'main' });
    await bamboo.addTo({ ...office, name: 'second' });
  });

  test('are looked at, pulled from and told in words, with no credential in sight', async () => {
    const before = await as(office, 'hr', 'GET', '');
    expect(before.body.sources).toMatchObject([
      { name: 'main', state: 'active', lastPulledAt: null },
      { name: 'second' },
    ]);
    expect(JSON.stringify(before.body)).not.toContain(bamboo.secret);
    const people = () => context.db.inOrganization(office.organizationId, (tx) => peopleStore(tx).all());
    const here = (await people()).length;
    const looked = await as(office, 'hr', 'POST', '/main/preview');
    expect(looked.body).toEqual({ said: '2 read: 2 would come, 0 of 0 would leave.', leaving: 0 });
    expect(await people()).toHaveLength(here);
    const pulled = await as(office, 'administrator', 'POST', '/main/pull', {});
    expect(pulled.body).toMatchObject({ said: '2 read: 2 came, 0 changed, 0 left.' });
    expect(pulled.body.page.sources[0]).toMatchObject({ name: 'main', problem: null, lastCounts: { people: 2 } });
    expect(await people()).toHaveLength(here + 2);
  });

  test('that would let many leave wait until somebody says how many', async () => {
    bamboo.has(1);
    const waits = await as(office, 'hr', 'POST', '/main/pull', {});
    expect(waits.body.said).toBe('1 of 2 people would leave, so nothing was changed.');
    expect(waits.body.page.sources[0]).toMatchObject({ state: 'paused' });
    expect((await as(office, 'hr', 'POST', '/main/preview')).body).toMatchObject({ leaving: 1 });
    const let1 = await as(office, 'hr', 'POST', '/main/pull', { let_leave: 1 });
    expect(let1.body).toMatchObject({ said: '1 read: 0 came, 0 changed, 1 left.' });
  });

  test('count in the order stated, all of them, and that is on record', async () => {
    const ordered = await as(office, 'hr', 'PUT', '/order', { names: ['second', 'main'] });
    expect(ordered.body.sources.map(({ name }: { name: string }) => name)).toEqual(['second', 'main']);
    expect((await as(office, 'hr', 'PUT', '/order', { names: ['main'] })).status).toBe(409);
    expect((await as(office, 'hr', 'PUT', '/order', { names: ['main', 'main'] })).status).toBe(409);
    const latest = await context.db.inOrganization(office.organizationId, (tx) => auditStore(tx).latest({ limit: 50 }));
    expect(latest.filter(({ action }) => action === 'hr_source.ordered')).toMatchObject([
      { actorKind: 'person', details: { names: 'second main' } },
    ]);
  });

  test('of another organisation are not there', async () => {
    const foreign = await anOffice({ context });
    expect((await as(foreign, 'hr', 'GET', '')).body.sources).toEqual([]);
    for (const path of ['/main/pull', '/main/preview'])
      expect((await as(foreign, 'hr', 'POST', path, {})).status).toBe(404);
    expect((await as(foreign, 'hr', 'PUT', '/order', { names: ['main', 'second'] })).status).toBe(409);
  });
});

describe('the switch to a provider alone', () => {
  test('is refused while no issuer works, and turned by administrators once it speaks for them and answers', async () => {
    const office = await anOffice({ context });
    const byMail = await office.cookieOf('administrator');
    const ssoOnly = async () =>
      (await context.db.acrossOrganizations((tx) => organizationStore(tx).byId(office.organizationId)))?.ssoOnly;
    const turn = (on: boolean) => as(office, 'administrator', 'PUT', '/sso-only', { on });
    expect((await as(office, 'hr', 'PUT', '/sso-only', { on: true })).status).toBe(403);
    expect((await as(office, 'administrator', 'PUT', '/issuer', { named: true })).status).toBe(409);
    expect(await turn(true)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('sign in') } });

    offered.set('oidc', oidcSignIn({ issuer: issuer.url, clientId: 'throughline', clientSecret: 'secret' }));
    // Several organisations live here.
    expect((await turn(true)).status).toBe(409);
    const named = await as(office, 'administrator', 'PUT', '/issuer', { named: true });
    expect(named.body.signIn.issuer).toEqual({ url: issuer.url, isNamed: true, speaksForUs: true });
    issuer.said.isDown = true;
    expect((await turn(true)).status).toBe(409);
    expect(await ssoOnly()).toBe(false);
    issuer.said.isDown = false;
    expect((await turn(true)).status).toBe(200);
    expect(await ssoOnly()).toBe(true);
    // Whoever came in by mail is out, also whoever pressed it.
    const asked = await app.inject({ url: '/api/people-sources', headers: { cookie: byMail } });
    expect(asked.statusCode).toBe(401);
  });
});
