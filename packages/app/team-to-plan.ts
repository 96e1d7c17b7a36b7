import type { StoredPerson } from '@throughline/db/people-store.ts';
import { publicHolidayIn } from '@throughline/domain/people/public-holidays.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import { mergeFreeBusy, withoutBusy } from '@throughline/domain/scheduling/free-busy.ts';
import type { BookedConversation, PlannedPerson, TeamToPlan } from '@throughline/domain/scheduling/planning-input.ts';
import { regularOneOnOnes } from '@throughline/domain/scheduling/regular-one-on-one.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import type { PlanningFacts } from './planning-facts.ts';
import type { ReadTeam } from './read-team.ts';

/** Puts what the database and the calendars know of one team into the planner's words. */
export function teamToPlan({
  team,
  facts,
  bookedOf,
}: {
  team: Extract<ReadTeam, { kind: 'read' }>;
  facts: PlanningFacts;
  /** Conversations with a date, those included that were chosen a moment ago for other teams. */
  bookedOf: (personId: string) => readonly BookedConversation[];
}): TeamToPlan {
  const { manager, organizer, occurrences } = team;
  const leftBehind = team.conversations.flatMap(({ id }) => facts.leftBehindOf.get(id) ?? []);
  return {
    manager: planned(
      manager,
      leftBehind.filter(({ organizerId }) => organizerId === manager.id),
    ),
    conversations: team.conversations.flatMap((conversation) => {
      const report = facts.people.get(conversation.reportId);
      const policy = facts.policies.get(conversation.policyId);
      if (!report || !policy) return [];
      const oneOnOnes = regularOneOnOnes({
        occurrences,
        managerEmails: [manager.workEmail, organizer.accountEmail],
        reportEmails: [report.workEmail, facts.connectionOf.get(report.id)?.accountEmail ?? report.workEmail],
      });
      const { id, sequence, dueOn } = conversation;
      const turnedDown = facts.turnedDownOf.get(id) ?? [];
      const { rules } = policy;
      const earlier = facts.earlierOf.get(report.id) ?? [];
      const left = facts.leftBehindOf.get(id) ?? null;
      const days = facts.holdersDaysOf.get(id);
      return [
        {
          conversationId: id,
          sequence,
          dueOn,
          report: planned(report, left ? [left] : []),
          rules,
          oneOnOnes,
          turnedDown,
          earlier,
          standing: left,
          ...(days ? { days } : {}),
        },
      ];
    }),
  };

  function planned(person: StoredPerson, goes: readonly Interval[]): PlannedPerson {
    return {
      personId: person.id,
      name: person.displayName,
      timeZone: person.timeZone,
      workingHours: person.workingHours,
      isHoliday: publicHolidayIn(person.country),
      leaves: [...facts.leaves.filter((leave) => leave.personId === person.id), ...outsideEmployment(person)],
      freeBusy: withoutBusy({ freeBusy: team.freeBusyOf.get(person.id) ?? mergeFreeBusy([]), goes }),
      booked: bookedOf(person.id),
    };
  }
}

/** Before the first and after the last day of employment nobody is there, as on leave. */
function outsideEmployment({ id, startDate, endDate }: StoredPerson): readonly Leave[] {
  const farAway = { years: 10 };
  return [
    ...(startDate
      ? [{ personId: id, startsOn: startDate.subtract(farAway), endsOn: startDate.subtract({ days: 1 }) }]
      : []),
    ...(endDate ? [{ personId: id, startsOn: endDate.add({ days: 1 }), endsOn: endDate.add(farAway) }] : []),
  ];
}
