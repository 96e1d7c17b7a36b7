import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { ConversationToPlan, PlannedPerson } from '@throughline/domain/scheduling/planning-input.ts';
import { planningFactsOf, type PlanningFacts } from './planning-facts.ts';
import type { CalendarContext } from './read-free-busy.ts';
import { readTeam, type ReadTeam } from './read-team.ts';
import { teamToPlan } from './team-to-plan.ts';
import { withCalendarHours } from './with-calendar-hours.ts';

export type TeamOfOne = Extract<ReadTeam, { kind: 'read' }>;

/** `closed`: the manager is not connected. `unreadable`: their calendar did not answer. */
export type NoTeam = { readonly kind: 'closed' | 'unreadable' };

/** What lead time is asked: all of it, the floor of whoever knows of the conversation already, or none where the two agreed. */
export type AskedLead = 'full' | 'floor' | 'none';

/** Asks the calendars about one conversation, over all days it may be put on or moved to. */
export async function readTeamOf(
  context: CalendarContext,
  {
    organizationId,
    facts: known,
    lead,
    now,
  }: { organizationId: string; facts: PlanningFacts; lead: AskedLead; now: Temporal.Instant },
): Promise<{ readonly kind: 'read'; readonly team: TeamOfOne } | NoTeam> {
  const facts = asking(lead, await withCalendarHours(context, { organizationId, facts: known, now }));
  const [team] = facts.teams;
  if (!team) return { kind: 'closed' };
  const read = await readTeam(context, { organizationId, facts, team, now });
  return read.kind === 'read' ? { kind: 'read', team: read } : { kind: 'unreadable' };
}

/** One conversation in the planner's words. */
export type PlanningOfOne = {
  readonly facts: PlanningFacts;
  readonly team: TeamOfOne;
  readonly manager: PlannedPerson;
  readonly toPlan: ConversationToPlan;
};

/**
 * What was read of the calendars before, with everything else as it is in this transaction. `insteadOf` is the event
 * that would move: its own day is free for it. Null when the manager is not connected any more.
 */
export async function planningOfOne({
  tx,
  team: read,
  conversation,
  insteadOf,
  lead,
  now,
}: {
  tx: Transaction;
  team: TeamOfOne;
  conversation: StoredConversation;
  insteadOf: string | null;
  lead: AskedLead;
  now: Temporal.Instant;
}): Promise<PlanningOfOne | null> {
  const facts = asking(lead, await planningFactsOf({ tx, conversations: [conversation], now }));
  const [current] = facts.teams;
  if (!current) return null;
  const team = { ...read, ...current };
  const bookedOf = (personId: string) =>
    facts.dates.filter((date) => date.personId === personId && date.eventId !== insteadOf);
  const { manager, conversations } = teamToPlan({ team, facts, bookedOf });
  const [toPlan] = conversations;
  return toPlan ? { facts, team, manager, toPlan } : null;
}

function asking(lead: AskedLead, facts: PlanningFacts): PlanningFacts {
  if (lead === 'full') return facts;
  const policies = [...facts.policies].map(([id, policy]) => {
    const { rules } = policy;
    const leadTimeDays = lead === 'floor' ? rules.leadTimeFloorDays : 0;
    return [id, { ...policy, rules: { ...rules, leadTimeDays } }] as const;
  });
  return { ...facts, policies: new Map(policies) };
}
