import { percentOf } from '../coverage/coverage.ts';
import type { HeldSplit, Share } from '../coverage/coverage.ts';
import type { VisibleRow } from '../coverage/dispersion.ts';
import type { PublishedCoverage, PublishedRow } from '../coverage/publish-rows.ts';
import type { PublishedPulse, PulseRow } from '../coverage/pulse.ts';
import { standingDispersion } from '../coverage/standing-dispersion.ts';
import type { StandingRow, WeekRows } from '../coverage/standing-rows.ts';
import { unitKey } from '../coverage/units.ts';
import type { Unit } from '../coverage/units.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { isoWeekOf } from '../time/iso-week.ts';
import { asksOf } from './asks.ts';
import type { Ask } from './asks.ts';
import { changeSince } from './change-since.ts';
import { definitionsOf } from '../coverage/definitions.ts';
import { trendOf } from './trend.ts';
import type { TrendPoint, WeekCounted } from './trend.ts';
import { isStale, trustSentences, unreadSentences } from './trust-in-data.ts';
import type { TrustInData } from './trust-in-data.ts';
import { subjectOf, verdictOf } from './verdict.ts';

/** The weekly email to one leader, as data: the same for HTML, plain text and preview. */
export type WeeklyDigest = {
  /** ISO week of `asOf`, as '2026-W47'. One digest per recipient and week. */
  readonly week: string;
  readonly asOf: Temporal.PlainDate;
  readonly subject: string;
  /** At most 40 words. */
  readonly verdict: string;
  readonly figures: Figures;
  /** The recipient's own direct reports who are managers, as counts; nobody further up sees these. Empty while data is stale. */
  readonly managers: readonly ManagerCounts[];
  readonly trust: readonly string[];
  readonly definitions: readonly string[];
  /** Sentences on who else gets it this week. */
  readonly alsoSentTo: readonly string[];
};

export type Figures =
  | { readonly kind: 'withheld'; readonly why: string }
  | {
      readonly kind: 'shown';
      readonly headline: Headline;
      readonly bookedAhead: Share;
      readonly medianLeadDays: number | null;
      readonly dueWithoutDate: number;
      /** Visible units in which something due soon lacks a date. */
      readonly unitsInNeed: number;
      /** Up to three. */
      readonly worst: readonly UnitLine[];
      readonly best: UnitLine | null;
      /** Percentage points between the best and the worst tenth; `null` where fewer than two units can be shown. */
      readonly spreadPoints: number | null;
      /** Since last week, positive where it has become more uneven; `null` where last week showed none or counted something else. */
      readonly spreadChangeInPoints: number | null;
      /** Who left within a year without a conversation in their last twelve months, of who left; `null` where too few did to be told of. */
      readonly leavers: Share | null;
      readonly hiddenUnits: number;
      /** Up to three. */
      readonly asks: readonly Ask[];
      readonly held: HeldSplit;
      readonly proactive: Share;
      readonly moves: number;
      readonly pastLongestGap: PublishedCoverage['pastLongestGap'];
      /** What reports said it was like, in the quarter that had ended; `null` where nobody is asked. */
      readonly pulse: DigestPulse | null;
      /** Oldest first, this week last, up to 13. */
      readonly trend: readonly TrendPoint[];
    };

/** `given` is `null` where too few answered to show how. */
export type DigestPulse = { readonly quarter: string; readonly given: PulseRow['given'] | null };

export type Headline = PublishedCoverage['headline'] & {
  readonly percent: number | null;
  /** Percentage points since last week; `null` where last week showed none or counted something else. */
  readonly changeInPoints: number | null;
  readonly targetPercent: number;
};

export type UnitLine = Share & {
  readonly unit: Unit;
  readonly name: string;
  readonly percent: number | null;
  /** Percentage points since last week; `null` where last week showed none or counted something else. */
  readonly changeInPoints: number | null;
  /** Zero where the figures are of an earlier week. */
  readonly dueWithoutDate: number;
  /** The ISO week the figures are of; `null` for this one. */
  readonly shownIn: string | null;
};

export type ManagerCounts = { readonly name: string; readonly withDate: number; readonly withoutDate: number };

export type { TrendPoint } from './trend.ts';

type Named = {
  readonly nameOf: (unit: Unit) => string;
  readonly leaderOf: (unit: Unit) => string | null;
};

