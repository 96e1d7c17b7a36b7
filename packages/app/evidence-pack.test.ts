import { auditStore } from '@throughline/db/audit-store.ts';
import { coverageStore, type CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import { noMemory, type PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { evidenceSections } from '@throughline/domain/evidence/evidence-sections.ts';
import { isoWeekOf } from '@throughline/domain/time/iso-week.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { coverageReport } from './coverage-report.ts';
import { evidencePack } from './evidence-pack.ts';
import { publishCoverage } from './publish-coverage.ts';
import { releaseTeamDates } from './release-team-dates.ts';
import { teamReleasePage } from './team-release-page.ts';
import type { Company } from './testing/a-company.ts';
import { aLivedCompany } from './testing/a-lived-company.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-03-01T09:05:00Z' });
const { db, clock } = context;
let company: Company;
let organizationId = '';
beforeAll(async () => {
  company = await aLivedCompany({ db, syncedAt: clock.now().add({ hours: 24 * 400 }) });
  organizationId = company.organization.id;
  await publishCoverage(context, { organizationId });
});

const pack = async () => (await evidencePack(context, { organizationId }))!;
const everybody = async () =>
  (await coverageReport(context, { organizationId, audience: { kind: 'all' }, week: null }))!;
const change = (given: object) =>
  db.inOrganization(organizationId, async (tx) => {
    const organization = (await organizationStore(tx).byId(organizationId))!;
    await organizationStore(tx).put({ ...organization, ...given });
  });
const said = async () => evidenceSections(await pack()).flatMap(({ lines }) => lines);

test('before the first snapshot there is no pack', async () => {
  const other = await aLivedCompany({ db, syncedAt: clock.now() });
  expect(await evidencePack(context, { organizationId: other.organization.id })).toBeNull();
});

test('names nobody who manages nobody', async () => {
  const text = JSON.stringify(await pack());
  expect(company.staff.filter(({ displayName }) => text.includes(displayName))).toEqual([]);
});

describe('the pilot', () => {
  test('is not set beside anything while only it is asked', async () => {
    await change({ pilotAudience: { kind: 'group', group: 'Team 1' } });
    expect((await pack()).pilot).toMatchObject({ kind: 'not_shown', why: expect.stringContaining('so far') });
    await change({ pilotAudience: null });
    expect((await pack()).pilot).toBeNull();
  });

  test('once it is over, shows its published row beside everyone’s, or why there is none', async () => {
    await change({ formerPilotAudience: { kind: 'group', group: 'Team 1' } });
    const report = await everybody();
    const row = report.rows.find(({ unit }) => unit === 'group:Team 1')!;
    const { pilot } = await pack();
    if (row.numbers === null)
      expect(pilot).toEqual({ kind: 'not_shown', why: `The pilot’s row shows no figures: ${row.hidden_because}` });
    else
      expect(pilot).toMatchObject({ kind: 'beside', pilot: { name: 'Team 1', share: row.numbers[report.headline] } });
    await change({ formerPilotAudience: { kind: 'group', group: 'Nobody is in it' } });
    expect((await pack()).pilot).toMatchObject({ kind: 'not_shown' });
    await change({ formerPilotAudience: null });
  });
});

describe('a single team', () => {
  test('is in the pack with dates alone while its manager releases them, and both are on record', async () => {
    const [manager] = company.managers;
    const [ana, ben] = company.staff.filter(({ id }) => company.managerOf.get(id) === manager!.id);
    const startsAt = clock.now().add({ hours: 24 * 20 });
    const bookedAt = clock.now().subtract({ hours: 24 * 5 });
    await asSession(context.adminUrl, (superuser) =>
      superuser.query(
        `UPDATE conversation SET state = 'booked', starts_at = $2, ends_at = $3, booked_at = $4, manager_moves = 2
         WHERE report_id = $1 AND state = 'due'`,
        [ana!.id, startsAt, startsAt.add({ hours: 1 }), bookedAt].map(String),
      ),
    );
    const personId = manager!.id;
    expect((await pack()).teams).toEqual([]);
    expect(await teamReleasePage(context, { organizationId, personId })).toMatchObject({
      isOffered: true,
      releasedAt: null,
      reports: 3,
      dates: [{ on: '2027-03-21', leadDays: 25, moves: 2 }],
    });
    for (const _twice of [1, 2])
      expect(await releaseTeamDates(context, { organizationId, personId, released: true })).toBe('done');
    const { teams } = await pack();
    expect(teams).toMatchObject([{ manager: manager!.displayName, reports: 3, dates: [{ leadDays: 25, moves: 2 }] }]);
    expect(Object.keys(teams![0]!.dates[0]!)).toEqual(['on', 'leadDays', 'moves']);
    const text = JSON.stringify([await pack(), await said()]);
    for (const { id, displayName } of [ana!, ben!])
      expect([text.includes(id), text.includes(displayName)]).toEqual([false, false]);

    await change({ worksCouncil: true });
    expect((await pack()).teams).toBeNull();
    expect(await releaseTeamDates(context, { organizationId, personId: company.managers[1]!.id, released: true })).toBe(
      'works_council',
    );
    await change({ worksCouncil: false });
    await releaseTeamDates(context, { organizationId, personId, released: false });
    expect((await pack()).teams).toEqual([]);
    const rows = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 10 }));
    expect(rows.map(({ action }) => action).filter((action) => action.startsWith('team_dates'))).toEqual([
      'team_dates.revoked',
      'team_dates.released',
    ]);
  });

  test('is nobody’s to release who manages nobody', async () => {
    const personId = company.staff[0]!.id;
    expect(await releaseTeamDates(context, { organizationId, personId, released: true })).toBe('no_team');
    expect(await teamReleasePage(context, { organizationId, personId })).toMatchObject({ isOffered: false });
  });
});

