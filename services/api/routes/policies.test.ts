import type { PoliciesResponse, PolicyPreview } from '@throughline/contracts/pages/policies.ts';
import type { Problem } from '@throughline/contracts/problem.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { everyRow } from '@throughline/db/testing/every-row.ts';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { anOffice, type Part } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';

const logged: string[] = [];
const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
const { app, context } = await apiContext({ logger });
const { db } = context;

type Answer = PolicyPreview & Problem & { page: PoliciesResponse; version: number };

async function atThePolicies({ part = 'hr', worksCouncil = false }: { part?: Part; worksCouncil?: boolean } = {}) {
  const office = await anOffice({ context, organization: { worksCouncil } });
  const headers = { cookie: await office.cookieOf(part), origin: publicUrl };
  const call = async <T = Answer>(method: 'GET' | 'POST', url: string, payload?: object) => {
    const response = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    return { status: response.statusCode, body: response.json<T>(), text: response.body };
  };
  const { body } = await call<PoliciesResponse>('GET', '/api/policies');
  const [policy] = body.policies;
  if (policy === undefined) throw new Error('The office was expected to have a policy');
  const preview = (given: object) =>
    call('POST', '/api/policies/preview', { key: policy.key, weeks: 52, file: null, ...given });
  const publish = (given: object) => call('POST', '/api/policies', { key: policy.key, seen: policy.id, ...given });
  return { ...office, call, policy, preview, publish };
}

function inFile(text: string) {
  return { file: { base64: Buffer.from(text).toString('base64'), columns: {}, date_order: null } };
}

describe('a draft', () => {
  test('is shown against what holds: who is due when, the weeks, hours by manager and quarter', async () => {
    const { preview, report, manager, policy } = await atThePolicies();
    const { status, body } = await preview({ rules: { interval_days: 90, duration_minutes: 90 } });
    expect(status).toBe(200);
    expect(body.version).toBe(policy.version + 1);
    const ana = body.people.find(({ id }) => id === report.id)!;
    expect(ana).toMatchObject({ name: report.displayName, manager: manager.displayName, change: 'sooner' });
    expect(ana.nextDueOn.draft! < ana.nextDueOn.now!).toBe(true);
    expect(body.quarters.map(({ name }) => name)).toEqual(['2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4', '2028-Q1']);
    const ben = body.managers!.find(({ id }) => id === manager.id)!;
    const total = (which: 'now' | 'draft') => ben.hours.reduce((sum, hours) => sum + hours[which], 0);
    expect(total('draft')).toBeGreaterThan(total('now'));
    expect(body.weeks.reduce((sum, { draft }) => sum + draft, 0)).toBe(body.totals.draft.conversations);
    expect(body.totals).toMatchObject({ people: body.people.length, now: { hours: expect.any(Number) } });
  });

  test('out of range is refused at its field, by the API’s name of it', async () => {
    const { preview } = await atThePolicies();
    const outside = await preview({ rules: { interval_days: 20 } });
    expect(outside).toMatchObject({ status: 400, body: { errors: [{ pointer: '/rules/interval_days' }] } });
    const against = await preview({ rules: { lead_time_floor_days: 40 } });
    expect(against).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/rules/lead_time_floor_days', detail: 'expected no more than lead_time_days' }] },
    });
  });

  test('tells nothing by manager and no reasons where a works council has a say', async () => {
    const { preview } = await atThePolicies({ worksCouncil: true });
    const { body } = await preview({ rules: { interval_days: 90 } });
    expect([body.managers, body.people.flatMap(({ why }) => why)]).toEqual([null, []]);
  });
});

