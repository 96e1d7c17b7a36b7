import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { standingEventStore } from '@throughline/db/standing-event-store.ts';
import { resume } from '@throughline/domain/conversation/resume.ts';
import { asAgreed } from '@throughline/domain/scheduling/agreed-times.ts';
import { recheckTime } from '@throughline/domain/scheduling/recheck-time.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { agreedMove, type AgreedMove } from './agreed-move.ts';
import { moveEvent } from './move-event.ts';
import { readAgreed, type NotReadAgreed, type ReadAgreed } from './read-agreed.ts';
import type { Picking, PickingContext } from './read-for-picking.ts';
import { planningOfOne } from './read-team-of.ts';
import { writePlan } from './write-plan.ts';

export type MovedAsAgreed =
  | { readonly kind: 'moved'; readonly slot: Interval }
  /** Not free any more; nothing was changed. */
  | { readonly kind: 'gone'; readonly why: string }
  | NotReadAgreed;

/**
 * Moves a conversation to the time the two agreed on, if both calendars still have it: the same event where it stands, a
 * new one where it is gone, or the next conversation's where this one has its outcome. Whoever says so has moved it, for
 * all to see; a manager's counts as theirs.
 */
export async function moveAsAgreed(
  context: PickingContext,
  { startsAt, ...picking }: Picking & { startsAt: Temporal.Instant },
): Promise<MovedAsAgreed> {
  const { organizationId } = picking;
  const now = context.clock.now();
  const read = await readAgreed(context, picking);
  if (read.kind !== 'movable') return read;
  const moved = await context.db.inOrganization(organizationId, async (tx): Promise<MovedAsAgreed> => {
    const move = await agreedMove({ tx, picking, now });
    if (move.kind !== 'movable') return move;
    if (move.conversation.id !== read.conversation.id || move.event?.id !== read.event?.id) return { kind: 'closed' };
    await proposalStore(tx).lockDaysOf(read.team.manager.id);
    return settle(context, { tx, move, read, startsAt, now });
  });
  const conversationId = read.conversation.id;
  if (moved.kind === 'moved') await context.queue.wake({ name: 'book-conversation', organizationId, conversationId });
  return moved;
}

async function settle(
  context: PickingContext,
  {
    tx,
    move,
    read: { team, stands },
    startsAt,
    now,
  }: { tx: Transaction; move: AgreedMove; read: ReadAgreed; startsAt: Temporal.Instant; now: Temporal.Instant },
): Promise<MovedAsAgreed> {
  const { side, conversation, event } = move;
  const planning = await planningOfOne({
    tx,
    team,
    conversation,
    insteadOf: event?.id ?? null,
    lead: 'none',
    now,
  });
  if (planning?.manager.personId !== team.manager.id) return { kind: 'not_connected' };
  const { manager, toPlan } = planning;
  const slot = { start: startsAt, end: startsAt.add({ minutes: toPlan.rules.durationMinutes }) };
  const checked = recheckTime({
    manager,
    conversation: asAgreed({ conversation: toPlan, from: startsAt }),
    slot,
    proposed: [slot],
    invitationsAt: now,
  });
  if (checked.kind === 'gone') return checked;
  const mover = side === 'report' ? toPlan.report.name : manager.name;
  const explanation = [`${mover} said that the two moved it there.`, ...checked.explanation];
  if (event && stands) {
    const isMoved = await moveEvent({ tx, conversation, event, slot, actor: side, explanation, now });
    return isMoved ? { kind: 'moved', slot } : { kind: 'closed' };
  }
  return bookAnew(context, { tx, move, team, slot, explanation, now });
}

/** Its invitation is new, so the conversation has its date once that has left; the entry that is gone is let go. */
async function bookAnew(
  context: PickingContext,
  {
    tx,
    move: { side, conversation, event },
    team,
    slot,
    explanation,
    now,
  }: {
    tx: Transaction;
    move: AgreedMove;
    team: ReadAgreed['team'];
    slot: Interval;
    explanation: readonly string[];
    now: Temporal.Instant;
  },
): Promise<MovedAsAgreed> {
  const conversations = conversationStore(tx);
  if (event) await standingEventStore(tx).letGo({ id: event.id, now });
  if (conversation.state === 'due') {
    const details = { start: slot.start.toString(), agreed: true };
    const entry = { kind: 'time_picked', at: now, actor: side, details } as const;
    await conversations.addHistory([{ conversationId: conversation.id, entry }]);
  } else {
    const resumed = resume({ conversation, slot, actor: side, now });
    if (resumed.kind === 'refused') return { kind: 'closed' };
    await conversations.save({ before: conversation, after: resumed.next, history: resumed.history, now });
  }
  const fresh = await conversations.byId(conversation.id);
  const planning =
    fresh && (await planningOfOne({ tx, team, conversation: fresh, insteadOf: null, lead: 'none', now }));
  if (!planning) throw new Error(`Conversation ${conversation.id} lost its team while it was locked.`);
  await proposalStore(tx).withdraw({ conversationIds: [conversation.id], because: 'planned', now });
  const { manager, toPlan } = planning;
  const plan = {
    kind: 'slot' as const,
    conversationId: conversation.id,
    managerId: manager.personId,
    reportId: toPlan.report.personId,
    slot,
    cost: 0,
    late: false,
    explanation,
  };
  const { events } = await writePlan(context, {
    tx,
    facts: planning.facts,
    team: { ...planning.team, heldUntil: null },
    plan: [plan],
    agreed: true,
    now,
  });
  if (events.length === 0)
    throw new Error(`Conversation ${conversation.id} was moved under lock and not written down.`);
  return { kind: 'moved', slot };
}
