import { createApiKey as newKey } from '@throughline/security/api-key.ts';
import { createDirectoryGroup } from '@throughline/app/change-directory-group.ts';
import { submitImport } from '@throughline/app/submit-import.ts';
import { revokeApiKey } from '@throughline/app/revoke-api-key.ts';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { sendWeeklyDigest } from '@throughline/app/send-weekly-digest.ts';
import { digestStore } from '@throughline/db/digest-store.ts';
import { userShape } from '@throughline/domain/people/scim/user-shape.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from './testing/an-office.ts';
import { apiContext } from './testing/api-context.ts';

const { app, context, declared } = await apiContext();
const office = await anOffice({ context });
const { organizationId } = office;
await publishCoverage(context, { organizationId });

const call = (url: string, authorization?: string) =>
  app.inject({ url, headers: authorization === undefined ? {} : { authorization } });

/** Something of the office that each address with an id in it can be about. */
const endpointId = await office.webhookEndpoint();
const { id: groupId } = await createDirectoryGroup(context, {
  organizationId,
  actor: { kind: 'operator' },
  body: { displayName: 'Design' },
});
const importId = await submitImport(context, {
  organizationId,
  actor: { kind: 'operator' },
  rows: [],
  source: 'json',
  system: null,
  columns: [],
  dryRun: true,
  everybody: false,
  hold: false,
});
await sendWeeklyDigest(context, { organizationId });
const [digest] = await context.db.inOrganization(organizationId, (tx) =>
  digestStore(tx).allOf({ recipientId: office.people.hr.id, limit: 1 }),
);
const subjects: Readonly<Record<string, string>> = {
  '/v1/digests/:id': digest?.id ?? '',
  '/v1/employees/:id': office.report.id,
  '/scim/v2/Users/:id': office.report.id,
  '/scim/v2/Groups/:id': groupId,
  '/scim/v2/Schemas/:id': userShape.core.id,
  '/scim/v2/ResourceTypes/:id': 'User',
  '/v1/groups/:id': await office.group(),
  '/v1/policies/:id': office.policyId,
  '/v1/exemptions/:id': await office.exemption(),
  '/v1/imports/:id': importId,
  '/v1/imports/:id/rows': importId,
  '/v1/webhook_endpoints/:id': endpointId,
  '/v1/webhook_endpoints/:id/deliveries': endpointId,
};
const routes = declared.flatMap(({ method, url, access }) =>
  method === 'GET' && access.kind === 'api_key'
    ? [{ url: url.replaceAll(/:\w+/g, subjects[url] ?? office.conversationId), scope: access.scope }]
    : [],
);

describe.each(routes)('$url', ({ url, scope }) => {
  test.each(apiScopes)(`answers a key with ${scope} alone; this one has %s`, async (given) => {
    const { key } = await office.keyWith(given);
    const answer = await call(url, `Bearer ${key}`);
    expect(answer.statusCode).toBe(given === scope ? 200 : 403);
    if (given !== scope) expect(answer.json()).toMatchObject({ detail: `The key needs the scope ${scope}.` });
  });

  test('answers nothing to a key that is malformed, made up, or misplaced', async () => {
    const { key } = await office.keyWith(...apiScopes);
    const invented = newKey({ organizationId }).key;
    const last = key.at(-1) === 'A' ? 'B' : 'A';
    const refused = [
      undefined,
      '',
      'Bearer',
      `Bearer ${key.slice(0, -1)}${last}`,
      `Bearer ${invented}`,
      `Bearer ${key} ${key}`,
      `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      key,
      'Bearer tl_live_x',
      `Bearer ${'a'.repeat(5_000)}`,
    ];
    for (const authorization of refused) {
      const answer = await call(url, authorization);
      expect([authorization?.slice(0, 30), answer.statusCode]).toEqual([authorization?.slice(0, 30), 401]);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
    expect((await call(`${url}?access_token=${key}&key=${key}`)).statusCode).toBe(401);
  });

  test('answers nothing to a session, whoever’s it is', async () => {
    for (const part of ['hr', 'administrator', 'leadership', 'manager'] as const) {
      expect((await app.inject({ url, headers: { cookie: await office.cookieOf(part) } })).statusCode).toBe(401);
    }
  });

  test('answers a revoked key no more, from the next request on', async () => {
    const { id: keyId, key } = await office.keyWith(scope);
    expect((await call(url, `Bearer ${key}`)).statusCode).toBe(200);
    await revokeApiKey(context, { organizationId, keyId, actor: { kind: 'operator' } });
    expect((await call(url, `Bearer ${key}`)).statusCode).toBe(401);
  });
});

test('a client is told how many requests are left; the pages are not, since an office shares an address', async () => {
  const { key } = await office.keyWith('conversations:read');
  const { headers } = await call('/v1/conversations', `Bearer ${key}`);
  expect(headers).toMatchObject({ 'ratelimit-limit': '36000', 'ratelimit-remaining': expect.any(String) });
  for (const url of ['/api/session', '/api/confirmation?token=x', '/api/sign-out']) {
    expect((await call(url)).headers).not.toHaveProperty('ratelimit-remaining');
  }
});

test('a key opens nothing of the pages’ own', async () => {
  const { key } = await office.keyWith(...apiScopes);
  for (const url of [
    '/api/conversations',
    `/api/conversations/${office.conversationId}/agenda`,
    '/api/coverage',
    '/api/plan',
  ]) {
    expect((await call(url, `Bearer ${key}`)).statusCode).toBe(401);
  }
});

test('what v1 says of a conversation is dates and states', async () => {
  const { key } = await office.keyWith('conversations:read');
  await app.inject({
    method: 'PUT',
    url: `/api/conversations/${office.conversationId}/prep`,
    headers: { cookie: await office.cookieOf('report') },
    payload: { text: 'A canary nobody else reads', reveal: true },
  });
  const answer = await call('/v1/conversations', `Bearer ${key}`);
  expect(answer.body).not.toMatch(/canary|Ana|Ben|@/);
  expect(answer.json<{ results: object[] }>().results.map((row) => Object.keys(row))).toEqual([
    [
      'id',
      'employee',
      'manager',
      'state',
      'due_on',
      'starts_at',
      'ends_at',
      'booked_at',
      'lead_days',
      'calendar_unknown_since',
      'waiting_for',
      'held_on',
      'evidence',
      'modified_at',
    ],
  ]);
});
