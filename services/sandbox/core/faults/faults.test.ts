import { describe, expect, test } from 'vitest';
import { refusal, startWithPeople } from '../../testing/test-sandbox.ts';

const primary = { calendarId: 'primary' };
const entry = { start: { date: '2027-01-12' }, end: { date: '2027-01-13' } };

async function withFault(fault: Record<string, unknown>) {
  const sandbox = await startWithPeople();
  const { events } = await sandbox.calendarOf('ana@acme.example');
  await sandbox.control('POST', 'faults', fault);
  const insert = () => events.insert({ ...primary, requestBody: { id: 'conversation1', ...entry } });
  const count = async () => ((await sandbox.control('GET', 'events?account=ana@acme.example')) as unknown[]).length;
  return { ...sandbox, events, insert, count };
}

describe('before the effect', () => {
  test('a status answers so many times, in the shape Google gives it, then things work again', async () => {
    const { insert, count } = await withFault({ kind: 'status', status: 503, times: 2 });
    expect(await refusal(insert())).toEqual({ status: 503, reason: 'backendError' });
    expect(await refusal(insert())).toEqual({ status: 503, reason: 'backendError' });
    expect(await count()).toBe(0);
    expect((await insert()).status).toBe(200);
  });

  test('so many calls that fit may pass first', async () => {
    const { events } = await withFault({ kind: 'status', status: 503, method: 'GET', after: 1 });
    const list = () => events.list(primary);
    expect((await list()).status).toBe(200);
    expect(await refusal(list())).toEqual({ status: 503, reason: 'backendError' });
    expect((await list()).status).toBe(200);
  });

  test.each([
    [{}, 403, '1'],
    [{ status: 429, retryAfter: 7 }, 429, '7'],
    [{ status: 429, retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 429, 'Wed, 21 Oct 2026 07:28:00 GMT'],
    [{ retryAfter: null }, 403, null],
  ])('throttling %o', async (details, status, retryAfter) => {
    const { url, control } = await withFault({ kind: 'throttle', ...details });
    const { access_token: token } = (await control('POST', 'token', { email: 'ana@acme.example' })) as Record<
      string,
      string
    >;
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/calendar/v3/calendars/primary/events`, { headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    expect(await response.json()).toMatchObject({
      error: { errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded' }] },
    });
  });

  test('a reset connection leaves nothing behind', async () => {
    const { insert, count } = await withFault({ kind: 'reset' });
    await expect(insert()).rejects.toThrow();
    expect(await count()).toBe(0);
  });

  test('a delay holds back the effect and the answer', async () => {
    const { insert, count } = await withFault({ kind: 'delay', milliseconds: 400 });
    const answer = insert();
    expect(await count()).toBe(0);
    expect((await answer).status).toBe(200);
  });

  test('a page of HTML with status 200 can stand in for an answer, and is not kept as the provider’s', async () => {
    const { events, url } = await withFault({ kind: 'status', status: 200, body: '<h1>Sign in to the Wi-Fi</h1>' });
    expect((await events.list(primary)).data).toBe('<h1>Sign in to the Wi-Fi</h1>');
    const kept: unknown = JSON.parse(await (await fetch(`${url}/control/requests`)).text());
    expect(kept).toMatchObject({ method: 'GET' });
    expect(kept).not.toHaveProperty('status');
    expect(kept).not.toHaveProperty('responseBody');
  });
});

describe('after the effect', () => {
  test.each(['response_lost', 'response lost', 'truncated body', 'truncated_body'])(
    '%s: the caller learns nothing, the entry stands, a second attempt meets it',
    async (kind) => {
      const { insert, count } = await withFault({ kind, method: 'post', path: '/events' });
      await expect(insert()).rejects.toThrow();
      expect(await count()).toBe(1);
      expect(await refusal(insert())).toEqual({ status: 409, reason: 'duplicate' });
    },
  );

  test('an effect may come late, after the caller has looked and found nothing', async () => {
    const { insert, count, events } = await withFault({ kind: 'late_effect', milliseconds: 2_000 });
    await expect(insert()).rejects.toThrow();
    expect((await refusal(events.get({ ...primary, eventId: 'conversation1' }))).status).toBe(404);
    await expect.poll(count, { timeout: 15_000 }).toBe(1);
  });
});

describe('selectors', () => {
  test.each([
    ['another account', { account: 'ben@acme.example' }],
    ['another method', { method: 'DELETE' }],
    ['another path', { path: '/freeBusy' }],
    ['a pattern that does not fit', { path: '/calendar/*/freeBusy' }],
  ])('%s is left alone', async (_what, selector) => {
    const { insert } = await withFault({ kind: 'status', status: 500, ...selector });
    expect((await insert()).status).toBe(200);
  });

  test('account, method and a pattern of the path together', async () => {
    const fault = {
      kind: 'status',
      status: 500,
      account: 'Ana@acme.example',
      method: 'POST',
      path: '*/calendars/*/events',
    };
    const { insert } = await withFault(fault);
    expect((await refusal(insert())).status).toBe(500);
  });

  test('faults can be looked at, and taken back', async () => {
    const { control, insert } = await withFault({ kind: 'status', status: 500, times: 3 });
    expect(await control('GET', 'faults')).toMatchObject([{ kind: 'status', times: 3, id: expect.any(String) }]);
    await control('DELETE', 'faults');
    expect((await insert()).status).toBe(200);
  });

  test('an unknown kind is answered with those that are known', async () => {
    const { control } = await startWithPeople();
    await expect(control('POST', 'faults', { kind: 'earthquake' })).rejects.toThrow(/response_lost/);
  });
});
