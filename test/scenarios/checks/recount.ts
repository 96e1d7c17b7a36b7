import { addDays, dateAt, daysBetween, isAway, isEmployed, managerIdOn } from './calendar-dates.ts';
import type { ConversationRow, Facts, PersonRow } from './facts.ts';

const horizonDays = 91;
const soonDays = 30;
const leadDays = 21;
const rolloutDays = 90;
const windowDays = 7;
const longestGapDays = 365;
const intervalDays = 180;

type Share = { readonly numerator: number; readonly denominator: number };

/** A unit's figures of the weekly digest, counted from the tables alone. */
export type Recount = {
  readonly headline: Share & { readonly kind: string };
  readonly bookedAhead: Share;
  readonly dueWithoutDate: number;
  readonly held: {
    readonly confirmed: number;
    readonly attendance: number;
    readonly claimed: number;
    readonly unknown: number;
  };
  readonly proactive: Share;
  readonly moves: number;
  readonly pastLongestGap: { readonly throughLeave: number; readonly otherwise: number };
  readonly medianLeadDays: number | null;
  /** Of those who count towards the headline. */
  readonly counted: number;
  readonly managersOfCounted: number;
};

type Counted = {
  readonly managerId: string;
  readonly isEligible: boolean;
  readonly open: ConversationRow | null;
  readonly last: ConversationRow | null;
  readonly lastHeldOn: string | null;
};

/** The people below a leader, the leader included, or everyone. */
export function recount({ facts, asOf, leaderId }: { facts: Facts; asOf: string; leaderId: string | null }): Recount {
  const asked = [...facts.people.values()].flatMap((report) => countedOf({ facts, report, asOf, leaderId }));
  const eligible = asked.filter(({ isEligible }) => isEligible);
  const expected = asked.filter(({ open }) => open !== null && open.due_on <= addDays(asOf, horizonDays));
  const last = asked.flatMap((one) => one.last ?? []);
  const held = last.filter(({ state }) => state === 'held');
  const isRollout = asOf < addDays(facts.organization.launched_on, rolloutDays);
  const hasDate = share(expected, hasADate);
  const current = share(eligible, ({ open }) => open !== null && asOf <= open.due_on);
  const lead = asked.flatMap(({ open }) => (open?.state === 'booked' ? Math.floor(leadOf(open)) : []));
  const counts = isRollout ? expected : eligible;
  return {
    headline: isRollout ? { kind: 'has_a_date', ...hasDate } : { kind: 'current', ...current },
    bookedAhead: share(expected, ({ open }) => open?.state === 'booked' && leadOf(open) >= leadDays),
    dueWithoutDate: asked.filter(
      (one) => one.open !== null && !hasADate(one) && one.open.due_on <= addDays(asOf, soonDays),
    ).length,
    held: {
      confirmed: last.filter(({ grade }) => grade === 'confirmed' || grade === 'confirmed_by_both').length,
      attendance: 0,
      claimed: last.filter(({ grade }) => grade === 'claimed').length,
      unknown: last.filter(({ grade }) => grade === 'none').length,
    },
    proactive: share(held, (conversation) => !conversation.early_request && leadOf(conversation) >= leadDays),
    moves: asked.reduce((sum, { open }) => sum + (open?.manager_moves ?? 0), 0),
    pastLongestGap: pastLongestGap({ facts, asked }),
    medianLeadDays: median(lead),
    counted: counts.length,
    managersOfCounted: new Set(counts.map(({ managerId }) => managerId)).size,
  };
}

/** Of the eligible, whose last conversation that is known to have taken place lies within the last interval. */
export function recountHeldWithin({ facts, asOf }: { facts: Facts; asOf: string }): Share {
  const asked = [...facts.people.values()].flatMap((report) => countedOf({ facts, report, asOf, leaderId: null }));
  const eligible = asked.filter(({ isEligible }) => isEligible);
  return share(eligible, ({ lastHeldOn }) => lastHeldOn !== null && addDays(asOf, -intervalDays) <= lastHeldOn);
}

