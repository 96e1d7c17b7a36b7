import type { InjectOptions } from 'fastify';
import { describe, expect, test } from 'vitest';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import type { Access, DeclaredRoute } from './http/access.ts';
import { anOffice, officeParts, type Part } from './testing/an-office.ts';
import { apiContext, publicUrl } from './testing/api-context.ts';
import { whoMayCall } from './testing/who-may-call.ts';

const { app, declared, context } = await apiContext();
const office = await anOffice({ context });
const allScopes = await office.keyWith(...apiScopes);

type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'person'; readonly part: Part }
  | { readonly kind: 'key'; readonly scopes: readonly (typeof apiScopes)[number][] };

const callers: readonly Caller[] = [
  { kind: 'anonymous' },
  ...officeParts.map((part) => ({ kind: 'person', part }) as const),
  { kind: 'key', scopes: [] },
  ...apiScopes.map((scope) => ({ kind: 'key', scopes: [scope] }) as const),
];

const roles: Readonly<Record<Part, readonly string[]>> = {
  report: ['report'],
  manager: ['report', 'manager'],
  leader: ['manager', 'leader'],
  hr: ['hr'],
  leadership: ['leadership'],
  administrator: ['administrator'],
};

/** The status the door answers with, or null where it lets the caller in. */
function refusal(access: Access, caller: Caller): 401 | 403 | 404 | null {
  switch (access.kind) {
    case 'public':
    case 'own_network':
    case 'mailed_link':
    case 'mailed_link_or_signed_in':
      return null;
    case 'demo':
      return 404;
    case 'signed_in':
      return caller.kind === 'person' ? null : 401;
    case 'roles':
      if (caller.kind !== 'person') return 401;
      return roles[caller.part].some((role) => (access.anyOf as readonly string[]).includes(role)) ? null : 403;
    case 'api_key':
      if (caller.kind !== 'key') return 401;
      return [access.scope, access.and ?? access.scope].every((scope) => caller.scopes.includes(scope)) ? null : 403;
  }
}

async function headersOf(caller: Caller): Promise<Record<string, string>> {
  if (caller.kind === 'anonymous') return {};
  if (caller.kind === 'person') return { cookie: await office.cookieOf(caller.part) };
  return { authorization: `Bearer ${(await office.keyWith(...caller.scopes)).key}` };
}

function call({ method, url }: DeclaredRoute, headers: Record<string, string>, more: Partial<InjectOptions> = {}) {
  const path = url.replace(':id', crypto.randomUUID()).replace(/:provider(\(.+?\))?/, 'google');
  return app.inject({ method: method as 'GET', url: path, headers, ...more });
}

function inWords(access: Access): string {
  if (access.kind === 'roles') return access.anyOf.join(', ');
  if (access.kind !== 'api_key') return access.kind;
  return `key with ${access.and === undefined ? access.scope : `${access.scope} and ${access.and}`}`;
}

/** SCIM refuses by an error schema of its own. */
const isScim = ({ url }: DeclaredRoute) => url.startsWith('/scim/');
const foreignOrigin = 'The request came from another site';

const nameOf = ({ method, url }: DeclaredRoute) => `${method} ${url}`;
const doors = declared.filter(({ method }) => method !== 'HEAD');
const changing = declared.filter(({ method }) => !['GET', 'HEAD'].includes(method));

test('every route is on the list of who may call it, and nothing else is', () => {
  expect(Object.fromEntries(doors.map((route) => [nameOf(route), inWords(route.access)]))).toEqual(whoMayCall);
});

test('HEAD is open to whom GET is open to', () => {
  for (const { url, access } of declared.filter(({ method }) => method === 'HEAD')) {
    expect(declared.find((route) => route.method === 'GET' && route.url === url)?.access).toEqual(access);
  }
});

describe.each(doors.map((route) => ({ name: nameOf(route), route })))('$name', ({ route }) => {
  test.each(callers)('lets in whom it says it does, and refuses $kind $part $scopes otherwise', async (caller) => {
    const answer = await call(route, await headersOf(caller));
    const refused = refusal(route.access, caller);
    const door = [401, 403].includes(answer.statusCode) ? answer.statusCode : null;
    if (refused !== null) {
      expect(answer.statusCode).toBe(refused);
      expect(answer.headers['content-type']).toContain(
        isScim(route) ? 'application/scim+json' : 'application/problem+json',
      );
      return;
    }
    // Behind an open door, whoever holds neither link nor session is told to sign in.
    const needsLink = route.access.kind === 'mailed_link_or_signed_in' && caller.kind !== 'person';
    expect(needsLink ? null : door).toBeNull();
    expect(answer.statusCode).toBeLessThan(500);
  });
});

