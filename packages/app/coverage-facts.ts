import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationSummaryStore, type ConversationFacts } from '@throughline/db/conversation-summary-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { hoursUnread } from '@throughline/domain/connection/calendar-trouble.ts';
import { eligibilityOn } from '@throughline/domain/conversation/eligibility.ts';
import { pastGap } from '@throughline/domain/conversation/past-gap.ts';
import { keepsLead, leadDaysOf } from '@throughline/domain/conversation/lead-time.ts';
import type { CoverageFact } from '@throughline/domain/coverage/coverage-fact.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import { exemptionOn } from '@throughline/domain/people/exemption.ts';
import { managersOn } from '@throughline/domain/people/reporting-line.ts';
import { withoutCycles } from '@throughline/domain/people/reporting-trouble.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { policyOf } from './workforce.ts';
import type { Staff } from './workforce.ts';

/**
 * What coverage counts of every report on one day: whoever's reporting line names a manager then and whom a policy is
 * for. What the day makes of their conversations and everybody's circumstances is decided here and stored nowhere.
 */
export async function loadCoverageFacts({
  tx,
  workforce,
  conversations,
  asOf,
  now,
}: {
  tx: Transaction;
  workforce: Staff;
  conversations: ReadonlyMap<string, ConversationFacts>;
  asOf: Temporal.PlainDate;
  now: Temporal.Instant;
}): Promise<readonly CoverageFact[]> {
  const staleManagers = await managersReadTooLongAgo({ tx, now });
  const lines = withoutCycles({ lines: [...workforce.linesOf.values()].flat(), on: asOf });
  const managers = managersOn({ lines, on: asOf });
  const policies = new Map(workforce.policies.map((policy) => [policy.id, policy]));
  return [...managers.keys()].flatMap((reportId) => {
    const report = workforce.people.get(reportId);
    if (report === undefined || policyOf({ workforce, report }) === null) return [];
    const chain = chainUp({ managers, from: reportId }).filter((id) => workforce.people.has(id));
    const facts = conversations.get(reportId) ?? null;
    const leaves = workforce.leavesOf.get(reportId) ?? [];
    const { exemptions } = workforce;
    const directManagerId = managers.get(reportId) ?? '';
    return [
      {
        reportId,
        managers: chain,
        groups: report.groups,
        eligibility: eligibilityOn({
          report,
          manager: workforce.people.get(directManagerId) ?? null,
          exemptions,
          leaves,
          asOf,
          everHeld: facts?.everHeld ?? false,
          firstDueOn: facts?.firstDueOn ?? null,
        }),
        exemption: exemptionOn({ exemptions, personId: reportId, on: asOf })?.category ?? null,
        managerConnected: workforce.connectedManagers.has(directManagerId),
        calendarStale: staleManagers.has(directManagerId),
        ...conversationPart({ facts, policies, now }),
        pastGap: pastGapOf({ facts, report, workforce, now }),
      },
    ];
  });
}

/** By report. */
export async function loadConversationFacts(tx: Transaction): Promise<ReadonlyMap<string, ConversationFacts>> {
  return new Map((await conversationSummaryStore(tx).all()).map((facts) => [facts.reportId, facts]));
}

async function managersReadTooLongAgo({
  tx,
  now,
}: {
  tx: Transaction;
  now: Temporal.Instant;
}): Promise<ReadonlySet<string>> {
  const calendars = (await connectionStore(tx).all()).filter(
    ({ status, purpose }) => status === 'active' && purpose === 'organize',
  );
  const stale = calendars.filter((connection) => isStale({ hoursSinceSync: hoursUnread({ connection, now }) }));
  return new Set(stale.map(({ personId }) => personId));
}

/** The report's own manager first. */
function chainUp({ managers, from }: { managers: ReadonlyMap<string, string>; from: string }): readonly string[] {
  const chain: string[] = [];
  for (let above = managers.get(from); above !== undefined; above = managers.get(above)) chain.push(above);
  return chain;
}

function conversationPart({
  facts,
  policies,
  now,
}: {
  facts: ConversationFacts | null;
  policies: ReadonlyMap<string, Policy>;
  now: Temporal.Instant;
}): Pick<CoverageFact, 'dueOn' | 'upcoming' | 'awaitingOutcome' | 'last' | 'managerMoves'> {
  const open = facts?.open ?? null;
  const hasEnded = open?.endsAt ? Temporal.Instant.compare(open.endsAt, now) <= 0 : false;
  return {
    dueOn: open?.dueOn ?? null,
    upcoming: open?.state === 'booked' && !hasEnded ? upcomingOf({ open, policies }) : null,
    awaitingOutcome: open?.state === 'awaiting_confirmation' || (open?.state === 'booked' && hasEnded),
    last: facts?.last ? lastOf({ last: facts.last, policies }) : null,
    managerMoves: open?.managerMoves ?? 0,
  };
}

function pastGapOf({
  facts,
  report,
  workforce,
  now,
}: {
  facts: ConversationFacts | null;
  report: StoredPerson;
  workforce: Staff;
  now: Temporal.Instant;
}): CoverageFact['pastGap'] {
  const policy = policyOf({ workforce, report });
  if (facts === null || facts.open === null || policy === null) return null;
  const timeZone = report.timeZone ?? workforce.organization.timeZone;
  const today = localDateOf({ instant: now, timeZone });
  return pastGap({ conversation: facts.open, base: facts.gapBase, policy, timeZone, today })?.because ?? null;
}

type Policies = { readonly policies: ReadonlyMap<string, Policy> };

function upcomingOf({
  open,
  policies,
}: Policies & { open: NonNullable<ConversationFacts['open']> }): CoverageFact['upcoming'] {
  return { leadDays: leadDaysOf(open) ?? 0, leadTimeKept: leadTimeKept({ ...open, policies }) };
}

function lastOf({ last, policies }: Policies & { last: NonNullable<ConversationFacts['last']> }): CoverageFact['last'] {
  return { grade: last.grade, proactive: !last.earlyRequest && leadTimeKept({ ...last, policies }) };
}

function leadTimeKept({
  bookedAt,
  startsAt,
  policyId,
  policies,
}: Policies & { bookedAt: Temporal.Instant | null; startsAt: Temporal.Instant | null; policyId: string }): boolean {
  const policy = policies.get(policyId);
  if (bookedAt === null || startsAt === null || policy === undefined) return false;
  return keepsLead({ invitedAt: bookedAt, startsAt, days: policy.rules.leadTimeDays });
}
