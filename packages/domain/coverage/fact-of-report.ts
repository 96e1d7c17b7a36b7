import { hasEnded, isOpen } from '../conversation/conversation.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { eligibilityOn, isProactive } from '../conversation/eligibility.ts';
import { keepsLead, leadDaysOf } from '../conversation/lead-time.ts';
import { pastGap } from '../conversation/past-gap.ts';
import { exemptionOn } from '../people/exemption.ts';
import type { Exemption } from '../people/exemption.ts';
import type { Leave } from '../people/leave.ts';
import type { Person } from '../people/person.ts';
import type { Policy } from '../policy/policy.ts';
import type { CoverageFact } from './coverage-fact.ts';

/** What coverage counts of one report, from what is on record. */
export function factOfReport({
  report,
  managers,
  conversations,
  policy,
  exemptions,
  leaves,
  managerConnected,
  asOf,
  now,
}: {
  report: Person;
  /** Upwards, the report's own first; only people Throughline knows. */
  managers: readonly Person[];
  /** All of this report's, in any order, with whichever manager. */
  conversations: readonly Conversation[];
  /** The report's. */
  policy: Policy;
  exemptions: readonly Exemption[];
  leaves: readonly Leave[];
  managerConnected: boolean;
  asOf: Temporal.PlainDate;
  now: Temporal.Instant;
}): CoverageFact {
  const series = conversations.toSorted((a, b) => a.sequence - b.sequence);
  const open = series.find(isOpen) ?? null;
  const [first = null] = series;
  const last = series.findLast(({ state }) => state === 'held' || state === 'unconfirmed') ?? null;
  const isBooked = open?.state === 'booked';
  const hasTakenItsTime = open !== null && hasEnded({ conversation: open, now });
  return {
    reportId: report.id,
    managers: managers.map(({ id }) => id),
    groups: report.groups,
    eligibility: eligibilityOn({
      report,
      manager: managers[0] ?? null,
      exemptions,
      leaves,
      asOf,
      everHeld: series.some(({ state }) => state === 'held'),
      firstDueOn: series[0]?.dueOn ?? null,
    }),
    exemption: exemptionOn({ exemptions, personId: report.id, on: asOf })?.category ?? null,
    managerConnected,
    dueOn: open?.dueOn ?? null,
    upcoming: isBooked && !hasTakenItsTime ? upcomingOf({ conversation: open, policy }) : null,
    awaitingOutcome: open?.state === 'awaiting_confirmation' || (isBooked && hasTakenItsTime),
    last: last && { grade: last.grade ?? 'none', proactive: isProactive({ conversation: last, policy }) },
    managerMoves: open?.managerMoves ?? 0,
    pastGap: open && first ? pastGapOf({ open, first, series, report, policy, asOf }) : null,
  };
}

function pastGapOf({
  open,
  first,
  series,
  report,
  policy,
  asOf,
}: {
  open: Conversation;
  first: Conversation;
  series: readonly Conversation[];
  report: Person;
  policy: Policy;
  asOf: Temporal.PlainDate;
}): CoverageFact['pastGap'] {
  const base = { lastHeldOn: series.findLast(({ heldOn }) => heldOn)?.heldOn ?? null, firstOpenedAt: first.openedAt };
  const timeZone = report.timeZone ?? 'UTC';
  return pastGap({ conversation: open, base, policy, timeZone, today: asOf })?.because ?? null;
}

function upcomingOf({
  conversation,
  policy,
}: {
  conversation: Conversation;
  policy: Policy;
}): CoverageFact['upcoming'] {
  const { bookedAt, startsAt } = conversation;
  const leadDays = leadDaysOf(conversation);
  if (bookedAt === null || startsAt === null || leadDays === null) return null;
  return { leadDays, leadTimeKept: keepsLead({ invitedAt: bookedAt, startsAt, days: policy.rules.leadTimeDays }) };
}