/** With and without a date, for each manager who reports to this one, among what is due within the horizon. */
export function recountManagers({ facts, asOf, bossId }: { facts: Facts; asOf: string; bossId: string }) {
  const managers = [...facts.people.values()].filter(
    ({ id }) => managerIdOn({ facts, reportId: id, on: asOf }) === bossId,
  );
  return managers
    .flatMap((manager) => {
      const team = [...facts.people.values()]
        .flatMap((report) => countedOf({ facts, report, asOf, leaderId: null }))
        .filter(
          ({ managerId, open }) =>
            managerId === manager.id && open !== null && open.due_on <= addDays(asOf, horizonDays),
        );
      const withDate = team.filter(hasADate).length;
      return team.length === 0 ? [] : [{ name: manager.display_name, withDate, withoutDate: team.length - withDate }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Somebody who is asked for a conversation on that day; nothing for the others. */
function countedOf({
  facts,
  report,
  asOf,
  leaderId,
}: {
  facts: Facts;
  report: PersonRow;
  asOf: string;
  leaderId: string | null;
}): readonly Counted[] {
  const managerId = managerIdOn({ facts, reportId: report.id, on: asOf });
  const manager = managerId === null ? undefined : facts.people.get(managerId);
  if (
    managerId === null ||
    !manager ||
    !isEmployed({ person: report, on: asOf }) ||
    !isEmployed({ person: manager, on: asOf })
  )
    return [];
  if (isAway({ leaves: facts.leaves, personId: report.id, on: asOf })) return [];
  if (leaderId !== null && report.id !== leaderId && !isBelow({ facts, personId: report.id, leaderId, asOf }))
    return [];
  const series = facts.conversations.filter(({ report_id }) => report_id === report.id);
  const everHeld = series.some(({ state }) => state === 'held');
  const firstHasPassed = series[0] !== undefined && series[0].due_on < asOf;
  return [
    {
      managerId,
      isEligible: everHeld || firstHasPassed,
      open: series.find(({ closed_at }) => closed_at === null) ?? null,
      last: series.findLast(({ state }) => state === 'held' || state === 'unconfirmed') ?? null,
      lastHeldOn:
        series
          .flatMap(({ held_on }) => held_on ?? [])
          .toSorted()
          .at(-1) ?? null,
    },
  ];
}

/** A year after the last one held, or after the first was opened; a due date that leave alone took there counts apart. */
function pastLongestGap({ facts, asked }: { facts: Facts; asked: readonly Counted[] }): Recount['pastLongestGap'] {
  const past = asked.flatMap(({ open }) => {
    if (open === null) return [];
    const series = facts.conversations.filter(({ report_id }) => report_id === open.report_id);
    const timeZone = facts.people.get(open.report_id)?.time_zone ?? 'UTC';
    const opened = facts.history.find(
      ({ conversation_id, kind }) => conversation_id === series[0]?.id && kind === 'opened',
    );
    const from =
      series.findLast(({ state }) => state === 'held')?.held_on ?? dateAt({ at: opened?.at ?? new Date(0), timeZone });
    const until = addDays(from, longestGapDays);
    if (open.due_on > until)
      return [addDays(open.due_on, -(open.leave_shift?.days ?? 0)) > until ? 'otherwise' : 'leave'];
    return dateAt({ at: open.starts_at ?? facts.now, timeZone }) > until ? ['otherwise'] : [];
  });
  return {
    throughLeave: past.filter((cause) => cause === 'leave').length,
    otherwise: past.filter((cause) => cause === 'otherwise').length,
  };
}

function isBelow({
  facts,
  personId,
  leaderId,
  asOf,
}: {
  facts: Facts;
  personId: string;
  leaderId: string;
  asOf: string;
}): boolean {
  const above = managerIdOn({ facts, reportId: personId, on: asOf });
  return above !== null && (above === leaderId || isBelow({ facts, personId: above, leaderId, asOf }));
}

/** An upcoming event, or one that ended within the confirmation window. */
function hasADate({ open }: Counted): boolean {
  return open?.state === 'booked' || open?.state === 'awaiting_confirmation';
}

function leadOf({ booked_at, starts_at }: ConversationRow): number {
  if (booked_at === null || starts_at === null) return -windowDays;
  return daysBetween(booked_at, starts_at);
}

function share<T>(among: readonly T[], counts: (one: T) => boolean): Share {
  return { numerator: among.filter(counts).length, denominator: among.length };
}

function median(values: readonly number[]): number | null {
  const inOrder = values.toSorted((a, b) => a - b);
  const upper = inOrder[Math.floor(inOrder.length / 2)];
  const lower = inOrder[Math.ceil(inOrder.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
