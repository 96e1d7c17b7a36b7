import { recordEvidence } from '@throughline/app/record-evidence.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const foreign = await anOffice({ context });
const call = apiCaller({ app, key: (await office.keyWith(...apiScopes)).key });
const { report, manager, conversationId } = office;

describe('time off', () => {
  test('is stated by employee and first day, and ends on the day stated last', async () => {
    const stated = { employee: report.id, start_date: '2027-03-01', end_date: '2027-03-05' };
    const first = await call('POST', '/v1/time_off', { ...stated, remote_id: 'T1' });
    expect(first).toMatchObject({ status: 201, body: { ...stated, remote_id: 'T1' } });
    const again = await call('POST', '/v1/time_off', { ...stated, end_date: '2027-03-09' });
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, end_date: '2027-03-09' } });
    expect((await call('GET', `/v1/time_off?employee=${report.id}&ends_after=2027-03-09`)).body.results).toHaveLength(
      1,
    );
    expect((await call('GET', `/v1/time_off?employee=${report.id}&ends_after=2027-03-10`)).body.results).toEqual([]);
    expect((await call('DELETE', `/v1/time_off/${first.body.id}`)).status).toBe(204);
    expect((await call('DELETE', `/v1/time_off/${first.body.id}`)).status).toBe(404);
  });

  test.each([
    ['a reason', { reason: 'surgery' }],
    ['a type', { request_type: 'SICK' }],
    ['days in the wrong order', { end_date: '2027-02-01' }],
  ])('is refused with %s, and nothing is stored', async (_what, given) => {
    const stated = { employee: report.id, start_date: '2027-05-03', end_date: '2027-05-05', ...given };
    expect((await call('POST', '/v1/time_off', stated)).status).toBe(400);
    expect((await call('GET', '/v1/time_off')).body.results).toEqual([]);
  });
});

describe('reporting lines', () => {
  test('begin on the day stated and end the one that holds then', async () => {
    const { people } = office;
    const stated = await call('POST', '/v1/reporting_lines', {
      employee: report.id,
      manager: people.leader.id,
      valid_from: '2027-06-01',
    });
    expect(stated.status).toBe(200);
    expect(stated.body.results).toMatchObject([
      { manager: manager.id, valid_to: '2027-06-01' },
      { manager: people.leader.id, valid_from: '2027-06-01', valid_to: null },
    ]);
    const on = async (day: string) =>
      (await call('GET', `/v1/reporting_lines?employee=${report.id}&on=${day}`)).body.results.map(
        (line: { manager: string }) => line.manager,
      );
    expect(await on('2027-05-31')).toEqual([manager.id]);
    expect(await on('2027-06-01')).toEqual([people.leader.id]);
    await call('POST', '/v1/reporting_lines', { employee: report.id, manager: manager.id, valid_from: '2027-06-01' });
  });

  test('name a manager who has yet to arrive, and never oneself', async () => {
    const ahead = await call('POST', '/v1/reporting_lines', {
      employee: office.people.hr.id,
      manager_remote_id: 'NEW',
    });
    expect(ahead.body.results).toMatchObject([{ manager: null, manager_remote_id: 'NEW' }]);
    expect((await call('POST', '/v1/reporting_lines', { employee: report.id, manager: report.id })).status).toBe(409);
    for (const body of [{}, { manager: manager.id, manager_remote_id: 'NEW' }]) {
      expect((await call('POST', '/v1/reporting_lines', { employee: report.id, ...body })).status).toBe(400);
    }
  });
});

describe('a conversation', () => {
  test('is found by id as it stands in the list, with an ETag', async () => {
    const [listed] = (await call('GET', '/v1/conversations')).body.results;
    const read = await call('GET', `/v1/conversations/${conversationId}`);
    expect(read.body).toEqual(listed);
    const headers = { 'if-none-match': String(read.headers.etag) };
    expect((await call('GET', `/v1/conversations/${conversationId}`, undefined, headers)).status).toBe(304);
  });

  test('has a history in sentences that says of neither of the two that it was them', async () => {
    const { body } = await call('GET', `/v1/conversations/${conversationId}/history`);
    expect(body.results.length).toBeGreaterThan(0);
    for (const entry of body.results) {
      expect(['throughline', 'hr', 'participant']).toContain(entry.actor);
      expect(entry.sentence).toMatch(/\.$/);
    }
  });

  test('is told of a report who says it did not happen exactly what is told of one who says nothing', async () => {
    const confirmations = async () => (await call('GET', `/v1/conversations/${conversationId}/confirmations`)).body;
    const answer = (personId: string, given: 'happened' | 'did_not_happen') =>
      recordEvidence(context, { organizationId: office.organizationId, conversationId, personId, answer: given });
    const silent = await confirmations();
    await answer(report.id, 'did_not_happen');
    expect(await confirmations()).toEqual(silent);
    await answer(manager.id, 'happened');
    const claimed = await confirmations();
    expect(claimed.results).toMatchObject([{ source: 'manager', kind: 'happened' }]);
    await answer(report.id, 'happened');
    const confirmed = await confirmations();
    expect(confirmed.results).toMatchObject([{ source: 'manager' }, { source: 'employee', kind: 'happened' }]);
    for (const given of ['did_not_happen', 'happened'] as const) {
      context.clock.advanceBy({ minutes: 5 });
      await answer(report.id, given);
      expect(await confirmations()).toEqual(confirmed);
    }
  });
});