type DigestInput = Named & {
  /** The recipient's own row and those below it, which went through `publishRows` together. */
  readonly own: PublishedRow;
  readonly below: readonly PublishedRow[];
  readonly managers: readonly ManagerCounts[];
  /** The recipient's own headline week by week up to last week. */
  readonly earlier: readonly WeekCounted[];
  /** Last week's rows, as they were published then; none where its figures were withheld. */
  readonly lastWeekRows: readonly PublishedRow[];
  /** Where a unit's new figures would point at somebody, those of these weeks stand in; oldest first. */
  readonly shownBefore?: readonly WeekRows[];
  /** What changed in the policies, by ISO week. */
  readonly notes: ReadonlyMap<string, string>;
  readonly pulse: PublishedPulse | null;
  readonly alsoSentTo: readonly string[];
  readonly trust: TrustInData;
  readonly asOf: Temporal.PlainDate;
  readonly rules: PolicyRules;
};

/** Composes one leader's digest. While calendars were last read too long ago it gives no figures: a wrong number costs more than none. */
export function weeklyDigest(input: DigestInput): WeeklyDigest {
  const { managers, trust, asOf, rules } = input;
  const soonOn = dateFormat.format(asOf.add({ days: rules.mondayMailHorizonDays }));
  const figures = figuresOf({ ...input, soonOn });
  return {
    week: isoWeekOf(asOf),
    asOf,
    subject: subjectOf(figures),
    verdict: verdictOf({ figures, soonOn }),
    figures,
    managers: isStale(trust) ? [] : managers,
    trust: [...trustSentences(trust), ...(input.own.hidden ? [] : unreadSentences(input.own.coverage))],
    definitions: definitionsOf(rules),
    alsoSentTo: input.alsoSentTo,
  };
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

function figuresOf(input: DigestInput & { soonOn: string }): Figures {
  const { own, below, earlier, shownBefore = [], notes, pulse, trust, asOf, rules, soonOn, nameOf, leaderOf } = input;
  if (isStale(trust)) return { kind: 'withheld', why: trustSentences(trust)[0] ?? '' };
  if (own.hidden) return { kind: 'withheld', why: own.why };
  const { coverage } = own;
  const visible = below.filter((row): row is VisibleRow => !row.hidden);
  const units = new Set(below.map(({ unit }) => unitKey(unit)));
  const lastWeek = input.lastWeekRows.filter(({ unit }) => units.has(unitKey(unit)));
  const { worst, best, spreadPoints, changeInPoints, standing } = standingDispersion({
    rows: below,
    earlier: shownBefore,
    kind: coverage.headline.kind,
    minimumPeople: rules.minimumPeople,
    lastWeek,
  });
  const trend = trendOf({ counted: [...earlier, { week: isoWeekOf(asOf), headline: coverage.headline }], notes, asOf });
  return {
    kind: 'shown',
    headline: headlineOf({ coverage, lastWeek: trend.at(-2)?.headline ?? null, rules }),
    bookedAhead: coverage.bookedAhead,
    medianLeadDays: coverage.medianLeadDays,
    dueWithoutDate: coverage.dueWithoutDate,
    unitsInNeed: visible.filter((row) => row.coverage.dueWithoutDate > 0).length,
    worst: worst.map((row) => lineOf(row, input)),
    best: best && lineOf(best, input),
    spreadPoints,
    spreadChangeInPoints: changeInPoints,
    leavers: coverage.leavers,
    hiddenUnits: below.length - standing.length,
    asks: asksOf({ own: coverage, below, nameOf, leaderOf, trust, soonOn }),
    held: coverage.held,
    proactive: coverage.proactive,
    moves: coverage.moves,
    pastLongestGap: coverage.pastLongestGap,
    pulse: pulse && {
      quarter: pulse.quarter,
      given: pulse.rows.find(({ unit }) => unit === unitKey(own.unit))?.given ?? null,
    },
    trend,
  };
}

function lineOf(
  { unit, coverage: { headline, dueWithoutDate }, shownIn }: StandingRow,
  { lastWeekRows, nameOf }: Pick<DigestInput, 'lastWeekRows' | 'nameOf'>,
): UnitLine {
  const { kind: _kind, ...share } = headline;
  const before = lastWeekRows.find((row) => unitKey(row.unit) === unitKey(unit));
  return {
    unit,
    name: nameOf(unit),
    ...share,
    percent: percentOf(share),
    changeInPoints:
      shownIn === null
        ? changeSince({ headline, before: before && !before.hidden ? before.coverage.headline : null })
        : null,
    dueWithoutDate: shownIn === null ? dueWithoutDate : 0,
    shownIn,
  };
}

function headlineOf({
  coverage: { headline },
  lastWeek,
  rules,
}: {
  coverage: PublishedCoverage;
  lastWeek: PublishedCoverage['headline'] | null;
  rules: PolicyRules;
}): Headline {
  return {
    ...headline,
    percent: percentOf(headline),
    changeInPoints: changeSince({ headline, before: lastWeek }),
    targetPercent: rules.targetPercent,
  };
}