describe('a draft against a file', () => {
  const headings = 'Employee ID,First name,Last name,Email,Manager ID,Hire date\n';

  test('shows the people in it, leaves out rows by line and heading, and reads people of no manager in it', async () => {
    const { preview } = await atThePolicies();
    const { status, body } = await preview(
      inFile(
        `${headings}1,Zoë,Braun,zoe@x.example,,2020-01-07\n2,Yan,Li,yan@x.example,1,2020-01-07\n3,Xia,Ma,not an address,1,\n4,Wes,Orr,wes@x.example,99,\n`,
      ),
    );
    expect(status).toBe(200);
    expect(body.people.map(({ name, manager, change }) => [name, manager, change])).toEqual([
      ['Yan Li', 'Zoë Braun', 'same'],
    ]);
    expect(body.problems).toEqual([
      { line: 4, column: 'Email', detail: 'is not a mail address' },
      { line: 5, column: 'Manager ID', detail: 'names a manager who is not in the file' },
    ]);
  });

  test('that does not say what its columns are asks for them', async () => {
    const { preview } = await atThePolicies();
    const { body } = await preview(inFile('Email,Who\nzoe@x.example,Zoë Braun\n'));
    expect(body).toMatchObject({
      kind: 'unreadable',
      reading: { columns: [{ heading: 'Email', field: 'work_email' }, { heading: 'Who' }] },
    });
  });

  test('stores and logs nothing of it', async () => {
    const { preview, organizationId } = await atThePolicies();
    const before = await everyRow({ db, organizationId });
    const canary = 'Quetzalcoatlus';
    const { body } = await preview(
      inFile(
        `${headings}1,${canary},One,${canary}@x.example,,\n2,${canary},Two,${canary}2@x.example,1,\n3,,${canary},${canary} x,1,\n`,
      ),
    );
    expect(body.people).toMatchObject([{ name: `${canary} Two` }]);
    const broken = await preview(inFile(`${canary}\n"${canary}`));
    expect(broken).toMatchObject({ status: 200, body: { kind: 'unreadable' } });
    await preview({ ...inFile('x'), rules: { interval_days: canary } });
    const after = await everyRow({ db, organizationId });
    expect(after).toEqual(before);
    expect(JSON.stringify(after).toLowerCase()).not.toContain(canary.toLowerCase());
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join('').toLowerCase()).not.toContain(canary.toLowerCase());
  });

  test('of too many rows or bytes is refused in words', async () => {
    const { preview } = await atThePolicies();
    const rows = Array.from({ length: 20_001 }, (_, at) => `${at},A,B,a${at}@x.example,,\n`).join('');
    const many = await preview(inFile(headings + rows));
    expect(many).toMatchObject({ status: 413, body: { detail: expect.stringContaining('20001 rows') } });
    const large = await preview(inFile(' '.repeat(13 * 1024 * 1024)));
    expect(large.status).toBe(413);
  });
});

describe('publishing', () => {
  test('makes the next version with its note and whoever published it; conversations keep their dates', async () => {
    const { publish, policy, organizationId, people } = await atThePolicies({ part: 'administrator' });
    const published = await publish({ rules: { interval_days: 120 }, note: 'Twice a year was too seldom' });
    expect(published).toMatchObject({ status: 200, body: { version: policy.version + 1 } });
    expect(published.body.page.policies).toMatchObject([
      {
        key: policy.key,
        version: policy.version + 1,
        note: 'Twice a year was too seldom',
        rules: { interval_days: 120 },
      },
    ]);
    const [entry] = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 1 }));
    expect(entry).toMatchObject({ action: 'policy.published', actorId: people.administrator.id });
  });

  test('wants a note', async () => {
    const { publish } = await atThePolicies();
    const refused = await publish({ rules: {}, note: '  ' });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/note' }] } });
  });

  test('over what somebody else published meanwhile is refused, and changes nothing', async () => {
    const { publish, call, policy } = await atThePolicies();
    await publish({ rules: { interval_days: 120 }, note: 'first' });
    const second = await publish({ rules: { interval_days: 150 }, note: 'second' });
    expect(second).toMatchObject({ status: 412, body: { type: 'urn:throughline:problem:changed_meanwhile' } });
    const { body } = await call<PoliciesResponse>('GET', '/api/policies');
    expect(body.policies).toMatchObject([{ version: policy.version + 1, note: 'first' }]);
  });

  test('makes a new policy beside the others', async () => {
    const { publish, call } = await atThePolicies();
    const audience = { kind: 'level', level: 'Director' };
    const made = await publish({ key: 'directors', name: 'Directors', audience, note: 'They asked', seen: null });
    expect(made).toMatchObject({ status: 200, body: { version: 1 } });
    const again = await publish({ key: 'directors', name: 'Directors', audience, note: 'Again', seen: null });
    expect(again.status).toBe(412);
    const { body } = await call<PoliciesResponse>('GET', '/api/policies');
    expect(body.policies.map(({ key }) => key)).toContain('directors');
  });
});
