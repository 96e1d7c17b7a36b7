import { createApiKey } from '@throughline/app/create-api-key.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { publishPolicy } from '@throughline/app/publish-policy.ts';
import { sendWeeklyDigest } from '@throughline/app/send-weekly-digest.ts';
import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import type { CoverageByWeek } from '@throughline/contracts/v1/coverage.ts';
import { digestStore } from '@throughline/db/digest-store.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { describe, expect, test } from 'vitest';
import { apiContext } from '../testing/api-context.ts';
import { aRandomOrganisation } from '../testing/a-random-organisation.ts';

const { app, context } = await apiContext();
context.clock.set('2027-02-22T10:00:00Z');
const company = await aRandomOrganisation({ context, seed: 7 });
const organizationId = company.organization.id;
const { hr, staff } = company;
const leaderId = staff[1]!.id;

const ask = async (query: Record<string, string>, personId = hr.id, path = '/api/coverage') => {
  const { token } = await openSession(context, { organizationId, personId, method: 'mailed_link' });
  const url = `${path}?${new URLSearchParams(query)}`;
  return app.inject({ url, headers: { cookie: `__Host-throughline_session=${token}` } });
};
const seen = async (query: Record<string, string>, personId?: string) =>
  (await ask(query, personId)).json<CoverageDashboard>();

const early = await ask({});
await sendWeeklyDigest(context, { organizationId });
context.clock.advanceBy({ days: 1 });
const { key, name, audience, rules } = company.policy;
await publishPolicy(context, {
  organizationId,
  policy: { key, name, audience, rules: { ...rules, reportPrepDays: 10 } },
  note: 'As people asked',
  actor: { kind: 'operator' },
});
for (const [days, isRead] of [
  [6, true],
  [7, true],
  [7, false],
] as const) {
  context.clock.advanceBy({ days });
  if (isRead)
    await asSession(context.adminUrl, (client) =>
      client.query('UPDATE connection SET synced_at = $1', [context.clock.now().toString()]),
    );
  await sendWeeklyDigest(context, { organizationId });
}
const [shownWeek, withheldWeek] = ['2027-W10', '2027-W11'];

const apiKey = await createApiKey(context, {
  organizationId,
  name: 'BI',
  scopes: ['reports:read'],
  actor: { kind: 'operator' },
});
const published = async <Body>(path: string) =>
  (await app.inject({ url: `/v1/reports/${path}`, headers: { authorization: `Bearer ${apiKey.key}` } })).json<Body>();
const report = await published<CoverageReport>(`coverage?week=${shownWeek}`);
const rowOf = new Map(report.rows.map((row) => [row.unit, row]));

const leastPeople = 5;

/** By what the API says of each week before: the figure that leads now, of the last week in which the unit was shown. */
async function lastShown(unit: string) {
  const { weeks } = await published<CoverageByWeek>(
    `coverage/by_week?${new URLSearchParams({ unit, until: shownWeek, weeks: '26' })}`,
  );
  const last = weeks.findLast(({ iso_week: week, numbers }) => week < shownWeek && numbers !== null);
  const share = last?.numbers?.[report.headline];
  return last !== undefined && share !== undefined && share.denominator >= leastPeople
    ? { iso_week: last.iso_week, share }
    : null;
}

