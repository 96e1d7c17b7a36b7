import { startRedisServer } from '@throughline/jobs/testing/redis-server.ts';
import { installedProgram } from '@throughline/testing/installed-program.ts';
import { describe, expect, test } from 'vitest';
import { buildApp } from './app.ts';
import { organizationLimits } from './http/organization-limits.ts';
import { takePlaces } from './http/take-places.ts';
import { anOffice, type Office } from './testing/an-office.ts';
import { apiCaller } from './testing/api-caller.ts';
import { apiContext } from './testing/api-context.ts';

const limit = { requests: 5, seconds: 600 };
const { app, context } = await apiContext({ limit });
const callerOf = async (office: Office) => {
  const { key } = await office.keyWith('employees:read', 'scim');
  return apiCaller({ app, key });
};

describe('an organisation', () => {
  test('is refused what goes beyond its limit, by all its keys together, and told when to come back', async () => {
    const office = await anOffice({ context });
    const [one, other] = [await callerOf(office), await callerOf(office)];
    const left = [];
    for (const call of [one, other, one, other, one]) {
      const { status, headers } = await call('GET', '/v1/employees?page_size=1');
      left.push([status, headers['ratelimit-limit'], headers['ratelimit-remaining']]);
    }
    expect(left).toEqual(['4', '3', '2', '1', '0'].map((remaining) => [200, '5', remaining]));
    for (const call of [one, other, one]) {
      const { status, headers, body } = await call('GET', '/v1/employees');
      expect([status, body.type, headers['ratelimit-remaining']]).toEqual([
        429,
        'urn:throughline:problem:too_many_requests',
        '0',
      ]);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(headers['retry-after']).toBe(headers['ratelimit-reset']);
    }
    const scim = await one('GET', '/scim/v2/Users');
    expect(scim).toMatchObject({ status: 429, body: { status: '429' } });
    expect(scim.headers['content-type']).toMatch(/^application\/scim\+json/);
  });

  test('takes nothing from another, and neither does whoever has no key of its own', async () => {
    const [office, neighbour] = [await anOffice({ context }), await anOffice({ context })];
    const { key } = await office.keyWith('employees:read');
    const wild = apiCaller({ app, key });
    for (let asked = 0; asked < 9; asked += 1) await wild('GET', '/v1/employees');
    const next = await (await callerOf(neighbour))('GET', '/v1/employees');
    expect([next.status, next.headers['ratelimit-remaining']]).toEqual([200, '4']);
    const { key: revoked, id } = await neighbour.keyWith('employees:read', 'api_keys:write');
    const own = apiCaller({ app, key: revoked });
    expect((await own('DELETE', `/v1/api_keys/${id}`)).status).toBe(204);
    for (let asked = 0; asked < 9; asked += 1) expect((await own('GET', '/v1/employees')).status).toBe(401);
    expect((await (await callerOf(neighbour))('GET', '/v1/employees')).headers['ratelimit-remaining']).toBe('2');
  });
});

const program = installedProgram('redis-server');

describe.skipIf(program === null)('with Redis', () => {
  test('processes count together, and each by itself while it is away', async () => {
    const server = await startRedisServer(program ?? '');
    const inTwo = [0, 1].map(() =>
      organizationLimits({ redisUrl: server.redisUrl, limit, onTrouble: () => undefined }),
    );
    const given = { organizationId: crypto.randomUUID(), key: 'a' };
    const taken: boolean[] = [];
    // The first may come before the connection stands, and is counted in the process.
    await expect.poll(async () => (await inTwo[0]?.take({ ...given, organizationId: 'a' }))?.remaining).toBe(0);
    for (const one of [...inTwo, ...inTwo, ...inTwo]) taken.push((await one.take(given)).isAllowed);
    expect(taken).toEqual([true, true, true, true, true, false]);
    await server.stop();
    expect((await inTwo[0]?.take({ ...given, organizationId: crypto.randomUUID() }))?.remaining).toBe(4);
    for (const one of inTwo) one.close();
  });
});

test('places are taken in the order in which they were asked for, and kept by nobody who has left', async () => {
  const enter = takePlaces({ places: 2 });
  const order: string[] = [];
  const leave = await enter('a');
  await enter('a');
  const waiting = ['third', 'fourth'].map(async (name) => {
    await enter('a');
    order.push(name);
  });
  const elsewhere = await enter('b');
  elsewhere?.();
  expect(order).toEqual([]);
  leave?.();
  leave?.();
  await waiting[0];
  expect(order).toEqual(['third']);
});

test('while others ask, a queue moves at its pace and grows no longer; alone it does neither', async () => {
  const enter = takePlaces({ places: 1, pace: { perSecond: 20, mostWaiting: 2 } });
  const spend = async (key: string) => {
    for (let asked = 0; asked < 21; asked += 1) await served(key);
  };
  const served = async (key: string) => {
    const leave = await enter(key);
    leave?.();
    return leave !== null;
  };
  const atOnce = (key: string, count: number) => Promise.all(Array.from({ length: count }, () => served(key)));
  expect(await atOnce('alone', 40)).not.toContain(false);
  // Less than a second’s worth, at once, while others ask: a hiccup of ours is nobody’s doing.
  expect(await atOnce('calm', 15)).not.toContain(false);
  await spend('noisy');
  await served('quiet');
  const from = performance.now();
  const ended: string[] = [];
  const crowd = atOnce('noisy', 5).finally(() => ended.push('noisy'));
  const quiet = Promise.all([served('quiet'), served('quiet')]).finally(() => ended.push('quiet'));
  expect(await quiet).toEqual([true, true]);
  expect(await crowd).toEqual([true, true, true, false, false]);
  expect(ended).toEqual(['quiet', 'noisy']);
  expect(performance.now() - from).toBeGreaterThan(40);
});

test('a hundred requests of one organisation at once are all answered', async () => {
  const { app: open } = await buildApp({ context, signIn: new Map(), demo: null, pagesDir: null });
  const office = await anOffice({ context });
  const call = apiCaller({ app: open, key: (await office.keyWith('employees:read')).key });
  const answers = await Promise.all(Array.from({ length: 100 }, () => call('GET', '/v1/employees')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await open.close();
});