describe('whatever was published', () => {
  const share = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 300 }))
    .map(([a, b]) => ({ numerator: Math.min(a, b), denominator: b }));
  const week = fc.record({
    hidden: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    shares: fc.array(share, { minLength: 14, maxLength: 14 }),
    kind: fc.constantFrom('current' as const, 'has_a_date' as const),
    median: fc.option(fc.integer({ min: 0, max: 90 })),
    hoursSinceSync: fc.constantFrom(0, 0, 0, 100),
  });

  type Published = typeof week extends fc.Arbitrary<infer T> ? T : never;

  /** The latest snapshot anew, a week on, with these figures in its rows. */
  async function publish({ hidden, shares, kind, median, hoursSinceSync }: Published): Promise<void> {
    clock.advanceBy({ days: 7 });
    await db.inOrganization(organizationId, async (tx) => {
      const before = (await coverageStore(tx).latestSnapshot())!;
      const asOf = before.asOf.add({ days: 7 });
      const template = before.rows.flatMap((row) => (row.hidden ? [] : [row.coverage]))[0] ?? visible;
      visible = template;
      const rows = before.rows.map(({ unit }, at): PublishedRow => {
        if (hidden[at % hidden.length]) return { unit, hidden: true, why: 'Fewer than 5 people.' };
        const [headline, ahead] = [shares[(2 * at) % shares.length]!, shares[(2 * at + 1) % shares.length]!];
        const counted = {
          asOf,
          headline: { kind, ...headline },
          current: headline,
          hasDate: headline,
          bookedAhead: ahead,
        };
        return { unit, hidden: false, coverage: { ...template!, ...counted, medianLeadDays: median } };
      });
      const trust = { ...before.trust, hoursSinceSync };
      const next: CoverageSnapshot = { ...before, isoWeek: isoWeekOf(asOf), asOf, rows, trust };
      await coverageStore(tx).addSnapshot(next, noMemory);
    });
  }
  let visible: Extract<PublishedRow, { hidden: false }>['coverage'] | undefined;

  test('the pack says nothing that the coverage report for the same readers does not', async () => {
    await fc.assert(
      fc.asyncProperty(week, async (given) => {
        await publish(given);
        const [found, report] = [await pack(), await everybody()];
        const figures = new Map(report.rows.map(({ name, numbers }) => [name, numbers]));
        const own = report.rows[0]!.numbers;
        expect(report.rows[0]!.unit).toBe(unitKey({ kind: 'everyone' }));
        if (own === null) expect(found.everyone.hidden).toBe(true);
        else
          expect(found.everyone).toEqual({
            hidden: false,
            coverage: own[report.headline],
            bookedAhead: own.booked_ahead,
            medianLeadDays: own.median_lead_days,
            dueWithoutDate: own.due_without_a_date,
          });
        const { worst, best, spreadPoints, changeInPoints } = found.unevenness;
        for (const row of [...worst, ...(best === null ? [] : [best])])
          expect(row.share).toEqual(figures.get(row.name)![report.headline === 'current' ? 'current' : 'has_a_date']);
        expect({ spreadPoints, changeInPoints }).toEqual({
          spreadPoints: report.dispersion.spread_points,
          changeInPoints: report.dispersion.change_in_points,
        });
        const percents = new Map(report.trend.map(({ iso_week, percent }) => [iso_week, percent]));
        for (const { week: isoWeek, percent } of found.trend) expect(percent).toBe(percents.get(isoWeek) ?? null);
        expect(found.trend.at(-1)!.percent).toBe(own === null ? null : percentOf(own[report.headline]));
      }),
      { numRuns: 25 },
    );
  });
});
