import { percentOf } from '../coverage/coverage.ts';
import type { HeldSplit, Share } from '../coverage/coverage.ts';
import { dispersion } from '../coverage/dispersion.ts';
import type { VisibleRow } from '../coverage/dispersion.ts';
import type { PublishedCoverage, PublishedRow } from '../coverage/publish-rows.ts';
import type { Unit } from '../coverage/units.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { isoWeekOf } from '../time/iso-week.ts';
import { asksOf } from './asks.ts';
import type { Ask } from './asks.ts';
import { definitionsOf } from '../coverage/definitions.ts';
import { isStale, trustSentences } from './trust-in-data.ts';
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
      /** Percentage points between best and worst; `null` where fewer than two units can be shown. */
      readonly spreadPoints: number | null;
      readonly hiddenUnits: number;
      /** Up to three. */
      readonly asks: readonly Ask[];
      readonly held: HeldSplit;
      readonly proactive: Share;
      readonly moves: number;
      readonly pastLongestGap: PublishedCoverage['pastLongestGap'];
      /** Oldest first, this week last, up to 13. */
      readonly trend: readonly TrendPoint[];
    };

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
  readonly dueWithoutDate: number;
};

export type ManagerCounts = { readonly name: string; readonly withDate: number; readonly withoutDate: number };

/** One week's headline as it was shown then, `null` where it was withheld; `note` says what changed in the policy. */
export type TrendPoint = {
  readonly week: string;
  readonly headline: PublishedCoverage['headline'] | null;
  readonly note: string | null;
};

const trendWeeks = 13;

type DigestInput = {
  /** The recipient's own row and those below it, which went through `publishRows` together. */
  readonly own: PublishedRow;
  readonly below: readonly PublishedRow[];
  readonly managers: readonly ManagerCounts[];
  /** The trend up to last week, oldest first. */
  readonly earlier: readonly TrendPoint[];
  readonly note: string | null;
  readonly nameOf: (unit: Unit) => string;
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
    trust: trustSentences(trust),
    definitions: definitionsOf(rules),
  };
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

function figuresOf({
  own,
  below,
  earlier,
  note,
  nameOf,
  trust,
  asOf,
  rules,
  soonOn,
}: DigestInput & { soonOn: string }): Figures {
  if (isStale(trust)) return { kind: 'withheld', why: trustSentences(trust)[0] ?? '' };
  if (own.hidden) return { kind: 'withheld', why: own.why };
  const { coverage } = own;
  const visible = below.filter((row): row is VisibleRow => !row.hidden);
  const { worst, best, spreadPoints } = dispersion({ rows: below });
  return {
    kind: 'shown',
    headline: headlineOf({ coverage, lastWeek: earlier.at(-1) ?? null, rules }),
    bookedAhead: coverage.bookedAhead,
    medianLeadDays: coverage.medianLeadDays,
    dueWithoutDate: coverage.dueWithoutDate,
    unitsInNeed: visible.filter((row) => row.coverage.dueWithoutDate > 0).length,
    worst: worst.map(lineOf),
    best: best && lineOf(best),
    spreadPoints,
    hiddenUnits: below.length - visible.length,
    asks: asksOf({ own: coverage, below, nameOf, trust, soonOn }),
    held: coverage.held,
    proactive: coverage.proactive,
    moves: coverage.moves,
    pastLongestGap: coverage.pastLongestGap,
    trend: [...earlier, { week: isoWeekOf(asOf), headline: coverage.headline, note }].slice(-trendWeeks),
  };

  function lineOf(row: VisibleRow): UnitLine {
    const { kind: _kind, ...share } = row.coverage.headline;
    return {
      unit: row.unit,
      name: nameOf(row.unit),
      ...share,
      percent: percentOf(share),
      dueWithoutDate: row.coverage.dueWithoutDate,
    };
  }
}

function headlineOf({
  coverage,
  lastWeek,
  rules,
}: {
  coverage: PublishedCoverage;
  lastWeek: TrendPoint | null;
  rules: PolicyRules;
}): Headline {
  const percent = percentOf(coverage.headline);
  const before = lastWeek?.headline?.kind === coverage.headline.kind ? percentOf(lastWeek.headline) : null;
  return {
    ...coverage.headline,
    percent,
    changeInPoints: percent === null || before === null ? null : percent - before,
    targetPercent: rules.targetPercent,
  };
}
