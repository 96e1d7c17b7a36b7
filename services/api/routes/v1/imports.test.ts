import { carryOutImports } from '@throughline/app/carry-out-imports.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const { organizationId } = office;
const { key } = await office.keyWith('imports:read', 'imports:write', 'imports:approve');
const call = apiCaller({ app, key });
const settle = () => carryOutImports(context, { organizationId });

const headings = 'Employee ID,First name,Last name,Work email,Manager ID,Start date,Base salary\n';
const row = (id: string, manager = '') => `${id},${id},Ruiz,${id}@acme.example,${manager},2020-01-31,90000\n`;
async function sendFile(text: string | Buffer, query = '', headers: Record<string, string> = {}) {
  const answer = await app.inject({
    method: 'POST',
    url: `/v1/imports${query}`,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv', ...headers },
    payload: text,
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}
const rowsOf = async (id: string, query = '') => (await call('GET', `/v1/imports/${id}/rows${query}`)).body.results;
const people = () => context.db.inOrganization(organizationId, (tx) => peopleStore(tx).all());

describe('an import through the API', () => {
  let first = '';

  beforeAll(async () => {
    const sent = await sendFile(headings + row('ana', 'ben') + row('ben'), '?missing=stay');
    expect(sent).toMatchObject({
      status: 202,
      headers: { location: `/v1/imports/${sent.body.id}` },
      body: { state: 'checking', rows: 2, counts: null, source: 'csv', missing: 'stay' },
    });
    expect(sent.body.columns).toContainEqual({ heading: 'Base salary', field: null });
    first = sent.body.id;
    await settle();
  });

  test('says what became of it and of each row, and nobody’s salary', async () => {
    const done = await call('GET', `/v1/imports/${first}`);
    expect(done.body).toMatchObject({
      state: 'completed',
      counts: { created: 2, leaving: 0 },
      created_by: { kind: 'api_key' },
    });
    const rows = await call('GET', `/v1/imports/${first}/rows?page_size=1`);
    expect(rows.body.results).toMatchObject([
      { line: 2, result: 'created', work_email: 'ana@acme.example', remote_id: 'ana' },
    ]);
    const next = await call('GET', `/v1/imports/${first}/rows?page_size=1&cursor=${rows.body.next}`);
    expect(next.body.results).toMatchObject([{ line: 3, work_email: 'ben@acme.example' }]);
    expect(JSON.stringify([done.body, rows.body])).not.toContain('90000');
    expect(await rowsOf(first, '?result=updated')).toEqual([]);
    expect((await call('GET', '/v1/imports')).body.results).toMatchObject([{ id: first }]);
  });

  test('a dry run changes nothing', async () => {
    const before = await people();
    const { body } = await sendFile(headings + row('cleo'), '?dry_run=true');
    await settle();
    expect((await call('GET', `/v1/imports/${body.id}`)).body).toMatchObject({
      state: 'completed',
      dry_run: true,
      counts: { created: 1 },
    });
    expect((await rowsOf(body.id)).map(({ result }: { result: string }) => result)).toContain('leaving');
    expect(await people()).toEqual(before);
  });

  test('where many would leave it waits, and the number that leaves approves it', async () => {
    const { body } = await sendFile(headings + row('ana'));
    await settle();
    const waiting = await call('GET', `/v1/imports/${body.id}`);
    expect(waiting.body).toMatchObject({ state: 'waiting_for_approval' });
    const { leaving } = waiting.body.counts;
    expect(leaving).toBeGreaterThan(1);
    const approve = (given: number) => call('POST', `/v1/imports/${body.id}/approve`, { leaving: given });
    expect(await approve(leaving + 1)).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/leaving', detail: `is not how many leave: ${leaving} do` }] },
    });
    const { key: writer } = await office.keyWith('imports:write');
    const byWriter = await apiCaller({ app, key: writer })('POST', `/v1/imports/${body.id}/approve`, { leaving });
    expect(byWriter).toMatchObject({ status: 403, body: { detail: 'The key needs the scope imports:approve.' } });
    expect((await call('POST', `/v1/imports/${body.id}/withdraw`)).body).toMatchObject({
      state: 'withdrawn',
      ended_because: 'asked',
    });
    expect((await approve(leaving)).status).toBe(409);
  });

  test('the same file with the same key is one import', async () => {
    const send = (text: string) => sendFile(text, '?missing=stay', { 'idempotency-key': 'tonight' });
    const file = headings + row('ana', 'ben') + row('ben');
    const [one, other] = await Promise.all([send(file), send(file)]);
    expect(one.body.id).toBe(other.body.id);
    expect((await send(headings + row('ana'))).status).toBe(422);
    await settle();
  });

  test('rows as JSON are held to the same list, by pointer', async () => {
    const stated = { remote_id: 'cleo', first_name: 'Cleo', last_name: 'Sun', work_email: 'cleo@acme.example' };
    const sent = await call('POST', '/v1/imports?missing=stay', {
      employees: [{ ...stated, manager_remote_id: 'ben', start_date: '2021-02-03' }],
    });
    expect(sent).toMatchObject({ status: 202, body: { source: 'json', rows: 1 } });
    await settle();
    expect(await rowsOf(sent.body.id)).toMatchObject([{ line: 1, result: 'created', remote_id: 'cleo' }]);
    const salary = await call('POST', '/v1/imports', { employees: [{ ...stated, salary: 1 }] });
    expect(salary).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'body', pointer: expect.stringContaining('/employees/0') }] },
    });
    const stranger = await call('POST', '/v1/imports', {
      employees: [{ ...stated, manager: '01936f3c-0000-7000-8000-000000000001' }],
    });
    expect(stranger.status).toBe(404);
  });
});

