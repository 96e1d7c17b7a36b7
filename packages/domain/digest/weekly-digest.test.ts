import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishRows } from '../coverage/publish-rows.ts';
import type { PublishedRow } from '../coverage/publish-rows.ts';
import { unitKey } from '../coverage/units.ts';
import type { Unit } from '../coverage/units.ts';
import { aPolicy } from '../testing/builders.ts';
import { aTeam, countingDay as asOf } from '../testing/coverage-builders.ts';
import { digestText } from './digest-text.ts';
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
  note: null,
};

function aDigest(given: Partial<Parameters<typeof weeklyDigest>[0]> = {}) {
  return weeklyDigest({
    own: own!,
    below,
    managers: [{ name: 'Mia Lund', withDate: 4, withoutDate: 1 }],
    earlier: [lastWeek],
    note: null,
    nameOf: (unit) => unitKey(unit).replace('leader:', 'Unit '),
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
        { text: 'Say a word to the 2 whose calendar is not connected: 8 conversations wait for it.', unit: null },
        { text: 'Unit south: 6 due by 23 December could use help finding a time.', unit: { leaderId: 'south' } },
        { text: 'Ask HR who manages the 3 without a manager in the data.', unit: null },
      ],
    });
  });

  test('shows at most 13 weeks, this one last', () => {
    const earlier = Array.from({ length: 20 }, (_, index) => ({ ...lastWeek, week: `2026-W${27 + index}` }));
    const { figures } = aDigest({ earlier });
    expect(figures).toMatchObject({ kind: 'shown' });
    if (figures.kind === 'shown')
      expect(figures.trend.map(({ week }) => week)).toEqual([
        ...earlier.slice(-12).map(({ week }) => week),
        '2026-W48',
      ]);
  });

  test('while calendars were read too long ago there are no figures, and it says so', () => {
    const digest = aDigest({ trust: { ...soundData, hoursSinceSync: 53.5, calendars: { working: 12, stale: 1 } } });
    expect(digest).toMatchObject({
      subject: 'Career conversations: no figures this week',
      verdict: 'Calendars were last read 53 hours ago; figures are withheld beyond 48. 1 of 12 is that old.',
      figures: { kind: 'withheld' },
      managers: [],
    });
    expect(digestText({ digest, coverageUrl: 'https://throughline.example/coverage' })).not.toMatch(/\d+%/);
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

test('who is past the longest gap is told where there is somebody, through leave apart', () => {
  const { figures, ...digest } = aDigest();
  if (figures.kind !== 'shown') throw new Error('no figures');
  const textOf = (pastLongestGap: { throughLeave: number; otherwise: number }) =>
    digestText({ digest: { ...digest, figures: { ...figures, pastLongestGap } }, coverageUrl: 'https://t.example' });
  expect(textOf({ throughLeave: 2, otherwise: 1 })).toContain('Past the longest gap: 1, and through leave: 2');
  expect(textOf({ throughLeave: 0, otherwise: 0 })).not.toContain('and through leave');
});

test('the plain text says everything, in lines that fit', () => {
  const text = digestText({ digest: aDigest(), coverageUrl: 'https://throughline.example/coverage' });
  expect(text).toMatchInlineSnapshot(`
    "43 of 60 people are current: 72%, 4 points up since last week; the
    target is 90%. 7 due by 23 December need a date.

    WHAT WOULD HELP
    - Unit south: 6 due by 23 December could use help finding a time.
    - Unit north: 1 due by 23 December could use help finding a time.

    AHEAD OF NEED
    - Booked ahead: 17 of 60 (28%)
    - Median lead time: 25 days
    - Due soon and without a date: 7

    UNEVENNESS
    - Unit south: 10 of 20 (50%), 6 due soon without a date
    - Unit west: 15 of 20 (75%)
    - Worth asking how they do it: Unit north: 18 of 20 (90%), 1 due soon
      without a date
    - Between the lowest and the highest: 40 points

    HOW THE LAST CONVERSATIONS ARE KNOWN TO HAVE TAKEN PLACE
    - Confirmed by the report: 60
    - Attendance: 0
    - Claimed by the manager: 0
    - Unknown: 0
    - Proactive, of those held: 60 of 60 (100%)
    - Moved by managers: 0 times

    THE LAST 2 WEEKS
    - 2026-W47  ##############       68%
    - 2026-W48  ##############       72%

    YOUR MANAGERS
    - Mia Lund: 4 with a date, 1 without

    HOW FAR TO TRUST THIS
    - 12 calendars were read within the last hour.
    - Nothing is missing.

    The whole picture: https://throughline.example/coverage

    WHAT THE WORDS MEAN
    - Current: eligible, and the next conversation is not yet past its due
      date, 180 days after the last.
    - Eligible: active, with an active manager, not exempt, not on leave,
      and either has had a conversation or is past the first due date.
    - Has a date: of those due within 91 days, invited to a conversation
      that is ahead, or that ended and is being confirmed. The headline
      until everybody’s first due date has come round.
    - Booked ahead: the invitation went out at least 21 days before.
      Proactive: held, booked ahead, and not asked for early.
    - Held: the report confirmed it, or recorded attendance shows it.
      Claimed: the manager says so, nobody else. Unknown: nobody said. A
      claim does not count as held.
    - Past the longest gap: the next conversation comes, or is due, more
      than 365 days after the last one held, or after the first was opened.
    - Moves: how often managers moved what is ahead. Lead days: from the
      invitation to the start, the median of what is ahead.
    - Not connected, not read: the manager’s calendar is not connected, or
      was last read more than 48 hours before. While any is, figures are
      withheld.
    - Leavers: of those who left within a year, who had no conversation held
      in the twelve months before their last day.
    - Spread: percentage points between the tenth of the units that does
      best and the tenth that does worst.
    - A unit is a leader and everyone below, or a group.
    - Left out: inactive, without an active manager, exempt, on leave. Units
      need at least 5 people and 3 managers; others stay hidden, and so does
      whatever would let them be worked out.
    - What was said in a conversation is in no report."
  `);
  expect(text.split('\n').every((line) => line.length <= 72)).toBe(true);
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
