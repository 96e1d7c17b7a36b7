import { createApiKey } from '@throughline/app/create-api-key.ts';
import { sendWeeklyDigest } from '@throughline/app/send-weekly-digest.ts';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import { digestStore } from '@throughline/db/digest-store.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';
import { aRandomOrganisation } from '../../testing/a-random-organisation.ts';

const { app, context } = await apiContext();
context.clock.set('2027-03-01T10:00:00Z');
const company = await aRandomOrganisation({ context, seed: 7 });
const foreign = await anOffice({ context });
const organizationId = company.organization.id;
await sendWeeklyDigest(context, { organizationId });
const actor = { kind: 'operator' } as const;
const { key } = await createApiKey(context, { organizationId, name: 'BI', scopes: ['reports:read'], actor });
const call = apiCaller({ app, key });
const raw = (url: string, headers: Record<string, string>) =>
  app.inject({ url, headers: { authorization: `Bearer ${key}`, ...headers } });
const report = (await call('GET', '/v1/reports/coverage')).body as CoverageReport;

describe('the coverage report', () => {
  test('has everyone, every leader and every group, with numbers or the reason why there are none', () => {
    expect(new Set(report.rows.map(({ kind }) => kind))).toEqual(new Set(['everyone', 'leader', 'group']));
    for (const { numbers, hidden_because: hidden } of report.rows) expect(numbers === null).toBe(hidden !== null);
    expect(report.rows.some(({ numbers }) => numbers === null)).toBe(true);
    expect(report.definitions.join(' ')).toContain('Booked ahead');
  });

  test('of groups is the same rows, and compares groups', async () => {
    const { body } = await call('GET', '/v1/reports/coverage/by_group');
    expect(body.rows).toEqual(report.rows.filter(({ kind }) => kind === 'group'));
    expect(JSON.stringify(body.dispersion)).not.toContain('leader:');
  });

  test('of one unit goes week by week', async () => {
    const { body } = await call('GET', '/v1/reports/coverage/by_week');
    const everyone = report.rows.find(({ unit }) => unit === 'everyone');
    expect(body).toMatchObject({
      unit: 'everyone',
      kind: 'everyone',
      weeks: [{ iso_week: '2027-W09', headline: 'current' }],
    });
    expect(body.weeks[0].numbers).toEqual(everyone?.numbers);
    const leader = report.rows.find(({ kind }) => kind === 'leader')!;
    const ofLeader = await call('GET', `/v1/reports/coverage/by_week?unit=${leader.unit}&weeks=2&until=2027-W09`);
    expect(ofLeader.body).toMatchObject({ name: leader.name, weeks: [{ numbers: leader.numbers }] });
  });

  test.each([
    ['/v1/reports/coverage?week=2026-W01', 404],
    ['/v1/reports/coverage/by_group?week=2026-W01', 404],
    ['/v1/reports/coverage/by_week?unit=group:Nobody', 404],
    [`/v1/reports/coverage/by_week?unit=leader:${foreign.people.leader.id}`, 404],
    ['/v1/reports/coverage/by_week?until=2020-W01', 404],
  ])('there is none at %s', async (url, status) => {
    expect((await call('GET', url)).status).toBe(status);
  });

  test.each([
    ['/v1/reports/coverage?week=soon', '/week'],
    ['/v1/reports/coverage/by_week?weeks=0', '/weeks'],
    ['/v1/reports/coverage/by_week?until=2027', '/until'],
  ])('what %s asks for is named as wrong', async (url, pointer) => {
    const { status, body } = await call('GET', url);
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
  });
});

describe('as CSV', () => {
  test.each(['/v1/reports/coverage', '/v1/reports/coverage/by_group', '/v1/reports/coverage/by_week'])(
    '%s answers whoever asks for it, and no spreadsheet computes a name',
    async (url) => {
      const csv = await raw(url, { accept: 'text/csv' });
      expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
      expect(csv.headers['vary']).toContain('accept');
      const [header, ...lines] = csv.body.split('\r\n');
      expect(header).toMatch(/^iso_week,as_of,unit,name,kind,headline,current,current_of,/);
      expect(lines.at(-1)).toBe('');
      expect(csv.body).not.toMatch(/(^|,|")[=+@\t]/m);
      if (!url.endsWith('by_week'))
        expect(csv.body).toContain(`"group:=Guild, ""of"" all","'=Guild, ""of"" all",group,`);
    },
  );

  test.each([
    ['application/json', 'application/json'],
    ['*/*', 'application/json'],
    ['text/html, text/csv;q=0.9, */*;q=0.1', 'text/csv'],
    ['text/csv;q=0.2, application/json', 'application/json'],
  ])('%s is answered with %s', async (accept, type) => {
    expect((await raw('/v1/reports/coverage', { accept })).headers['content-type']).toMatch(type);
  });

  test('each of the two has its own tag, and whoever has it is sent nothing', async () => {
    const [json, csv] = [
      await raw('/v1/reports/coverage', {}),
      await raw('/v1/reports/coverage', { accept: 'text/csv' }),
    ];
    expect(json.headers.etag).not.toBe(csv.headers.etag);
    for (const [accept, { headers }] of [
      ['application/json', json],
      ['text/csv', csv],
    ] as const) {
      const again = await raw('/v1/reports/coverage', { accept, 'if-none-match': String(headers.etag) });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });
});

describe('digests', () => {
  test('say who got which when, and name no single manager', async () => {
    const { body } = await call('GET', '/v1/digests?week=2027-W09');
    const [written] = await context.db.inOrganization(organizationId, (tx) =>
      digestStore(tx).allOf({ recipientId: company.hr.id, limit: 1 }),
    );
    const managers = written?.digest.managers.map(({ name }) => name);
    expect(managers).toBeDefined();
    expect(body.results.length).toBeGreaterThan(2);
    const ofHr = body.results.find(({ recipient }: { recipient: string }) => recipient === company.hr.id);
    expect(ofHr).toMatchObject({
      iso_week: '2027-W09',
      as_of: '2027-03-01',
      mail: { state: 'waiting', sent_at: null },
      subject: expect.stringContaining('Career conversations'),
    });
    const alone = await call('GET', `/v1/digests/${ofHr.id}`);
    expect(alone).toMatchObject({ status: 200, body: ofHr });
    expect(Object.keys(ofHr).join()).not.toContain('manager');
    expect((await raw(`/v1/digests/${ofHr.id}`, { 'if-none-match': String(alone.headers.etag) })).statusCode).toBe(304);
  });

  test('are found by recipient, a page at a time', async () => {
    const first = await call('GET', '/v1/digests?page_size=1');
    const second = await call('GET', `/v1/digests?page_size=1&cursor=${first.body.next}`);
    expect(second.body.results[0].id).not.toBe(first.body.results[0].id);
    const own = await call('GET', `/v1/digests?recipient=${first.body.results[0].recipient}`);
    expect(own.body.results).toEqual(first.body.results);
    expect((await call('GET', `/v1/digests?recipient=${foreign.people.leader.id}`)).status).toBe(404);
    expect((await call('GET', `/v1/digests/${foreign.conversationId}`)).status).toBe(404);
  });
});
