import type { ApiKeysResponse, CreatedApiKeyResponse } from '@throughline/contracts/pages/api-keys.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const foreign = await anOffice({ context });
const cookie = await office.cookieOf('administrator');

async function ask<Body>(method: 'GET' | 'POST' | 'DELETE', path = '', payload?: object) {
  const url = `/api/api-keys${path}`;
  const answer = await app.inject({ method, url, headers: { cookie }, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Body>() };
}
const called = async (key: string) =>
  (await app.inject({ url: '/v1/employees', headers: { authorization: `Bearer ${key}` } })).statusCode;

describe('the page of API keys', () => {
  test('is empty before anybody calls', async () => {
    expect(await ask('GET')).toMatchObject({ status: 200, body: { keys: [] } });
  });

  test('has two keys good beside each other, so that one can take the other’s place, and revokes at once', async () => {
    const given = { name: 'Workday', scopes: ['employees:read'] };
    const former = (await ask<CreatedApiKeyResponse>('POST', '', given)).body;
    const latter = await ask<CreatedApiKeyResponse>('POST', '', given);
    expect(latter.headers['cache-control']).toBe('no-store');
    expect([await called(former.key), await called(latter.body.key)]).toEqual([200, 200]);
    const revoked = await ask<ApiKeysResponse>('DELETE', `/${former.id}`);
    expect([await called(former.key), await called(latter.body.key)]).toEqual([401, 200]);
    expect(revoked.body.keys).toMatchObject([
      { id: latter.body.id, name: 'Workday', state: 'good', hint: latter.body.key.slice(-4) },
      { id: former.id, state: 'revoked' },
    ]);
    const page = await ask<ApiKeysResponse>('GET');
    expect(page.body.keys[0]?.last_used_at).not.toBeNull();
    expect(JSON.stringify(page.body)).not.toContain(latter.body.key);
    expect((await ask('DELETE', `/${former.id}`)).status).toBe(404);
  });

  test('says of a key that it has come to its end', async () => {
    const expires_at = context.clock.wall().add({ hours: 1 }).toString();
    const { id, key } = (
      await ask<CreatedApiKeyResponse>('POST', '', { name: 'Pilot', scopes: ['employees:read'], expires_at })
    ).body;
    expect(await called(key)).toBe(200);
    context.clock.advanceWallBy({ hours: 1 });
    expect(await called(key)).toBe(401);
    const { keys } = (await ask<ApiKeysResponse>('GET')).body;
    expect(keys.find((one) => one.id === id)).toMatchObject({ state: 'expired' });
  });

  test.each([
    ['an end that has passed', { expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
    ['no name', { name: '' }, '/name'],
    ['no scope', { scopes: [] }, '/scopes'],
    ['a scope there is not', { scopes: ['content:read'] }, '/scopes/0'],
  ])('makes none with %s, and names the field', async (_what, given, pointer) => {
    const answer = await ask('POST', '', { name: 'Payroll', scopes: ['reports:read'], ...given });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: 'body', pointer }] } });
  });

  test('knows nothing of another organisation’s key', async () => {
    const { id, key } = await foreign.keyWith('employees:read');
    expect((await ask('DELETE', `/${id}`)).status).toBe(404);
    expect(await called(key)).toBe(200);
  });
});
