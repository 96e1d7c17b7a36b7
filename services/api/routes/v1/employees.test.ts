import type { V1Employee } from '@throughline/contracts/v1/employees.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const foreign = await anOffice({ context });
const call = apiCaller({ app, key: (await office.keyWith('employees:read', 'employees:write')).key });

let people = 0;
const stated = (given: object = {}) => {
  people += 1;
  return {
    remote_id: `E${people}`,
    first_name: 'Cleo',
    last_name: 'Adler',
    work_email: `e${people}@office.example`,
    ...given,
  };
};
const created = async (given: object = {}): Promise<V1Employee> =>
  (await call('POST', '/v1/employees', stated(given))).body;
async function listed(query: string): Promise<V1Employee[]> {
  const found: V1Employee[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = await call('GET', `/v1/employees?${query}${next && `&cursor=${next}`}`);
    expect(page.status).toBe(200);
    found.push(...page.body.results);
    next = page.body.next;
  }
  return found;
}

describe('stating a person', () => {
  test('adds whoever is new, and says where they are found', async () => {
    const answer = await call(
      'POST',
      '/v1/employees',
      stated({ country: 'DE', groups: ['Sales'], start_date: '2026-12-01' }),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toBe(`/v1/employees/${answer.body.id}`);
    const read = await call('GET', `/v1/employees/${answer.body.id}`);
    expect(read.body).toEqual(answer.body);
    expect(read.headers.etag).toBe(answer.headers.etag);
    expect(read.body).toMatchObject({ country: 'DE', groups: ['Sales'], employment_status: 'ACTIVE', manager: null });
  });

  test('of somebody known changes what is stated and leaves the rest', async () => {
    const before = await created({ level: 'L4', groups: ['Sales'] });
    const answer = await call('POST', '/v1/employees', {
      remote_id: before.remote_id,
      first_name: 'Cleo',
      last_name: 'Berg',
      work_email: before.work_email,
      level: null,
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id: before.id,
      display_full_name: 'Cleo Berg',
      level: null,
      groups: ['Sales'],
    });
  });

  test('takes a manager who has yet to arrive, and links them when they do', async () => {
    const report = await created({ manager_remote_id: 'AHEAD' });
    expect(report).toMatchObject({ manager: null, manager_remote_id: 'AHEAD' });
    const manager = await created({ remote_id: 'AHEAD' });
    expect((await call('GET', `/v1/employees/${report.id}`)).body).toMatchObject({ manager: manager.id });
    const since = (await listed(`modified_after=${encodeURIComponent(report.modified_at)}`)).map(({ id }) => id);
    expect(since).not.toContain(foreign.report.id);
  });

  test.each([
    ['salary', { salary: 100_000 }, ''],
    ['birth date', { birth_date: '1990-01-01' }, ''],
    ['gender', { gender: 'x' }, ''],
    ['zone', { time_zone: 'Mars/Olympus' }, '/time_zone'],
    ['address', { work_email: 'nobody' }, '/work_email'],
    ['date', { start_date: '2026-02-30' }, '/start_date'],
    ['order of dates', { start_date: '2026-03-02', termination_date: '2026-03-01' }, '/termination_date'],
    ['two managers', { manager: office.manager.id, manager_remote_id: 'M' }, '/manager_remote_id'],
    ['control character', { first_name: 'A\u0000' }, '/first_name'],
  ])('refuses a bad %s by name and stores nothing', async (_what, given, pointer) => {
    const before = await listed('');
    const answer = await call('POST', '/v1/employees', stated(given));
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ in: 'body', pointer })]));
    expect(await listed('')).toEqual(before);
  });

  test('refuses an address that is somebody else’s, and an own manager', async () => {
    const { work_email } = await created();
    expect((await call('POST', '/v1/employees', stated({ work_email: work_email.toUpperCase() }))).body).toMatchObject({
      status: 409,
      errors: [{ pointer: '/work_email' }],
    });
    const { id } = await created();
    expect((await call('PATCH', `/v1/employees/${id}`, { manager: id })).status).toBe(409);
  });
});

