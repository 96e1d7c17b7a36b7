import { capacityWarning, type CapacityWarning } from '../policy/preview-managers.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { daysBetween, laterDate } from '../time/local-date.ts';
import { mondayOf } from '../time/iso-week.ts';

/** One conversation that a launch would bring, and what stands in its way. */
export type LaunchPair = {
  readonly reportId: string;
  readonly managerId: string;
  readonly dueOn: Temporal.PlainDate;
  /** The first day on which its invitation can leave. */
  readonly invitedFrom: Temporal.PlainDate;
  /** The report leads, and so has theirs among the first. */
  readonly isLeaders: boolean;
  readonly managerCalendar: 'connected' | 'to_connect' | 'administrator_first';
  /** Of the two, whose zone nobody knows. */
  readonly withoutZone: readonly string[];
  /** Whether both are ever at work for a whole conversation; true where a zone is unknown, which is another trouble. */
  readonly hoursMeet: boolean;
  readonly rules: PolicyRules;
};

export type ManagerHours = {
  readonly managerId: string;
  readonly conversations: number;
  readonly minutes: number;
  /** In order; a conversation counts in the month of its ideal day. */
  readonly months: readonly { readonly month: string; readonly conversations: number; readonly minutes: number }[];
  /** Weeks counted from this one; null where the weeks hold them. */
  readonly warning: CapacityWarning | null;
};

export type LaunchWeek = {
  /** A Monday. */
  readonly startsOn: Temporal.PlainDate;
  /** Invitations that can leave from then on. */
  readonly invitations: number;
  readonly due: number;
  /** Of those due, how many are of people who lead. */
  readonly ofLeaders: number;
};

export type LaunchReview = {
  readonly conversations: number;
  readonly managers: {
    readonly connected: number;
    readonly toConnect: readonly string[];
    readonly administratorFirst: readonly string[];
  };
  readonly withoutZone: readonly string[];
  readonly withoutCommonHour: readonly Pick<LaunchPair, 'reportId' | 'managerId'>[];
  readonly firstInvitationOn: Temporal.PlainDate | null;
  /** Those in which something happens, in order. */
  readonly weeks: readonly LaunchWeek[];
  /** The first week in which anything is due, and how much of it is of people who lead. */
  readonly firstWave: LaunchWeek | null;
  readonly leaders: { readonly conversations: number; readonly lastDueOn: Temporal.PlainDate | null };
  /** The most asked first. */
  readonly hours: readonly ManagerHours[];
};

/** What a launch today would come to, before anything is sent. */
export function launchReview({
  pairs,
  today,
}: {
  pairs: readonly LaunchPair[];
  /** By the organisation's date. */
  today: Temporal.PlainDate;
}): LaunchReview {
  const managersWith = (calendar: LaunchPair['managerCalendar']) =>
    [
      ...new Set(pairs.filter((pair) => pair.managerCalendar === calendar).map(({ managerId }) => managerId)),
    ].toSorted();
  const weeks = weeksOf(pairs);
  const ofLeaders = pairs.filter(({ isLeaders }) => isLeaders);
  return {
    conversations: pairs.length,
    managers: {
      connected: managersWith('connected').length,
      toConnect: managersWith('to_connect'),
      administratorFirst: managersWith('administrator_first'),
    },
    withoutZone: [...new Set(pairs.flatMap(({ withoutZone }) => withoutZone))].toSorted(),
    withoutCommonHour: pairs
      .filter(({ hoursMeet }) => !hoursMeet)
      .map(({ reportId, managerId }) => ({ reportId, managerId })),
    firstInvitationOn: first(pairs.map(({ invitedFrom }) => invitedFrom)),
    weeks,
    firstWave: weeks.find(({ due }) => due > 0) ?? null,
    leaders: { conversations: ofLeaders.length, lastDueOn: last(ofLeaders.map(({ dueOn }) => dueOn)) },
    hours: hoursOf({ pairs, today }),
  };
}

function weeksOf(pairs: readonly LaunchPair[]): readonly LaunchWeek[] {
  const monday = (date: Temporal.PlainDate) => mondayOf(date).toString();
  const invited = Map.groupBy(pairs, ({ invitedFrom }) => monday(invitedFrom));
  const due = Map.groupBy(pairs, ({ dueOn }) => monday(dueOn));
  return [...new Set([...invited.keys(), ...due.keys()])].toSorted().map((week) => ({
    startsOn: Temporal.PlainDate.from(week),
    invitations: invited.get(week)?.length ?? 0,
    due: due.get(week)?.length ?? 0,
    ofLeaders: due.get(week)?.filter(({ isLeaders }) => isLeaders).length ?? 0,
  }));
}

function hoursOf({
  pairs,
  today,
}: {
  pairs: readonly LaunchPair[];
  today: Temporal.PlainDate;
}): readonly ManagerHours[] {
  const thisWeek = mondayOf(today);
  const weekOf = (date: Temporal.PlainDate) => Math.floor(daysBetween(thisWeek, date) / 7);
  return [...Map.groupBy(pairs, ({ managerId }) => managerId)]
    .map(([managerId, own]) => ({
      managerId,
      conversations: own.length,
      minutes: minutesOf(own),
      months: [...Map.groupBy(own, (pair) => monthOf({ pair, today }))]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([month, inMonth]) => ({ month, conversations: inMonth.length, minutes: minutesOf(inMonth) })),
      warning: capacityWarning({
        claims: own.map(({ dueOn, rules }) => ({ dueOn, policy: { rules } })),
        today,
        weekOf,
      }),
    }))
    .toSorted((a, b) => b.minutes - a.minutes || (a.managerId < b.managerId ? -1 : 1));
}

function monthOf({ pair: { dueOn, rules }, today }: { pair: LaunchPair; today: Temporal.PlainDate }): string {
  return laterDate(today, dueOn.subtract({ days: rules.idealDaysBeforeDue }))
    .toPlainYearMonth()
    .toString();
}

function minutesOf(pairs: readonly LaunchPair[]): number {
  return pairs.reduce((sum, { rules }) => sum + rules.durationMinutes, 0);
}

function first(dates: readonly Temporal.PlainDate[]): Temporal.PlainDate | null {
  return dates.toSorted((a, b) => Temporal.PlainDate.compare(a, b))[0] ?? null;
}

function last(dates: readonly Temporal.PlainDate[]): Temporal.PlainDate | null {
  return dates.toSorted((a, b) => Temporal.PlainDate.compare(a, b)).at(-1) ?? null;
}
