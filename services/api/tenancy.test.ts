import { confirmUrl } from '@throughline/app/mail-links.ts';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { submitImport } from '@throughline/app/submit-import.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { signLink } from '@throughline/security/signed-link.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { describe, expect, test } from 'vitest';
import { anOffice, officeParts, type Part } from './testing/an-office.ts';
import { apiContext } from './testing/api-context.ts';

const { app, context, declared } = await apiContext();
const own = await anOffice({ context });
const foreign = await anOffice({ context });
for (const { organizationId } of [own, foreign]) await publishCoverage(context, { organizationId });

/** Every row of an organisation in every table, besides sessions and keys that this test opens itself. */
function rowsOf(organizationId: string): Promise<unknown> {
  return asSession(context.adminUrl, async (superuser) => {
    const tables = await superuser.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'organization_id'
         AND table_name NOT IN ('session', 'api_key', 'audit') ORDER BY 1`,
    );
    const rows: Record<string, unknown> = {};
    for (const { name } of tables.rows) {
      const found = await superuser.query(`SELECT * FROM ${name} WHERE organization_id = $1 ORDER BY 1, 2`, [
        organizationId,
      ]);
      rows[name] = found.rows;
    }
    return rows;
  });
}

const foreignEndpointId = await foreign.webhookEndpoint();
const foreignExemptionId = await foreign.exemption();
const foreignPolicyId = foreign.policyId;
const foreignGroupId = await foreign.group();
const foreignImportId = await submitImport(context, {
  organizationId: foreign.organizationId,
  actor: { kind: 'operator' },
  rows: [],
  source: 'json',
  system: null,
  columns: [],
  dryRun: true,
  everybody: false,
  hold: false,
});

const withId = declared.filter(({ method, url }) => url.includes(':id') && method !== 'HEAD');
const forPeople = withId.filter(({ access }) => access.kind !== 'api_key');
const forKeys = withId.filter(({ access }) => access.kind === 'api_key');
const payloads: Readonly<Record<string, object>> = {
  '/api/conversations/:id/agenda': { template: 'story' },
  '/api/conversations/:id/answer': { answer: 'happened' },
  '/api/conversations/:id/due': { kind: 'sooner' },
  '/api/conversations/:id/moved': { startsAt: '2027-03-01T09:00:00Z' },
  '/api/conversations/:id/moved/times': { day: '2027-03-01', time: null },
  '/api/conversations/:id/pulse': { pulse: 'yes' },
  '/api/conversations/:id/times': { startsAt: '2027-03-01T09:00:00Z' },
  '/api/conversations/:id/prep': { text: 'Somebody else’s words', reveal: true },
  '/api/conversations/:id/handover': { talkedAbout: 'Somebody else’s words', toKnow: '', commitments: '' },
  '/api/exemptions/:id': { endsOn: '2027-03-01' },
  '/api/imports/:id/approve': { leaving: 1 },
  '/v1/imports/:id/approve': { leaving: 1 },
  '/api/webhooks/:id/state': { state: 'disabled' },
  '/api/webhooks/:id/replay': { since: '2026-01-01T00:00:00Z' },
  '/v1/exemptions/:id': { end_date: '2027-03-01' },
  '/v1/webhook_endpoints/:id/replay': { since: '2026-01-01T00:00:00Z' },
};

describe('another organisation’s conversation is nothing here, to anybody, and nothing of it changes', () => {
  // Who lacks the role is told so, whatever the id: access.test.ts.
  const mayCall = ({ access }: (typeof forPeople)[number], part: Part) =>
    access.kind !== 'roles' || access.anyOf.some((role) => role === part);
  const asked = forPeople.flatMap((route) =>
    officeParts.filter((part) => mayCall(route, part)).map((part) => ({ ...route, part })),
  );

  test.each(asked)('$method $url as $part', async ({ method, url, part }) => {
    const before = await rowsOf(foreign.organizationId);
    const answer = await app.inject({
      method: method as 'GET',
      url: url.replaceAll(/:\w+/g, foreign.conversationId),
      headers: { cookie: await own.cookieOf(part) },
      ...(payloads[url] === undefined ? {} : { payload: payloads[url] }),
    });
    expect(answer.statusCode).toBe(404);
    expect(await rowsOf(foreign.organizationId)).toEqual(before);
  });
});

describe('whatever another organisation has is nothing here to a key with every scope, and nothing of it changes', () => {
  const foreignIds = [
    foreign.conversationId,
    foreign.report.id,
    foreignEndpointId,
    foreignExemptionId,
    foreignPolicyId,
    foreignGroupId,
    foreignImportId,
  ];

  test.each(forKeys)('$method $url', async ({ method, url }) => {
    const { key } = await own.keyWith(...apiScopes);
    const before = await rowsOf(foreign.organizationId);
    for (const id of foreignIds) {
      const answer = await app.inject({
        method: method as 'GET',
        url: url.replaceAll(/:\w+/g, id),
        headers: { authorization: `Bearer ${key}` },
        ...(method === 'GET' || method === 'DELETE' ? {} : { payload: payloads[url] ?? {} }),
      });
      expect([id, answer.statusCode]).toEqual([id, 404]);
    }
    expect(await rowsOf(foreign.organizationId)).toEqual(before);
  });
});

test('lists hold one’s own organisation’s rows alone, whatever ids are asked for', async () => {
  const { key } = await own.keyWith(...apiScopes);
  const authorization = `Bearer ${key}`;
  const ids = async (query: string) => {
    const answer = await app.inject({ url: `/v1/conversations?${query}`, headers: { authorization } });
    return answer.json<{ results: { id: string }[] }>().results.map(({ id }) => id);
  };
  expect(await ids('')).toEqual([own.conversationId]);
  const foreignManager = `/v1/conversations?manager=${foreign.manager.id}`;
  expect((await app.inject({ url: foreignManager, headers: { authorization } })).statusCode).toBe(404);
  const cookie = await own.cookieOf('hr');
  const pages = await app.inject({ url: '/api/conversations?scope=organization', headers: { cookie } });
  expect(pages.json<{ rows: { id: string }[]; total: number }>()).toMatchObject({
    rows: [{ id: own.conversationId }],
    total: 1,
  });
  const coverage = await app.inject({ url: '/api/coverage', headers: { cookie } });
  expect(coverage.body).not.toContain(foreign.people.leader.id);
});

test('another organisation’s cursor is none', async () => {
  const cursorOf = (organizationId: string) =>
    Buffer.from(JSON.stringify(['opened', 'after', foreign.conversationId, '2027-02-01', organizationId])).toString(
      'base64url',
    );
  const { key } = await own.keyWith('conversations:read');
  const ask = (cursor: string) =>
    app.inject({ url: `/v1/conversations?cursor=${cursor}`, headers: { authorization: `Bearer ${key}` } });
  expect((await ask(cursorOf(foreign.organizationId))).statusCode).toBe(404);
  expect((await ask(cursorOf(own.organizationId))).statusCode).toBe(200);
});

test('a session, a key or a link with another organisation put in front is nobody’s', async () => {
  const before = [await rowsOf(own.organizationId), await rowsOf(foreign.organizationId)];
  const moved = (text: string) => text.replace(own.organizationId, foreign.organizationId);
  const session = moved(await own.cookieOf('hr'));
  expect((await app.inject({ url: '/api/conversations', headers: { cookie: session } })).statusCode).toBe(401);

  const { key } = await own.keyWith(...apiScopes);
  const inKey = (id: string) => id.replaceAll('-', '');
  const stolen = key.replace(inKey(own.organizationId), inKey(foreign.organizationId));
  const authorization = `Bearer ${stolen}`;
  expect((await app.inject({ url: '/v1/conversations', headers: { authorization } })).statusCode).toBe(401);

  const { organizationId, conversationId, report } = own;
  const link = {
    organizationId,
    conversationId,
    personId: report.id,
    expiresAt: context.clock.now().add({ hours: 1 }),
  };
  const token = moved(new URL(confirmUrl(context, link)).searchParams.get('token') ?? '');
  const click = (given: string) =>
    app.inject({ method: 'POST', url: '/api/confirmation', payload: { token: given, answer: 'happened' } });
  expect((await click(token)).statusCode).toBe(410);
  // Signed by us, for people and conversations that do not belong together.
  const { keyring } = context;
  const crossed = { purpose: 'confirm_conversation', expiresAt: link.expiresAt };
  for (const claims of [
    { ...crossed, organizationId, subjectId: foreign.conversationId, personId: foreign.report.id },
    { ...crossed, organizationId: foreign.organizationId, subjectId: conversationId, personId: report.id },
    { ...crossed, organizationId, subjectId: conversationId, personId: foreign.report.id },
  ]) {
    expect((await click(signLink({ keyring, claims }))).statusCode).toBe(410);
  }
  expect([await rowsOf(own.organizationId), await rowsOf(foreign.organizationId)]).toEqual(before);
});

test('an organisation that is not there is answered like one where nobody is known', async () => {
  const nowhere = crypto.randomUUID();
  const cookie = (await own.cookieOf('hr')).replace(own.organizationId, nowhere);
  expect((await app.inject({ url: '/api/plan', headers: { cookie } })).statusCode).toBe(401);
  expect((await app.inject({ url: '/api/session', headers: { cookie } })).json()).toMatchObject({
    person: null,
    organization: null,
  });
});
