import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext({ now: '2027-01-11T11:00:00Z' });
const office = await anOffice({ context });
const foreign = await anOffice({ context });
const { organizationId, report, manager, people } = office;
const call = apiCaller({ app, key: (await office.keyWith(...apiScopes)).key });
const stated = { employee: report.id, category: 'parental', end_date: '2027-06-30', author: people.hr.id };

test('an exemption is stated once with its author, filtered by what it is, renewed by its ETag, and lifted', async () => {
  const key = { 'idempotency-key': 'parental-ana' };
  const made = await call('POST', '/v1/exemptions', stated, key);
  const expected = { ...stated, start_date: '2027-01-11', state: 'running', created_at: '2027-01-11T11:00:00Z' };
  expect(made).toMatchObject({ status: 201, body: expected, headers: { location: `/v1/exemptions/${made.body.id}` } });
  expect((await call('POST', '/v1/exemptions', stated, key)).body).toEqual(made.body);
  expect((await call('POST', '/v1/exemptions', stated)).status).toBe(409);

  await openDueConversations(context, { organizationId });
  const [conversation] = (await call('GET', '/v1/conversations?state=exempt')).body.results;
  expect(conversation).toMatchObject({ employee: { id: report.id } });

  const ahead = { employee: manager.id, category: 'other', start_date: '2027-03-01', end_date: '2027-03-31' };
  const other = await call('POST', '/v1/exemptions', { ...ahead, author: people.hr.id });
  const listed = async (query: string) =>
    (await call('GET', `/v1/exemptions${query}`)).body.results.map(({ id }: { id: string }) => id);
  expect(await listed('')).toEqual([made.body.id, other.body.id]);
  for (const [query, found] of [
    [`?employee=${report.id}`, made],
    ['?category=parental', made],
    ['?state=running', made],
    ['?state=ahead', other],
    ['?ends_after=2027-04-01', made],
  ] as const) {
    expect([query, await listed(query)]).toEqual([query, [found.body.id]]);
  }
  const first = await call('GET', '/v1/exemptions?page_size=1');
  expect((await call('GET', `/v1/exemptions?page_size=1&cursor=${first.body.next}`)).body.results).toEqual([
    other.body,
  ]);

  const path = `/v1/exemptions/${made.body.id}`;
  const read = await call('GET', path);
  expect(read.headers.etag).toBe(made.headers.etag);
  const tag = { 'if-match': String(read.headers.etag) };
  const renewed = await call('PATCH', path, { end_date: '2027-09-30' }, tag);
  expect(renewed).toMatchObject({ status: 200, body: { ...made.body, end_date: '2027-09-30' } });
  const seenAt = context.clock.now().toString();
  expect(await listed(`?modified_after=${seenAt}`)).toEqual([]);
  expect((await call('PATCH', path, { end_date: '2027-10-31' }, tag)).status).toBe(412);

  context.clock.advanceBy({ hours: 48 });
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path)).body).toMatchObject({ end_date: '2027-01-12', state: 'over' });
  expect((await call('DELETE', path)).status).toBe(409);
  expect((await call('DELETE', `/v1/exemptions/${other.body.id}`)).status).toBe(204);
  expect((await call('GET', `/v1/exemptions/${other.body.id}`)).status).toBe(404);
  expect(await listed('?state=over')).toEqual([made.body.id]);
  // Whoever copies the list learns what changed since, and what is no more.
  const changed = await call('GET', `/v1/exemptions?modified_after=${seenAt}`);
  expect(changed.body.results).toMatchObject([
    { id: made.body.id, modified_at: '2027-01-13T11:00:00Z', remote_was_deleted: false },
    { ...ahead, id: other.body.id, modified_at: '2027-01-13T11:00:00Z', remote_was_deleted: true },
  ]);
  expect(await listed('')).toEqual([made.body.id]);
  expect(await listed('?include_deleted=true')).toEqual([made.body.id, other.body.id]);
  const { results } = (await call('GET', '/v1/audit_events?page_size=100')).body;
  const acts = results.filter(({ subject }: { subject: string }) => subject === made.body.id);
  expect(acts.map(({ action }: { action: string }) => action)).toEqual(
    ['stated', 'renewed', 'lifted'].map((act) => `exemption.${act}`),
  );
});

test.each([
  ['without an end', { end_date: undefined }, ''],
  ['over before it begins', { start_date: '2027-06-01', end_date: '2027-05-01' }, '/end_date'],
  ['over already', { start_date: '2026-01-01', end_date: '2026-02-01' }, '/end_date'],
  ['for longer than the policy allows', { end_date: '2029-01-01' }, '/end_date'],
  ['with a reason', { reason: 'surgery' }, ''],
  ['of no known category', { category: 'illness' }, '/category'],
])('one %s is refused with the field that is wrong', async (_what, given, pointer) => {
  const answer = await call('POST', '/v1/exemptions', { ...stated, employee: people.leadership.id, ...given });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: 'body' }] } });
  expect(answer.body.errors[0].pointer).toContain(pointer);
  expect((await call('GET', `/v1/exemptions?employee=${people.leadership.id}`)).body.results).toEqual([]);
});

test('nobody of another organisation is exempt, an author, or found', async () => {
  const theirs = apiCaller({ app, key: (await foreign.keyWith(...apiScopes)).key });
  const their = await foreign.exemption();
  await theirs('POST', '/v1/exemptions', { ...stated, employee: foreign.report.id, author: foreign.manager.id });
  const { next } = (await theirs('GET', '/v1/exemptions?page_size=1')).body;
  const before = (await theirs('GET', '/v1/exemptions')).body;
  const answers = await Promise.all([
    call('POST', '/v1/exemptions', { ...stated, employee: foreign.report.id }),
    call('POST', '/v1/exemptions', { ...stated, employee: people.leadership.id, author: foreign.people.hr.id }),
    call('GET', `/v1/exemptions?employee=${foreign.report.id}`),
    call('GET', `/v1/exemptions?cursor=${next}`),
    call('GET', `/v1/exemptions/${their}`),
    call('PATCH', `/v1/exemptions/${their}`, { end_date: '2027-02-28' }),
    call('DELETE', `/v1/exemptions/${their}`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect((await theirs('GET', '/v1/exemptions')).body).toEqual(before);
});
