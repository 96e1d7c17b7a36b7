import { randomUUIDv7 } from 'node:crypto';
import { agendaStore } from '@throughline/db/agenda-store.ts';
import {
  conversationStore,
  type ConversationChange,
  type StoredConversation,
} from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore, type PlannedEvent } from '@throughline/db/event-store.ts';
import { planningStore } from '@throughline/db/planning-store.ts';
import { waitFor, type WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { PlannedConversation } from '@throughline/domain/scheduling/planned-conversation.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { composeEvent } from './compose-event.ts';
import type { AppContext } from './context.ts';
import type { PlanningFacts } from './planning-facts.ts';
import type { ReadTeam } from './read-team.ts';

export type WrittenPlan = {
  /** Events that are written down now. */
  readonly events: readonly Pick<PlannedEvent, 'id' | 'conversationId'>[];
  /** Conversations that have no slot, and now say why. */
  readonly withoutSlot: readonly string[];
};

/** How long a conversation that found no slot is left alone, unless something changes. */
const lookAgainAfter = { hours: 24 } as const;

/**
 * Writes down what was chosen for one team: events to be sent, agendas, and why the others have no slot. What changed
 * since it was read is left as it is.
 */
export async function writePlan(
  { calendars, publicUrl }: Pick<AppContext, 'calendars' | 'publicUrl'>,
  {
    tx,
    facts,
    team,
    plan,
    agreed = false,
    now,
  }: {
    tx: Transaction;
    facts: PlanningFacts;
    team: Extract<ReadTeam, { kind: 'read' }>;
    plan: readonly PlannedConversation[];
    /** The two agreed on these times themselves. */
    agreed?: boolean;
    now: Temporal.Instant;
  },
): Promise<WrittenPlan> {
  const conversations = new Map(team.conversations.map((one) => [one.id, one]));
  const hasEvent = await planningStore(tx).havingEvent([...conversations.keys()]);
  for (const conversationId of hasEvent) conversations.delete(conversationId);

  const changes = plan.flatMap((planned): readonly ConversationChange[] => {
    const before = conversations.get(planned.conversationId);
    if (!before) return [];
    const chosen = team.heldUntil ? 'first_plan_hold' : 'not_yet_planned';
    return planned.kind === 'slot'
      ? [bookkeeping({ before, reason: chosen, planned, now, lookAgainAt: null })]
      : [bookkeeping({ before, reason: planned.reason, planned, now, lookAgainAt: now.add(lookAgainAfter) })];
  });
  const saved = await conversationStore(tx).saveAll({ changes, now });

  const events = plan.flatMap((planned) => {
    const conversation = conversations.get(planned.conversationId);
    if (planned.kind !== 'slot' || !conversation || !saved.has(conversation.id)) return [];
    return eventFor({ conversation, planned });
  });
  await agendaStore(tx).putAll({ agendas: events.map(({ agenda }) => agenda), now });
  await eventStore(tx).insertPlanned({ planned: events.map(({ event }) => event), now });
  if (team.heldUntil && events.length > 0) {
    await planningStore(tx).holdPlan({ connectionId: team.organizer.id, until: team.heldUntil });
  }
  return {
    events: events.map(({ event }) => event),
    withoutSlot: plan.flatMap((one) =>
      one.kind === 'none' && saved.has(one.conversationId) ? one.conversationId : [],
    ),
  };

  function eventFor({
    conversation,
    planned,
  }: {
    conversation: StoredConversation;
    planned: Extract<PlannedConversation, { kind: 'slot' }>;
  }) {
    const report = facts.people.get(conversation.reportId);
    const policy = facts.policies.get(conversation.policyId);
    if (!report || !policy) return [];
    const { manager, organizer } = team;
    const { draft, agenda } = composeEvent({
      conversation,
      manager,
      report,
      organizer,
      slot: planned.slot,
      rules: policy.rules,
      held: facts.heldOf.get(report.id) ?? [],
      chosen: facts.chosenOf.get(conversation.id) ?? null,
      leaves: facts.leaves,
      today: localDateOf({ instant: now, timeZone: report.timeZone ?? 'UTC' }),
      publicUrl,
    });
    const generation = (facts.generationOf.get(conversation.id) ?? 0) + 1;
    const { events: calendarEvents } = calendars.provider(organizer.provider);
    const event: PlannedEvent = {
      id: randomUUIDv7(),
      conversationId: conversation.id,
      connectionId: organizer.id,
      generation,
      idempotencyId: calendarEvents.idempotencyId({ conversationId: conversation.id, generation }),
      marker: draft.marker.value,
      heldUntil: team.heldUntil,
      draft,
      agreed,
    };
    return [{ event, agenda }];
  }
}

function bookkeeping({
  before,
  reason,
  planned: { explanation },
  now,
  lookAgainAt,
}: {
  before: StoredConversation;
  reason: WaitingReason;
  planned: PlannedConversation;
  now: Temporal.Instant;
  lookAgainAt: Temporal.Instant | null;
}): ConversationChange {
  const waiting = waitFor({ conversation: before, reason, now });
  const after = waiting.kind === 'changed' ? waiting.next : before;
  const history = waiting.kind === 'changed' ? waiting.history : null;
  return { before, after: { ...after, explanation, planTriedAt: now, planAgainAt: lookAgainAt }, history };
}
