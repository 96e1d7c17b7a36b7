import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishRows } from '../coverage/publish-rows.ts';
import type { PublishedRow } from '../coverage/publish-rows.ts';
import { unitKey } from '../coverage/units.ts';
import type { Unit } from '../coverage/units.ts';
import { aPolicy } from '../testing/builders.ts';
import { aTeam, countingDay as asOf } from '../testing/coverage-builders.ts';
import { weeklyDigest } from './weekly-digest.ts';

const policy = { ...aPolicy(), rolloutStartsOn: asOf.subtract({ days: 200 }) };

function aUnit(
  leaderId: string,
  { current, late, needDate = 0 }: { current: number; late: number; needDate?: number },
) {
  const parts = [
    { size: current - needDate, dueOn: asOf.add({ days: 90 }) },
    { size: needDate, dueOn: asOf.add({ days: 9 }) },
    { size: late, dueOn: asOf.subtract({ days: 1 }), upcoming: { leadDays: 25, leadTimeKept: true } },
  ];
  const unit: Unit = { kind: 'leader', leaderId };
  const facts = parts.flatMap(({ size, ...given }, part) =>
    [0, 1, 2].flatMap((manager) =>
      aTeam({
        size: Math.floor(size / 3) + (manager < size % 3 ? 1 : 0),
        managers: [`${leaderId}-${part}-${manager}`, leaderId],
        ...given,
      }),
    ),
  );
  return { unit, facts };
}

const north = aUnit('north', { current: 18, late: 2, needDate: 1 });
const south = aUnit('south', { current: 10, late: 10, needDate: 6 });
const west = aUnit('west', { current: 15, late: 5 });
const whole = { unit: { kind: 'everyone' as const }, facts: [north, south, west].flatMap(({ facts }) => facts) };
const [own, ...below] = publishRows({ units: [whole, north, south, west], asOf, policy });

const soundData = {
  hoursSinceSync: 1,
  calendars: { working: 12, stale: 0 },
  managersNotConnected: 0,
  brokenConnections: 0,
  reportsWithoutManager: 0,
  peopleWithoutTimeZone: 0,
};
const lastWeek = {
  week: '2026-W47',
  headline: { kind: 'current' as const, numerator: 41, denominator: 60 },
};

function aDigest(given: Partial<Parameters<typeof weeklyDigest>[0]> = {}) {
  return weeklyDigest({
    own: own!,
    below,
    managers: [{ name: 'Mia Lund', withDate: 4, withoutDate: 1 }],
    earlier: [lastWeek],
    lastWeekRows: [],
    notes: new Map(),
    pulse: null,
    alsoSentTo: [],
    nameOf: (unit) => unitKey(unit).replace('leader:', 'Unit '),
    leaderOf: (unit) => (unit.kind === 'leader' ? `Leader ${unit.leaderId}` : null),
    trust: soundData,
    asOf,
    rules: policy.rules,
    ...given,
  });
}