describe('API keys', () => {
  test('are shown once, give what the asking key has, and end on time', async () => {
    const expires_at = context.clock.wall().add({ hours: 1 }).toString();
    const made = await call('POST', '/v1/api_keys', { name: 'Payroll', scopes: ['employees:read'], expires_at });
    expect(made).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
    const list = await call('GET', '/v1/api_keys');
    expect(list.body.results).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: made.body.id, expires_at })]),
    );
    expect(JSON.stringify(list.body)).not.toContain(made.body.key);
    const withIt = apiCaller({ app, key: made.body.key });
    expect((await withIt('GET', '/v1/employees')).status).toBe(200);
    expect((await withIt('GET', '/v1/conversations')).status).toBe(403);
    context.clock.advanceWallBy({ hours: 1 });
    expect((await withIt('GET', '/v1/employees')).status).toBe(401);
  });

  test('cannot give more than they have, nor begin when they have ended', async () => {
    const narrow = apiCaller({ app, key: (await office.keyWith('api_keys:write')).key });
    expect((await narrow('POST', '/v1/api_keys', { name: 'More', scopes: ['employees:read'] })).status).toBe(403);
    const expires_at = context.clock.wall().subtract({ seconds: 1 }).toString();
    expect(
      (await call('POST', '/v1/api_keys', { name: 'Late', scopes: ['employees:read'], expires_at })).body,
    ).toMatchObject({
      status: 400,
      errors: [{ pointer: '/expires_at' }],
    });
  });

  test('work beside one another until one is revoked, from its next request on', async () => {
    const [first, second] = [await office.keyWith('employees:read'), await office.keyWith('employees:read')];
    const status = async ({ key }: { key: string }) => (await apiCaller({ app, key })('GET', '/v1/employees')).status;
    expect([await status(first), await status(second)]).toEqual([200, 200]);
    expect((await call('DELETE', `/v1/api_keys/${first.id}`)).status).toBe(204);
    expect([await status(first), await status(second)]).toEqual([401, 200]);
    const { body } = await call('GET', '/v1/audit_events?action=api_key.revoked');
    expect(body.results).toMatchObject([{ subject: first.id, actor_kind: 'api_key' }]);
  });
});

test('what another organisation has leads nowhere and stays as it is', async () => {
  const theirs = apiCaller({ app, key: (await foreign.keyWith(...apiScopes)).key });
  const made = await theirs('POST', '/v1/time_off', {
    employee: foreign.report.id,
    start_date: '2027-03-01',
    end_date: '2027-03-02',
  });
  const [key] = (await theirs('GET', '/v1/api_keys')).body.results;
  const cursors = await Promise.all(
    ['time_off', 'reporting_lines', 'api_keys', 'audit_events', 'employees'].map(async (list) => ({
      list,
      cursor: (await theirs('GET', `/v1/${list}?page_size=1`)).body.next,
    })),
  );
  const answers = await Promise.all([
    call('DELETE', `/v1/time_off/${made.body.id}`),
    call('DELETE', `/v1/api_keys/${key.id}`),
    call('POST', '/v1/time_off', { employee: foreign.report.id, start_date: '2027-03-01', end_date: '2027-03-02' }),
    call('POST', '/v1/reporting_lines', { employee: foreign.report.id, manager: manager.id }),
    call('POST', '/v1/reporting_lines', { employee: report.id, manager: foreign.manager.id }),
    call('GET', `/v1/time_off?employee=${foreign.report.id}`),
    call('GET', `/v1/reporting_lines?manager=${foreign.manager.id}`),
    call('GET', `/v1/connections?employee=${foreign.report.id}`),
    call('GET', `/v1/conversations/${foreign.conversationId}/history`),
    ...cursors.flatMap(({ list, cursor }) => (cursor === null ? [] : [call('GET', `/v1/${list}?cursor=${cursor}`)])),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  expect(answers.length).toBeGreaterThan(10);
  expect((await theirs('GET', '/v1/time_off')).body.results).toEqual([made.body]);
});