test('a row as JSON with a last conversation ahead is refused by field, as in a file, and holds up no other', async () => {
  const named = (name: string) => ({ first_name: name, last_name: 'Lund', work_email: `${name}@acme.example` });
  const sent = await call('POST', '/v1/imports?missing=stay', {
    employees: [
      { ...named('dora'), last_career_conversation_on: '2099-01-01' },
      { ...named('finn'), last_career_conversation_on: '2024-05-01' },
    ],
  });
  await settle();
  expect(await rowsOf(sent.body.id)).toMatchObject([
    { line: 1, result: 'refused', errors: [{ column: 'last_career_conversation_on', detail: 'lies ahead' }] },
    { line: 2, result: 'created', errors: [] },
  ]);
});

describe('a file that cannot be read', () => {
  test.each([
    ['has no addresses', 'First name,Last name\nAna,Ruiz\n', '', '', 'No column holds work addresses'],
    [
      'could be read both ways',
      'Email,First name,Last name,Start date\na@x.example,A,B,03/04/2021\n',
      '',
      '/Start date',
      'is the day first',
    ],
    [
      'is to be read for salaries',
      headings + row('ana'),
      `?columns=${encodeURIComponent('{"Base salary":"level"}')}`,
      '/Base salary',
      'never reads or stores',
    ],
    ['is a workbook', 'PK\u0003\u0004', '', '', 'Save it as CSV'],
  ])('because it %s is answered by column', async (_, text, query, pointer, detail) => {
    expect(await sendFile(text, query)).toMatchObject({
      status: 400,
      body: {
        type: 'urn:throughline:problem:invalid_request',
        errors: [{ in: 'body', pointer, detail: expect.stringContaining(detail) }],
      },
    });
  });

  test('a choice that is no choice is refused, and an answer to a question is taken', async () => {
    const ambiguous = 'Email,First name,Last name,Start date\na@acme.example,A,B,03/04/2021\n';
    expect((await sendFile(ambiguous, '?columns=nonsense')).body).toMatchObject({
      errors: [{ in: 'query', pointer: '/columns' }],
    });
    expect((await sendFile(ambiguous, '?dry_run=true&date_order=month_first')).status).toBe(202);
  });

  test('one that is too large is told how large it may be, and another kind what is read', async () => {
    const large = await sendFile(Buffer.alloc(64 * 1024 * 1024 + 1, 'a'));
    expect(large).toMatchObject({ status: 413, body: { detail: 'At most 64 MiB are taken here.' } });
    expect((await sendFile('x', '', { 'content-type': 'application/vnd.ms-excel' })).status).toBe(415);
    const elsewhere = await app.inject({
      method: 'POST',
      url: '/v1/employees',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
      payload: 'x',
    });
    expect([403, 415]).toContain(elsewhere.statusCode);
  });
});

test('HR sees its own files with names, and takes the results into a spreadsheet where no cell is a formula', async () => {
  const cookie = await office.cookieOf('hr');
  const file = 'Email,First name,Last name\n=cmd@acme.example,Ana,Ruiz\n';
  const post = (url: string, payload: string) =>
    app.inject({ method: 'POST', url, headers: { cookie, 'content-type': 'text/csv' }, payload });
  const reading = await post('/api/imports/reading', file);
  expect(reading.json()).toMatchObject({
    rows: 1,
    troubles: [],
    columns: [{ heading: 'Email', field: 'work_email' }, {}, {}],
  });
  const sent = (await post('/api/imports?missing=stay', file)).json<{ id: string }>();
  await settle();
  const waiting = await app.inject({ url: `/api/imports/${sent.id}`, headers: { cookie } });
  expect(waiting.json()).toMatchObject({ state: 'waiting_for_approval', asksFor: 'yes', createdByName: 'Hanna Sund' });
  const csv = await app.inject({ url: `/api/imports/${sent.id}/rows.csv`, headers: { cookie } });
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.body).toContain("\r\n2,created,,'=cmd@acme.example,");
  const approved = await app.inject({
    method: 'POST',
    url: `/api/imports/${sent.id}/approve`,
    headers: { cookie },
    payload: { leaving: 0 },
  });
  expect(approved.json()).toMatchObject({ state: 'running', approvedByName: 'Hanna Sund' });
  await settle();
  const all = await app.inject({ url: '/api/imports', headers: { cookie } });
  expect(all.json<{ imports: object[] }>().imports[0]).toMatchObject({
    id: sent.id,
    state: 'completed',
    asksFor: null,
  });
});