describe('the dashboard', () => {
  test('shows every unit with the figures of the snapshot, week by week', async () => {
    expect(report.rows.some(({ numbers }) => numbers !== null)).toBe(true);
    expect(report.rows.some(({ numbers }) => numbers === null)).toBe(true);
    for (const row of report.rows) {
      const { unit, trend } = await seen({ unit: row.unit, week: shownWeek });
      expect(unit).toMatchObject(row);
      const query = new URLSearchParams({ unit: row.unit, until: shownWeek });
      const { weeks } = await published<CoverageByWeek>(`coverage/by_week?${query}`);
      const ofWeek = new Map(weeks.map((week) => [week.iso_week, week]));
      for (const { iso_week: week, share, hidden_because: because } of trend) {
        const shown = ofWeek.get(week);
        const { headline = null, numbers = null } = shown ?? {};
        expect(share).toEqual(headline === null || numbers === null ? null : numbers[headline]);
        if (shown !== undefined) expect(because).toBe(shown.hidden_because);
      }
    }
  });

  test.each([
    { kind: 'line', under_target: 'false' },
    { kind: 'line', under_target: 'true' },
    { kind: 'groups', under_target: 'false' },
    { kind: 'groups', under_target: 'true' },
  ])('filtered by $kind and under target $under_target it only chooses among published rows', async (filter) => {
    for (const unit of ['everyone', `leader:${leaderId}`]) {
      const { listed, target_percent: target, more } = await seen({ ...filter, unit, week: shownWeek });
      expect(more).toBe(0);
      for (const { share, change_in_points: _change, has_below: _below, last_shown: last, weeks, ...row } of listed) {
        expect(row).toEqual(rowOf.get(row.unit));
        expect(last).toEqual(share === null ? await lastShown(row.unit) : null);
        expect(weeks.at(-1)).toMatchObject({ iso_week: shownWeek, share, hidden_because: row.hidden_because });
        if (filter.under_target === 'true')
          expect(Math.round((100 * share!.numerator) / share!.denominator)).toBeLessThan(target);
      }
      if (unit === 'everyone' && filter.under_target === 'false') expect(listed.length).toBeGreaterThan(1);
    }
  });

  test('hidden rows are on no side of the target, and it says how many there are', async () => {
    const { hidden_from_filter: hidden } = await seen({ under_target: 'true', week: shownWeek });
    const leaders = report.rows.filter(({ kind }) => kind === 'leader');
    expect(hidden).toBe(leaders.filter(({ numbers }) => numbers === null).length);
  });

  test('opens with the words of the weekly email', async () => {
    for (const week of [shownWeek, withheldWeek]) {
      const digests = await context.db.inOrganization(organizationId, (tx) =>
        digestStore(tx).allOf({ recipientId: hr.id, limit: 10 }),
      );
      const mailed = digests.find(({ digest }) => digest.week === week)?.digest.verdict;
      expect((await seen({ week })).verdict).toBe(mailed);
    }
  });

  test('a policy’s version stands beside the figures of its Monday and of the newest week', async () => {
    const { effects, trend } = await seen({ week: shownWeek });
    const shareIn = (week: string) => trend.find(({ iso_week: each }) => each === week)?.share;
    expect(trend.find(({ note }) => note === 'As people asked')?.iso_week).toBe('2027-W08');
    expect(shareIn('2027-W08')).not.toBeNull();
    expect(effects).toEqual([
      {
        iso_week: '2027-W08',
        published_on: '2027-02-23',
        policy: 'Everyone',
        version: 2,
        changes: ['Time to prepare, for the report: 10 days instead of 7.'],
        note: 'As people asked',
        before: { iso_week: '2027-W08', share: shareIn('2027-W08') },
        after: { iso_week: shownWeek, share: shareIn(shownWeek), weeks_later: 2 },
      },
    ]);
    const withheld = await seen({ week: withheldWeek });
    expect(withheld.effects[0]).toMatchObject({ before: { iso_week: '2027-W08' }, after: null });
  });

  test('withholds a week for which calendars were not read, in every place', async () => {
    const { unit, listed, stale, dispersion, trend } = await seen({});
    expect([stale, unit.numbers, unit.share, dispersion.best]).toEqual([true, null, null, null]);
    expect(listed.length).toBeGreaterThan(1);
    for (const { numbers, weeks } of listed) {
      expect(numbers).toBeNull();
      expect(weeks.at(-1)).toMatchObject({ iso_week: withheldWeek, share: null });
    }
    expect(trend.at(-1)?.hidden_because).toContain('Withheld');
    expect((await seen({ under_target: 'true' })).listed).toEqual([]);
  });

  test('says so where nothing was counted yet', async () => {
    expect([early.statusCode, early.json().detail]).toEqual([404, 'The first weekly figures are not taken yet.']);
    expect((await ask({ week: '2026-W01' })).statusCode).toBe(404);
  });
});

describe('a leader', () => {
  test('begins at their own unit and goes down their own line', async () => {
    const {
      unit,
      path,
      listed,
      has_groups: groups,
      exempt_by_category: exempt,
    } = await seen({ week: shownWeek }, leaderId);
    expect([unit.unit, groups, exempt]).toEqual([`leader:${leaderId}`, false, null]);
    expect(path.map((each) => each.unit)).toEqual([`leader:${leaderId}`]);
    for (const below of listed) {
      const { path: down } = await seen({ unit: below.unit, week: shownWeek }, leaderId);
      expect(down.map((each) => each.unit)).toEqual([`leader:${leaderId}`, below.unit]);
    }
    const fromAbove = await seen({ unit: `leader:${leaderId}`, week: shownWeek });
    expect(fromAbove.path.map((each) => each.unit)).toEqual(['everyone', `leader:${leaderId}`]);
  });

  test('is refused what is beside or above their line, as if it were not there', async () => {
    const beside = report.rows.filter(({ unit }) => unit.startsWith('leader:') && unit === `leader:${staff[2]!.id}`);
    expect(beside).toHaveLength(1);
    const group = report.rows.find(({ kind }) => kind === 'group')!;
    const answers = [];
    for (const unit of ['everyone', beside[0]!.unit, `leader:${staff[0]!.id}`, group.unit, 'leader:nobody']) {
      for (const path of ['/api/coverage', '/api/coverage.csv']) {
        const { statusCode, body } = await ask({ unit, week: shownWeek }, leaderId, path);
        answers.push(`${statusCode} ${JSON.parse(body).detail}`);
      }
    }
    expect(new Set(answers)).toEqual(new Set(['404 That is no unit of yours in that week.']));
    const filtered = await seen({ under_target: 'true', kind: 'groups', week: shownWeek }, leaderId);
    expect(filtered.listed).toEqual([]);
  });

  test('takes along what is shown, with the columns of the report', async () => {
    const csv = await ask({ week: shownWeek }, leaderId, '/api/coverage.csv');
    expect(csv.headers['content-disposition']).toBe(`attachment; filename="coverage-${shownWeek}.csv"`);
    const { unit, listed } = await seen({ week: shownWeek }, leaderId);
    const [header, ...lines] = csv.body.split('\r\n').slice(0, -1);
    expect(header).toMatch(/^iso_week,as_of,unit,name,kind,headline,current,current_of,/);
    expect(lines.map((line) => line.split(',')[2])).toEqual([unit, ...listed].map((each) => each.unit));
  });
});

test('HR alone sees what people are exempt for, as counts of everyone', async () => {
  const { exempt_by_category: byCategory } = await seen({ week: shownWeek });
  const exempt = Object.values(byCategory ?? {}).reduce((sum, count) => sum + count, 0);
  expect(exempt).toBe(report.rows[0]?.numbers?.exempt);
  expect(exempt).toBeGreaterThan(0);
});
