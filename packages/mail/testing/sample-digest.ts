import type { WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';

const rates = [61, 63, 62, 66, 70, null, 71, 74, 77, 79, 80, 82, 84];

/** One leader's week, with a gap in its trend and units left out. */
export const sampleDigest: WeeklyDigest = {
  week: '2026-W47',
  asOf: Temporal.PlainDate.from('2026-11-16'),
  subject: 'Career conversations: 84% current (+2), 2 units need you',
  verdict:
    '176 of 210 people are current: 84%, 2 points up since last week; the target is 90%. 9 due by 16 December need a date.',
  figures: {
    kind: 'shown',
    headline: { kind: 'current', numerator: 176, denominator: 210, percent: 84, changeInPoints: 2, targetPercent: 90 },
    bookedAhead: { numerator: 88, denominator: 102 },
    medianLeadDays: 31,
    dueWithoutDate: 9,
    unitsInNeed: 2,
    worst: [
      {
        unit: { kind: 'group', group: 'Support' },
        name: 'Support',
        numerator: 14,
        denominator: 24,
        percent: 58,
        changeInPoints: -4,
        dueWithoutDate: 6,
        shownIn: null,
      },
      {
        unit: { kind: 'leader', leaderId: '0199f0a4' },
        name: 'Olga Petrova and below',
        numerator: 20,
        denominator: 27,
        percent: 74,
        changeInPoints: 3,
        dueWithoutDate: 3,
        shownIn: null,
      },
      {
        unit: { kind: 'group', group: 'Operations' },
        name: 'Operations',
        numerator: 25,
        denominator: 31,
        percent: 81,
        changeInPoints: null,
        dueWithoutDate: 0,
        shownIn: '2026-W44',
      },
    ],
    best: {
      unit: { kind: 'group', group: 'Research' },
      name: 'Research',
      numerator: 18,
      denominator: 18,
      percent: 100,
      changeInPoints: null,
      dueWithoutDate: 0,
      shownIn: null,
    },
    spreadPoints: 42,
    spreadChangeInPoints: -3,
    leavers: { numerator: 4, denominator: 11 },
    hiddenUnits: 2,
    asks: [
      {
        text: 'Support: 6 due by 16 December could use help finding a time.',
        owner: 'you',
        unit: { kind: 'group', group: 'Support' },
      },
      {
        text: 'Say a word to the 3 whose calendar is not connected: 11 conversations wait for it.',
        owner: 'you',
        unit: null,
      },
    ],
    held: { confirmed: 132, attendance: 12, claimed: 9, unknown: 23 },
    proactive: { numerator: 121, denominator: 144 },
    moves: 37,
    pastLongestGap: { throughLeave: 2, otherwise: 1 },
    pulse: { quarter: '2026-Q3', given: { yes: 61, partly: 24, no: 6, rather_not_say: 9 } },
    trend: rates.map((percent, index) => ({
      week: `2026-W${35 + index}`,
      headline:
        percent === null ? null : { kind: index < 4 ? 'has_a_date' : 'current', numerator: percent, denominator: 100 },
      note: index === 6 ? 'lead time from 14 to 21 days' : null,
    })),
  },
  managers: [
    { name: 'Ben Wójcik', withDate: 7, withoutDate: 1 },
    { name: 'Olga Petrova', withDate: 4, withoutDate: 3 },
  ],
  trust: [
    '3 managers have not connected a calendar.',
    '11 people here have a manager whose calendar is not connected.',
    '1 person has no time zone, so nothing is booked for them.',
  ],
  definitions: [
    'Current: eligible, and the next conversation is not yet past its due date, 180 days after the last.',
    'Held: the report confirmed it, or recorded attendance shows it. A claim does not count as held.',
    'What was said in a conversation is in no report.',
  ],
  alsoSentTo: ['About everyone it also goes to Nora Lindqvist.', '12 leaders get one about a part of their own.'],
};