test.each(changing.map((route) => ({ name: nameOf(route), route })))(
  'another site cannot have $name called',
  async ({ route }) => {
    const headers = { cookie: await office.cookieOf('manager'), authorization: `Bearer ${allScopes.key}` };
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${publicUrl}.evil.example` },
      { origin: publicUrl.replace('https', 'http') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: publicUrl },
    ];
    for (const given of foreign) {
      const answer = await call(route, { ...headers, ...(given as Record<string, string>) });
      expect(answer.statusCode).toBe(403);
      const problem = { type: 'urn:throughline:problem:foreign_origin' };
      expect(answer.json()).toMatchObject(isScim(route) ? { detail: foreignOrigin, status: '403' } : problem);
    }
    const own = await call(route, { origin: publicUrl, 'sec-fetch-site': 'same-origin' });
    expect(own.body).not.toMatch(`foreign_origin|${foreignOrigin}`);
  },
);

test('figures for the monitoring stay inside the own network', async () => {
  const inside = await app.inject({ url: '/metrics', remoteAddress: '10.1.2.3' });
  expect(inside.statusCode).toBe(200);
  const behindProxy = { url: '/metrics', remoteAddress: '10.1.2.3' };
  for (const request of [
    { url: '/metrics', remoteAddress: '203.0.113.9' },
    { ...behindProxy, headers: { 'x-forwarded-for': '203.0.113.9' } },
    { ...behindProxy, headers: { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' } },
  ]) {
    expect((await app.inject(request)).statusCode).toBe(404);
  }
});

test('what the two prepare is shown to nobody else, whatever their roles', async () => {
  const { conversationId } = office;
  for (const part of officeParts) {
    const headers = { cookie: await office.cookieOf(part) };
    const isOneOfThem = part === 'report' || part === 'manager';
    const agenda = await app.inject({ url: `/api/conversations/${conversationId}/agenda`, headers });
    expect(agenda.statusCode).toBe(isOneOfThem ? 200 : 404);
    const prep = await app.inject({
      method: 'PUT',
      url: `/api/conversations/${conversationId}/prep`,
      headers,
      payload: { text: `Of ${part}` },
    });
    expect(prep.statusCode).toBe(isOneOfThem ? 204 : 404);
    const choose = async (template: string) => {
      const url = `/api/conversations/${conversationId}/agenda`;
      return (await app.inject({ method: 'PUT', url, headers, payload: { template } })).statusCode;
    };
    // It has ended; before, either of the two chooses.
    expect(await choose('grow')).toBe(isOneOfThem ? 409 : 404);
    expect(await choose('appraisal')).toBe(400);
    const answered = await app.inject({
      method: 'POST',
      url: `/api/conversations/${conversationId}/answer`,
      headers,
      payload: { answer: 'happened' },
    });
    expect(answered.statusCode).toBe(isOneOfThem ? 200 : 404);
  }
});

test('what somebody prepares stays theirs until they share it', async () => {
  const path = `/api/conversations/${office.conversationId}`;
  const put = async (part: Part, payload: object) =>
    app.inject({ method: 'PUT', url: `${path}/prep`, headers: { cookie: await office.cookieOf(part) }, payload });
  const seenBy = async (part: Part) =>
    (await app.inject({ url: `${path}/agenda`, headers: { cookie: await office.cookieOf(part) } })).json();
  await put('report', { text: 'I would like to lead' });
  expect(await seenBy('manager')).toMatchObject({ otherPrep: null });
  await put('report', { text: 'I would like to lead', reveal: true });
  expect(await seenBy('manager')).toMatchObject({ otherPrep: { text: 'I would like to lead' } });
});

test('dates and states of everyone are for HR and administrators; a conversation’s page for the two besides', async () => {
  const open = { report: [403, 200], manager: [403, 200], leader: [403, 404], hr: [200, 200] } as const;
  const granted = { leadership: [403, 404], administrator: [200, 200] } as const;
  for (const [part, [list, page]] of Object.entries({ ...open, ...granted })) {
    const headers = { cookie: await office.cookieOf(part as Part) };
    expect((await app.inject({ url: '/api/conversations?scope=organization', headers })).statusCode).toBe(list);
    const details = await app.inject({ url: `/api/conversations/${office.conversationId}`, headers });
    expect([part, details.statusCode]).toEqual([part, page]);
  }
});
