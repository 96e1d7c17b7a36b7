import { setWorksCouncil } from '@throughline/app/set-works-council.ts';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { everyRow } from '@throughline/db/testing/every-row.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';

const { app, context } = await apiContext({ now: '2027-01-11T11:00:00Z' });
const office = await anOffice({ context });
const foreign = await anOffice({ context });
const { organizationId, report, manager } = office;
const call = apiCaller({ app, key: (await office.keyWith(...apiScopes)).key });
await openDueConversations(context, { organizationId });

describe('the preview of a policy', () => {
  const draft = { key: 'everyone', rules: { interval_days: 90, duration_minutes: 90 }, weeks: 53 };
  const preview = (body: object, query = '') => call('POST', `/v1/policies/preview${query}`, body);

  test('says who would be due when, by week, and in hours by manager, beside what holds', async () => {
    const { status, body } = await preview(draft);
    expect(status).toBe(200);
    expect(body.policy).toMatchObject({
      key: 'everyone',
      version: 2,
      rules: { interval_days: 90, lead_time_days: 21 },
    });
    const ana = body.results.find((row: { employee: string }) => row.employee === report.id);
    expect(ana).toMatchObject({
      manager: manager.id,
      due_on_now: '2027-02-01',
      due_on_under_draft: '2027-02-01',
      next_due_on_now: '2027-07-24',
      next_due_on_under_draft: '2027-04-25',
      change: 'sooner',
    });
    expect(ana.why[0]).toContain('(version 2) applies because it is for everyone');
    const sum = (field: string) =>
      body.weeks.reduce((all: number, week: Record<string, number>) => all + week[field]!, 0);
    expect([sum('due_now'), sum('due_under_draft')]).toEqual([
      body.totals.now.conversations,
      body.totals.under_draft.conversations,
    ]);
    expect(body.weeks.slice(0, 1)).toMatchObject([{ week: '2027-W02', starts_on: '2027-01-11' }]);
    const ben = body.managers.find((one: { manager: string }) => one.manager === manager.id);
    expect(ben.under_draft.hours).toBe(ben.under_draft.conversations * 1.5);
    expect(ben.now.hours).toBe(ben.now.conversations);
    expect(ben.under_draft.conversations).toBeGreaterThan(ben.now.conversations);
    expect(ben.capacity_warning).toBeNull();
  });

  test('changes nothing: not one row is written', async () => {
    const before = await everyRow({ db: context.db, organizationId });
    await preview(draft);
    await preview({ ...draft, audience: { kind: 'level', level: 'nobody' } });
    await preview({ ...draft, rules: { interval_days: 1 } });
    expect(await everyRow({ db: context.db, organizationId })).toEqual(before);
  });

  test('comes in pages of employees that miss nobody', async () => {
    const all = (await preview(draft)).body;
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await preview(draft, `?page_size=1${cursor && `&cursor=${cursor}`}`);
      expect(body.totals).toEqual(all.totals);
      ids.push(...body.results.map((row: { employee: string }) => row.employee));
      cursor = body.next;
    }
    expect(ids).toEqual(all.results.map((row: { employee: string }) => row.employee));
    expect(ids.length).toBeGreaterThan(1);
  });

  test('tells who would enter under a policy of their own, and who would leave', async () => {
    const narrow = { key: 'everyone', audience: { kind: 'person', employee: manager.id }, weeks: 53 };
    const { results } = (await preview(narrow)).body;
    const change = (id: string) => results.find((row: { employee: string }) => row.employee === id)?.change;
    expect([change(report.id), change(manager.id)]).toEqual(['leaves', 'same']);
  });

  test('names every field of a draft that is wrong', async () => {
    const wrong = await preview({ key: 'everyone', rules: { interval_days: 30, lead_time_days: 12.5 } });
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/rules/interval_days' }, { pointer: '/rules/lead_time_days' }] },
    });
    const between = await preview({ key: 'everyone', rules: { lead_time_days: 14, lead_time_floor_days: 15 } });
    expect(between).toMatchObject({ status: 400, body: { errors: [{ pointer: '/rules/lead_time_floor_days' }] } });
    expect((await preview({ key: 'new' })).body.errors).toMatchObject([{ pointer: '/name' }, { pointer: '/audience' }]);
    expect((await preview({ key: 'everyone', rules: { interval: 90 } })).status).toBe(400);
  });

  test('needs a key that may read conversations too', async () => {
    const one = apiCaller({ app, key: (await office.keyWith('policies:read')).key });
    expect((await one('POST', '/v1/policies/preview', draft)).body.detail).toContain('conversations:read');
    const both = apiCaller({ app, key: (await office.keyWith('policies:read', 'conversations:read')).key });
    expect((await both('POST', '/v1/policies/preview', draft)).status).toBe(200);
  });

  test('says less of single people under the terms of a works council', async () => {
    const actor = { kind: 'operator' } as const;
    await setWorksCouncil(context, { organizationId, worksCouncil: true, actor });
    const { body } = await preview(draft);
    await setWorksCouncil(context, { organizationId, worksCouncil: false, actor });
    expect(body).toMatchObject({
      managers: null,
      results: expect.arrayContaining([expect.objectContaining({ why: [] })]),
    });
    expect(JSON.stringify(body.results)).not.toContain('applies because');
  });
});