describe('changing a person', () => {
  test('by id, whatever else changes, the address and remote id included', async () => {
    const { id } = await created();
    const change = { work_email: `new-${id}@office.example`, remote_id: `new-${id}`, employment_status: 'PENDING' };
    expect((await call('PATCH', `/v1/employees/${id}`, change)).body).toMatchObject({ id, ...change });
    const taken = await created();
    expect((await call('PATCH', `/v1/employees/${id}`, { remote_id: taken.remote_id })).body).toMatchObject({
      status: 409,
      errors: [{ pointer: '/remote_id' }],
    });
  });

  test('of a hundred at once with one ETag one wins', async () => {
    const { id } = await created();
    const { headers } = await call('GET', `/v1/employees/${id}`);
    const races = Array.from({ length: 100 }, (_, index) =>
      call('PATCH', `/v1/employees/${id}`, { level: `L${index}` }, { 'if-match': String(headers.etag) }),
    );
    const statuses = (await Promise.all(races)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(99);
  });

  test('is answered 304 to whoever has it', async () => {
    const { id } = await created();
    const { headers } = await call('GET', `/v1/employees/${id}`);
    const again = await call('GET', `/v1/employees/${id}`, undefined, { 'if-none-match': String(headers.etag) });
    expect(again).toMatchObject({ status: 304, body: null });
  });
});

describe('an Idempotency-Key', () => {
  test('of a hundred requests at once has one effect and one answer', async () => {
    const before = (await listed('')).length;
    const payload = stated({ remote_id: undefined });
    const races = Array.from({ length: 100 }, () =>
      call('POST', '/v1/employees', payload, { 'idempotency-key': 'once' }),
    );
    const answers = await Promise.all(races);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body)))).toHaveProperty('size', 1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(99);
    expect(await listed('')).toHaveLength(before + 1);
  });

  test('with another request is refused, and with one that failed can be tried again', async () => {
    const headers = { 'idempotency-key': 'reused' };
    expect((await call('POST', '/v1/employees', stated({ manager: crypto.randomUUID() }), headers)).status).toBe(404);
    expect((await call('POST', '/v1/employees', stated(), headers)).status).toBe(201);
    expect((await call('POST', '/v1/employees', stated(), headers)).body).toMatchObject({
      status: 422,
      type: 'urn:throughline:problem:idempotency_key_reused',
    });
  });
});

describe('the list', () => {
  test('stays whole while people arrive and change', async () => {
    const before = (await listed('')).map(({ id }) => id);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = await call('GET', `/v1/employees?page_size=2${next && `&cursor=${next}`}`);
      seen.push(...page.body.results.map(({ id }: V1Employee) => id));
      await call('PATCH', `/v1/employees/${before[0]}`, { level: `L${seen.length}` });
      next = page.body.next;
      if (seen.length < 6) await created();
    }
    expect(seen.filter((id) => before.includes(id))).toEqual(before);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('narrows by remote id, address in any case, group, manager and status', async () => {
    const manager = await created();
    const one = await created({ groups: ['Zoo'], manager: manager.id, employment_status: 'PENDING' });
    for (const query of [
      `remote_id=${one.remote_id}`,
      `work_email=${one.work_email.toUpperCase()}`,
      'group=Zoo',
      `manager=${manager.id}`,
      'employment_status=PENDING&group=Zoo',
    ]) {
      expect([query, (await listed(query)).map(({ id }) => id)]).toEqual([query, [one.id]]);
    }
  });

  test('says of somebody taken out that they were, until they are stated again', async () => {
    const one = await created();
    context.clock.advanceBy({ minutes: 1 });
    expect((await call('DELETE', `/v1/employees/${one.id}`)).status).toBe(204);
    expect((await call('DELETE', `/v1/employees/${one.id}`)).status).toBe(204);
    expect((await listed('')).map(({ id }) => id)).not.toContain(one.id);
    const [tombstone] = await listed(`modified_after=${one.modified_at}`);
    expect(tombstone).toMatchObject({ id: one.id, remote_was_deleted: true, employment_status: 'INACTIVE' });
    const { remote_id, first_name, last_name, work_email } = one;
    const again = await call('POST', '/v1/employees', {
      remote_id,
      first_name,
      last_name,
      work_email,
      employment_status: 'ACTIVE',
    });
    expect(again.body).toMatchObject({ id: one.id, remote_was_deleted: false, employment_status: 'ACTIVE' });
  });
});

test('in bulk each row is taken or says why not', async () => {
  const [first, second] = [stated(), stated()];
  const answer = await call('POST', '/v1/employees/bulk', {
    employees: [
      first,
      { ...second, manager_remote_id: 'NOBODY' },
      { ...stated(), work_email: first.work_email },
      first,
    ],
  });
  expect(answer.status).toBe(200);
  expect(answer.body.results).toMatchObject([
    { result: 'created' },
    { result: 'created' },
    { result: 'refused', reason: 'email_taken', id: null },
    { result: 'refused', reason: 'repeated' },
  ]);
  expect(answer.body.awaited_managers).toContain('NOBODY');
});

test('whatever names somebody of another organisation leads nowhere and touches nothing', async () => {
  const { id } = foreign.report;
  const { key } = await foreign.keyWith('employees:read');
  const before = await app.inject({ url: `/v1/employees/${id}`, headers: { authorization: `Bearer ${key}` } });
  const page = await app.inject({ url: '/v1/employees?page_size=1', headers: { authorization: `Bearer ${key}` } });
  const own = await created();
  const answers = await Promise.all([
    call('GET', `/v1/employees/${id}`),
    call('PATCH', `/v1/employees/${id}`, { level: 'X' }),
    call('DELETE', `/v1/employees/${id}`),
    call('POST', '/v1/employees', stated({ manager: id })),
    call('PATCH', `/v1/employees/${own.id}`, { manager: id }),
    call('POST', '/v1/employees/bulk', { employees: [stated({ manager: id })] }),
    call('GET', `/v1/employees?manager=${id}`),
    call('GET', `/v1/employees?cursor=${page.json().next}`),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  const after = await app.inject({ url: `/v1/employees/${id}`, headers: { authorization: `Bearer ${key}` } });
  expect(after.json()).toEqual(before.json());
});
