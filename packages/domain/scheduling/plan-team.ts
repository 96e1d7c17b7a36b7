import { assignDays } from './assign-days.ts';
import { bookedDays } from './booked-days.ts';
import { costOfPositionInWeek } from './cost.ts';
import { explainNone, explainSlot } from './explain-plan.ts';
import { keptSlot } from './kept-slot.ts';
import type { NoSlot, PlannedConversation, PlannedSlot } from './planned-conversation.ts';
import type { ConversationToPlan, TeamToPlan } from './planning-input.ts';
import type { PossibleSlot } from './possible-slots.ts';
import { searchSlots } from './search-slots.ts';
import type { NotSearched, Searched } from './search-slots.ts';
import { intervalOf } from './span.ts';
import { weekOfDay } from './wall-clock.ts';

/** One manager's conversations together. Where their policies differ in a maximum, the smallest holds. */
export function planTeam({
  manager,
  conversations,
  invitationsAt,
}: TeamToPlan & { invitationsAt: Temporal.Instant }): readonly PlannedConversation[] {
  const inOrder = conversations.toSorted(byDueDate);
  const maxPerWeek = Math.min(...inOrder.map(({ rules }) => rules.maxPerManagerPerWeek));
  const maxPerDay = Math.min(...inOrder.map(({ rules }) => rules.maxPerPersonPerDay));
  const booked = bookedDays(manager);
  const searches = inOrder.map((conversation) => searchSlots({ manager, conversation, invitationsAt }));

  const { kept, chosen } = keepWhatFits(
    inOrder.map((conversation) => keptSlot({ manager, conversation, invitationsAt })),
  );

  return inOrder.map((conversation, index) => ({
    conversationId: conversation.conversationId,
    managerId: manager.personId,
    reportId: conversation.report.personId,
    ...(kept[index]
      ? keptAnswer(kept[index])
      : answer({ conversation, search: searches[index]!, slot: chosen[index] ?? null })),
  }));

  /** A time that cannot be kept beside the others is given up, and all are assigned anew. */
  function keepWhatFits(kept: readonly (PossibleSlot | null)[]): {
    readonly kept: readonly (PossibleSlot | null)[];
    readonly chosen: readonly (PossibleSlot | null)[];
  } {
    const chosen = withoutOverlaps({
      slotsOf: searches.map((search, index) =>
        kept[index] ? [kept[index]] : search.kind === 'searched' ? search.found.slots : [],
      ),
      assign: (slotsOf) =>
        assignDays({
          slotsOf,
          roomOn: (day) => Math.max(0, maxPerDay - booked.filter((taken) => taken.day === day).length),
          alreadyInWeek: (week) => bookedInWeek(week),
          maxPerWeek,
        }),
    });
    const lost = kept.some((slot, index) => slot && !chosen[index]);
    return lost ? keepWhatFits(kept.map((slot, index) => (chosen[index] ? slot : null))) : { kept, chosen };
  }

  function keptAnswer(slot: PossibleSlot): PlannedSlot {
    const explanation = [`It keeps the time it had: ${manager.name} is free then as well.`];
    return { kind: 'slot', slot: intervalOf(slot.span), cost: slot.minutes, late: slot.late, explanation };
  }

  function answer({
    conversation,
    search,
    slot,
  }: {
    conversation: ConversationToPlan;
    search: Searched | NotSearched;
    slot: PossibleSlot | null;
  }): PlannedSlot | NoSlot {
    if (search.kind === 'not_searched') return { kind: 'none', reason: search.reason, explanation: search.explanation };
    if (!slot) {
      // A day that only another conversation takes is a day both could.
      const couldOtherwise = search.found.slots.length > 0 || search.found.ruledOut.day_taken > 0;
      const reason = couldOtherwise ? 'capacity' : 'no_common_time';
      return { kind: 'none', reason, explanation: explainNone({ conversation, search }) };
    }
    const positionInWeek =
      bookedInWeek(slot.week) +
      chosen.filter((other) => other && other.week === slot.week && other.span.start <= slot.span.start).length;
    return {
      kind: 'slot',
      slot: intervalOf(slot.span),
      cost: slot.minutes + costOfPositionInWeek(positionInWeek),
      late: slot.late,
      explanation: explainSlot({ conversation, search, slot, invitationsAt, positionInWeek, maxPerWeek }),
    };
  }

  function bookedInWeek(week: number): number {
    return booked.filter(({ role, day }) => role === 'manager' && weekOfDay(day) === week).length;
  }
}

function byDueDate(a: ConversationToPlan, b: ConversationToPlan): number {
  return Temporal.PlainDate.compare(a.dueOn, b.dueOn) || (a.conversationId < b.conversationId ? -1 : 1);
}

/**
 * Only a policy with several conversations a day lets two chosen slots overlap: then the later conversation in order
 * gives way and all are assigned anew. Each round takes a slot away, so it ends; exact with one a day, close to it otherwise.
 */
function withoutOverlaps({
  slotsOf,
  assign,
}: {
  slotsOf: readonly (readonly PossibleSlot[])[];
  assign: (slotsOf: readonly (readonly PossibleSlot[])[]) => readonly (PossibleSlot | null)[];
}): readonly (PossibleSlot | null)[] {
  const chosen = assign(slotsOf);
  for (const [index, slot] of chosen.entries()) {
    const kept = slot && chosen.slice(0, index).find((earlier) => earlier && collide(earlier, slot));
    if (!kept) continue;
    const givenWay = (slotsOf[index] ?? []).filter((other) => !collide(kept, other));
    return withoutOverlaps({ slotsOf: slotsOf.with(index, givenWay), assign });
  }
  return chosen;
}

function collide(a: PossibleSlot, b: PossibleSlot): boolean {
  return a.span.start < b.span.end && b.span.start < a.span.end;
}