describe('publishing a policy', () => {
  const publish = (body: object, headers: Record<string, string> = {}) => call('POST', '/v1/policies', body, headers);

  test('makes a version that keeps what it does not state, once however often it is asked', async () => {
    const [before] = (await call('GET', '/v1/policies')).body.results;
    expect(before).toMatchObject({ id: office.policyId, key: 'everyone', version: 1, is_newest: true });
    const wanted = { key: 'everyone', rules: { interval_days: 150 }, note: 'Five months' };
    const key = { 'idempotency-key': 'five-months' };
    const made = await publish(wanted, key);
    expect(made).toMatchObject({
      status: 201,
      headers: { location: `/v1/policies/${made.body.id}` },
      body: {
        version: 2,
        is_newest: true,
        note: 'Five months',
        rules: { ...before.rules, interval_days: 150 },
        published_at: '2027-01-11T11:00:00Z',
      },
    });
    expect((await publish(wanted, key)).body).toEqual(made.body);
    expect((await call('GET', '/v1/policies')).body.results).toEqual([made.body]);
    const history = (await call('GET', '/v1/policies?key=everyone')).body.results;
    expect(history).toEqual([{ ...before, is_newest: false }, made.body]);
    expect((await call('GET', `/v1/policies/${before.id}`)).body).toEqual(history[0]);
    const { results } = (await call('GET', '/v1/audit_events?action=policy.published')).body;
    expect(results).toMatchObject([{ actor_kind: 'api_key', subject: made.body.id }]);
  });

  test('lets one of two win who publish over the same version', async () => {
    const [newest] = (await call('GET', '/v1/policies')).body.results;
    const tag = { 'if-match': String((await call('GET', `/v1/policies/${newest.id}`)).headers.etag) };
    const racing = Array.from({ length: 20 }, (_, index) =>
      publish({ key: 'everyone', rules: { interval_days: 160 + index }, note: `Try ${index}` }, tag),
    );
    const statuses = (await Promise.all(racing)).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, ...Array.from({ length: 19 }, () => 412)]);
    expect((await call('GET', '/v1/policies?key=everyone')).body.results).toHaveLength(3);
  });

  test('makes a new policy with the defaults, for whom it says', async () => {
    const sales = { key: 'sales', name: 'Sales', audience: { kind: 'group', group: 'Sales' }, note: 'A start' };
    expect((await publish(sales, { 'if-match': '*' })).status).toBe(412);
    const made = await publish(sales);
    expect(made).toMatchObject({ status: 201, body: { ...sales, version: 1, rules: { interval_days: 180 } } });
    const steps = [{ who: 'report', when: 'before_due', days: 14, text: 'Shall we?' }];
    const more = { blackouts: [{ from: '2027-06-01', to: '2027-06-30', label: 'Reviews' }], steps };
    const next = await publish({ key: 'sales', rules: { ...more, default_working_hours: { 1: [] } }, note: 'Reviews' });
    expect(next.body.rules).toEqual({ ...made.body.rules, ...more, default_working_hours: { 1: [] } });
  });

  test.each([
    ['without a note', { note: undefined }, '/note'],
    ['with a rule out of range', { rules: { target_percent: 101 } }, '/rules/target_percent'],
    [
      'with rules that do not fit each other',
      { rules: { duration_floor_minutes: 90 } },
      '/rules/duration_floor_minutes',
    ],
    [
      'with steps in the wrong order',
      {
        rules: {
          steps: [
            { who: 'hr', when: 'before_due', days: 7 },
            { who: 'report', when: 'before_due', days: 7 },
          ],
        },
      },
      '/rules/steps/1',
    ],
    [
      'with a blackout that ends before it begins',
      { rules: { blackouts: [{ from: '2027-02-02', to: '2027-02-01', label: 'x' }] } },
      '/rules/blackouts/0',
    ],
    ['for a group without its name', { audience: { kind: 'group' } }, '/audience/group'],
    ['with a key that is none', { key: 'No Key' }, '/key'],
  ])('%s is refused with the field that is wrong', async (_what, given, pointer) => {
    const before = (await call('GET', '/v1/policies?key=everyone')).body;
    const answer = await publish({ key: 'everyone', note: 'x', ...given });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ in: 'body', pointer }] } });
    expect((await call('GET', '/v1/policies?key=everyone')).body).toEqual(before);
  });
});

test('another organisation’s policies and people are none here', async () => {
  const theirs = apiCaller({ app, key: (await foreign.keyWith(...apiScopes)).key });
  await theirs('POST', '/v1/policies', { key: 'more', name: 'More', audience: { kind: 'everyone' }, note: 'x' });
  const { next } = (await theirs('GET', '/v1/policies?page_size=1')).body;
  const before = await everyRow({ db: context.db, organizationId: foreign.organizationId });
  const foreigner = { kind: 'person', employee: foreign.people.hr.id };
  const answers = await Promise.all([
    call('GET', `/v1/policies/${foreign.policyId}`),
    call('GET', `/v1/policies?cursor=${next}`),
    call('POST', '/v1/policies', { key: 'theirs', name: 'Theirs', audience: foreigner, note: 'x' }),
    call('POST', '/v1/policies/preview', { key: 'theirs', name: 'Theirs', audience: foreigner }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(await everyRow({ db: context.db, organizationId: foreign.organizationId })).toEqual(before);
});
