import type { WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { PlannedConversation } from '@throughline/domain/scheduling/planned-conversation.ts';
import type { TeamToPlan } from '@throughline/domain/scheduling/planning-input.ts';
import { proposeTimes as chooseTimes } from '@throughline/domain/scheduling/propose-times.ts';
import type { ProposedTimes } from '@throughline/domain/scheduling/propose-times.ts';
import type { PlanningFacts } from './planning-facts.ts';

/** What each of some conversations can be picked from, or why there is nothing. */
export type Proposals = readonly { readonly conversationId: string; readonly times: ProposedTimes }[];

/** What is proposed now, and the plan with a word about it for each conversation's page. */
export type ProposedForTeam = { readonly proposals: Proposals; readonly plan: readonly PlannedConversation[] };

/**
 * Times to pick from for every conversation of a team that could not be planned: because its report's calendar is one
 * nobody may read, because no hour suits both, or because the manager's days are full; unless times that are still good
 * were proposed before. Teammates get different times where there are enough.
 */
export function proposeTimes({
  team: { manager, conversations },
  plan,
  facts,
  invitationsAt,
}: {
  /** As it was planned. */
  team: TeamToPlan;
  plan: readonly PlannedConversation[];
  facts: Pick<PlanningFacts, 'proposals'>;
  /** No invitation leaves before. */
  invitationsAt: Temporal.Instant;
}): ProposedForTeam {
  const justPlanned = plan.flatMap((planned) =>
    planned.kind === 'slot' ? [{ slot: planned.slot, role: 'manager' as const }] : [],
  );
  const withDates = { ...manager, booked: [...manager.booked, ...justPlanned] };
  const standing = facts.proposals.filter((one) => one.managerId === manager.personId);
  const avoid = standing.flatMap(({ slots }) => slots);
  const hasTimes = new Set(standing.map((one) => one.conversationId));
  const withoutSlot = new Map(
    plan.flatMap((one) => (one.kind === 'none' ? [[one.conversationId, one.reason] as const] : [])),
  );
  const toAsk = conversations.filter(({ conversationId, report }) => {
    const reason = withoutSlot.get(conversationId);
    return reason !== undefined && (report.freeBusy.kind === 'unknown' || noTimeFits.has(reason));
  });
  const proposals = toAsk
    .filter(({ conversationId }) => !hasTimes.has(conversationId))
    .toSorted((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn) || (a.conversationId < b.conversationId ? -1 : 1))
    .map((conversation) => {
      const answersUntil = invitationsAt.add({ hours: 24 * conversation.rules.proposalDays });
      const times = chooseTimes({
        manager: withDates,
        conversation,
        invitationsAt,
        answersUntil,
        avoid,
        mayGiveWay: true,
      });
      if (times.kind === 'times') avoid.push(...times.slots);
      return { conversationId: conversation.conversationId, times };
    });
  const wordFor = new Map(
    toAsk.map(({ conversationId }) => {
      const times = proposals.find((one) => one.conversationId === conversationId)?.times;
      return [conversationId, times?.kind === 'none' ? times.explanation : [someToPick]];
    }),
  );
  return {
    proposals,
    plan: plan.map((planned) => {
      const word = wordFor.get(planned.conversationId);
      return word ? { ...planned, explanation: [...planned.explanation, ...word] } : planned;
    }),
  };
}

/** Of conversations whose calendars are known, what people can settle among themselves. */
const noTimeFits: ReadonlySet<WaitingReason> = new Set(['no_common_time', 'capacity']);

const someToPick = 'Both can pick one of the times proposed instead.';
