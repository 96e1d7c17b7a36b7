import { planTeam } from './plan-team.ts';
import type { PlannedConversation } from './planned-conversation.ts';
import type { BookedConversation, PlannedPerson, TeamToPlan } from './planning-input.ts';

/**
 * Chooses a slot for every due conversation, each manager's as well as they can be together. Managers follow one
 * another in the order given: somebody who is manager in one team and report in another keeps what the earlier
 * one chose. Within a team the order of conversations changes nothing, neither the answers nor their order.
 * Lead time counts from `invitationsAt`, which is later than `now` where a first plan is held back.
 */
export function planConversations({
  managers,
  now,
  invitationsAt = now,
}: {
  managers: readonly TeamToPlan[];
  now: Temporal.Instant;
  invitationsAt?: Temporal.Instant;
}): readonly PlannedConversation[] {
  const chosen = new Map<string, readonly BookedConversation[]>();
  return managers.flatMap(({ manager, conversations }) => {
    const plan = planTeam({
      manager: withChosen(manager),
      conversations: conversations.map((conversation) => ({
        ...conversation,
        report: withChosen(conversation.report),
      })),
      invitationsAt,
    });
    for (const planned of plan) {
      if (planned.kind === 'none') continue;
      note(planned.managerId, { slot: planned.slot, role: 'manager' });
      note(planned.reportId, { slot: planned.slot, role: 'report' });
    }
    return plan;
  });

  function note(personId: string, conversation: BookedConversation): void {
    chosen.set(personId, [...(chosen.get(personId) ?? []), conversation]);
  }

  function withChosen(person: PlannedPerson): PlannedPerson {
    return { ...person, booked: [...person.booked, ...(chosen.get(person.personId) ?? [])] };
  }
}