describe('the weekly digest', () => {
  test('says in the subject how it stands and how many units need the reader', () => {
    expect(aDigest()).toMatchObject({
      week: '2026-W48',
      subject: 'Career conversations: 72% current (+4), 2 units need you',
    });
  });

  test('gives the verdict in one breath', () => {
    expect(aDigest().verdict).toBe(
      '43 of 60 people are current: 72%, 4 points up since last week; the target is 90%. 7 due by 23 December need a date.',
    );
  });

  test('a week without need of action says so', () => {
    const [calm] = publishRows({ units: [west], asOf, policy });
    const digest = aDigest({ own: calm!, below: [] });
    expect(digest.subject).toBe('Career conversations: 75% current (+7), no action this week');
    expect(digest.verdict).toMatch(/No action this week\.$/);
  });

  test('compares with last week only where last week counted the same', () => {
    const earlier = [{ ...lastWeek, headline: { ...lastWeek.headline, kind: 'has_a_date' as const } }];
    expect(aDigest({ earlier }).figures).toMatchObject({ headline: { changeInPoints: null } });
    expect(aDigest({ earlier: [{ ...lastWeek, headline: null }] }).subject).toBe(
      'Career conversations: 72% current, 2 units need you',
    );
  });

  test('lists the units that are furthest behind, worst first, and one to learn from', () => {
    expect(aDigest().figures).toMatchObject({
      worst: [
        { name: 'Unit south', numerator: 10, denominator: 20, percent: 50 },
        { name: 'Unit west', numerator: 15, denominator: 20, percent: 75 },
      ],
      best: { name: 'Unit north', percent: 90 },
      spreadPoints: 40,
    });
  });

  test('asks for at most three things, those that help most people first', () => {
    const trust = { ...soundData, managersNotConnected: 2, reportsWithoutManager: 3 };
    const [row] = publishRows({
      units: [{ ...whole, facts: whole.facts.map((fact, index) => ({ ...fact, managerConnected: index > 7 })) }],
      asOf,
      policy,
    });
    expect(aDigest({ own: row!, trust }).figures).toMatchObject({
      asks: [
        {
          text: 'Say a word to the 2 whose calendar is not connected: 8 conversations wait for it.',
          owner: 'you',
          unit: null,
        },
        {
          text: 'Unit south: 6 due by 23 December could use help finding a time.',
          owner: 'Leader south',
          unit: { leaderId: 'south' },
        },
        { text: 'Ask HR who manages the 3 without a manager in the data.', owner: 'HR', unit: null },
      ],
    });
  });

  test('shows at most 13 weeks, this one last, with what changed in the policies and a gap where nothing was counted', () => {
    const earlier = Array.from({ length: 20 }, (_, index) => ({ ...lastWeek, week: `2026-W${27 + index}` }));
    const notes = new Map([
      ['2026-W30', 'too long ago'],
      ['2026-W40', 'Every half year'],
      ['2026-W48', 'Three weeks ahead'],
    ]);
    const { figures } = aDigest({ earlier, notes });
    if (figures.kind !== 'shown') throw new Error('no figures');
    expect(figures.trend.map(({ week }) => week)).toEqual(
      Array.from({ length: 13 }, (_, index) => `2026-W${36 + index}`),
    );
    expect(figures.trend.flatMap(({ week, note }) => (note === null ? [] : [`${week} ${note}`]))).toEqual([
      '2026-W40 Every half year',
      '2026-W48 Three weeks ahead',
    ]);
    expect(figures.trend.at(-2)).toEqual({ week: '2026-W47', headline: null, note: null });
    expect(figures.headline.changeInPoints, 'last week has none to compare with').toBeNull();
  });

  test('says of each unit how it moved since last week, where last week showed it', () => {
    const lastWeekRows = publishRows({
      units: [aUnit('south', { current: 12, late: 8 }), aUnit('north', { current: 3, late: 0 })],
      asOf,
      policy,
    });
    expect(aDigest({ lastWeekRows }).figures).toMatchObject({
      worst: [
        { name: 'Unit south', percent: 50, changeInPoints: -10 },
        { name: 'Unit west', changeInPoints: null },
      ],
      best: { name: 'Unit north', changeInPoints: null },
    });
  });

  test('where a unit shows none this week, compares what it last showed, says of when, and asks for nothing of then', () => {
    const hidden = { unit: south.unit, hidden: true, why: 'Too few have changed.' } as const;
    const now = below.map((row) => (unitKey(row.unit) === unitKey(south.unit) ? hidden : row));
    const shownBefore = [{ week: '2026-W46', rows: below }];
    const { figures } = aDigest({ below: now, shownBefore, lastWeekRows: below });
    expect(figures).toMatchObject({
      worst: [
        { name: 'Unit south', percent: 50, shownIn: '2026-W46', changeInPoints: null, dueWithoutDate: 0 },
        { name: 'Unit west', shownIn: null },
      ],
      hiddenUnits: 0,
      spreadChangeInPoints: null,
    });
    expect(JSON.stringify(figures.kind === 'shown' ? figures.asks : null)).not.toContain('Unit south');
  });

  test('says how much more uneven it has become, of units beside one another and not of the whole', () => {
    const spreadSince = (units: Parameters<typeof publishRows>[0]['units']) => {
      const { figures } = aDigest({ lastWeekRows: publishRows({ units, asOf, policy }) });
      return figures.kind === 'shown' ? figures.spreadChangeInPoints : figures.why;
    };
    const before = aUnit('south', { current: 14, late: 6 });
    expect(spreadSince([whole, north, before, west]), 'from 70 to 90 last week, from 50 to 90 now').toBe(20);
    expect(spreadSince([whole, north, south, west])).toBe(0);
    expect(spreadSince([whole, before]), 'one unit alone has no spread').toBeNull();
  });

  test('tells of those who left without a conversation, from five who left under three managers on', () => {
    const left = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        reportId: `left-${index}`,
        managers: [`manager-${index % 3}`],
        groups: [],
        heldInLastYear: index > 1,
      }));
    const leaversOf = (count: number) => {
      const [row] = publishRows({ units: [{ ...whole, leavers: left(count) }], asOf, policy });
      const { figures } = aDigest({ own: row! });
      return figures.kind === 'shown' ? figures.leavers : figures.why;
    };
    expect(leaversOf(5)).toEqual({ numerator: 2, denominator: 5 });
    expect(leaversOf(4)).toBeNull();
  });

  test('says about how many here nothing, or nothing new, is known', () => {
    const unread = whole.facts.map((fact, index) => ({
      ...fact,
      managerConnected: index > 7,
      calendarStale: index === 20,
    }));
    const [row] = publishRows({ units: [{ ...whole, facts: unread }], asOf, policy });
    expect(aDigest({ own: row! }).trust).toEqual([
      ...aDigest().trust,
      '8 people here have a manager whose calendar is not connected.',
      '1 person here has a manager whose calendar was last read too long ago.',
    ]);
  });

  test('tells of the quarter’s one question where enough answered, and otherwise that too few did', () => {
    const given = { yes: 9, partly: 3, no: 1, rather_not_say: 2 };
    const answered = { quarter: '2026-Q3', rows: [{ unit: 'everyone', given }] };
    expect(aDigest({ pulse: answered }).figures).toMatchObject({ pulse: { quarter: '2026-Q3', given } });
    expect(aDigest({ pulse: { ...answered, rows: [] } }).figures).toMatchObject({ pulse: { given: null } });
    expect(aDigest().figures).toMatchObject({ pulse: null });
  });

  test('while calendars were read too long ago there are no figures, and it says so', () => {
    const digest = aDigest({ trust: { ...soundData, hoursSinceSync: 53.5, calendars: { working: 12, stale: 1 } } });
    expect(digest).toMatchObject({
      subject: 'Career conversations: no figures this week',
      verdict: 'Calendars were last read 53 hours ago; figures are withheld beyond 48. 1 of 12 is that old.',
      figures: { kind: 'withheld' },
      managers: [],
    });
    expect(JSON.stringify({ ...digest, definitions: [] })).not.toMatch(/\d+%/);
  });

  test('for a part of the organisation too small for figures it says why, and the managers’ counts stay', () => {
    const hidden: PublishedRow = {
      unit: { kind: 'leader', leaderId: 'east' },
      hidden: true,
      why: 'Fewer than 5 people, so numbers would point at somebody.',
    };
    expect(aDigest({ own: hidden })).toMatchObject({
      figures: { kind: 'withheld', why: hidden.why },
      managers: [{ name: 'Mia Lund' }],
    });
  });
});

test('the verdict never exceeds 40 words', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 40 }),
      fc.nat({ max: 40 }),
      fc.nat({ max: 40 }),
      fc.nat({ max: 100 }),
      (current, late, needDate, before) => {
        const [row] = publishRows({
          units: [aUnit('any', { current: current + needDate, late, needDate })],
          asOf,
          policy,
        });
        const earlier = [{ ...lastWeek, headline: { kind: 'current' as const, numerator: before, denominator: 100 } }];
        expect(aDigest({ own: row!, below: [row!], earlier }).verdict.split(/\s+/).length).toBeLessThanOrEqual(40);
      },
    ),
  );
});

test('the verdict never exceeds 40 words, however far the data can be trusted', () => {
  fc.assert(
    fc.property(
      fc.record({ working: fc.nat(9_999), stale: fc.nat(9_999) }),
      fc.nat(5_000),
      fc.nat(9_999),
      (calendars, hours, broken) => {
        const trust = { ...soundData, calendars, hoursSinceSync: hours, brokenConnections: broken };
        expect(aDigest({ trust }).verdict.split(/\s+/).length).toBeLessThanOrEqual(40);
      },
    ),
  );
});
