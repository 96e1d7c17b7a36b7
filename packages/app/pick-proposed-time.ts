import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { recheckTime } from '@throughline/domain/scheduling/recheck-time.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { moveEvent } from './move-event.ts';
import { offerFreshTimes } from './offer-fresh-times.ts';
import {
  lockForPicking,
  readForPicking,
  type LockedPicking,
  type NotPickable,
  type Picking,
  type PickingContext,
  type ReadForPicking,
} from './read-for-picking.ts';
import { writePlan } from './write-plan.ts';

export type PickedTime =
  /** No invitation leaves before `heldUntil`; null where it leaves at once. */
  | { readonly kind: 'picked'; readonly slot: Interval; readonly heldUntil: Temporal.Instant | null }
  /** It cannot be had any more, and nothing was booked; `fresh` says whether there are others to pick from now. */
  | { readonly kind: 'gone'; readonly why: string; readonly fresh: boolean }
  | NotPickable;

/**
 * Books the time one of the two picked, or moves the event there that stands, if it can still be had by the manager's
 * calendar and the rules as they are now.
 * The first pick counts; the same again, or another beside it, changes nothing. The report's pick waits with a newly
 * connected manager's first plan, the manager's own for nothing.
 */
export async function pickProposedTime(
  context: PickingContext,
  { startsAt, ...picking }: Picking & { startsAt: Temporal.Instant },
): Promise<PickedTime> {
  const { organizationId, conversationId } = picking;
  const now = context.clock.now();
  const read = await readForPicking(context, picking);
  if (read.kind !== 'read') return read;
  const picked = await context.db.inOrganization(organizationId, async (tx): Promise<PickedTime> => {
    const locked = await lockForPicking({ tx, read, picking, now });
    return locked.kind === 'open' ? settle(context, { tx, locked, read, picking, startsAt, now }) : locked;
  });
  if (picked.kind === 'picked') await context.queue.wake({ name: 'book-conversation', organizationId, conversationId });
  return picked;
}

async function settle(
  context: PickingContext,
  {
    tx,
    locked,
    read: { side },
    picking: { personId, conversationId },
    startsAt,
    now,
  }: {
    tx: Transaction;
    locked: LockedPicking;
    read: ReadForPicking;
    picking: Picking;
    startsAt: Temporal.Instant;
    now: Temporal.Instant;
  },
): Promise<PickedTime> {
  const { proposal, facts, manager, toPlan, conversation, event: standing } = locked;
  const slot = proposal.slots.find(({ start }) => start.equals(startsAt));
  if (!slot) return { kind: 'gone', why: 'Other times are proposed by now.', fresh: true };
  const team = { ...locked.team, heldUntil: side === 'manager' ? null : locked.team.heldUntil };
  const checked = recheckTime({
    manager,
    conversation: toPlan,
    slot,
    proposed: proposal.slots,
    invitationsAt: team.heldUntil ?? now,
    mayGiveWay: standing === null,
  });
  if (checked.kind === 'gone') {
    const fresh = standing === null && (await offerFreshTimes({ tx, locked, because: 'gone', now }));
    return { kind: 'gone', why: checked.why, fresh };
  }

  const picker = side === 'report' ? toPlan.report.name : manager.name;
  const explanation = [`${picker} picked it from the times that were proposed.`, ...checked.explanation];
  if (standing !== null) {
    const isMoved = await moveEvent({ tx, conversation, event: standing, slot, actor: side, explanation, now });
    if (!isMoved) return { kind: 'closed' };
    await proposalStore(tx).pick({ id: proposal.id, startsAt, personId, eventId: standing.id, now });
    return { kind: 'picked', slot, heldUntil: null };
  }
  const plan = {
    kind: 'slot' as const,
    conversationId,
    managerId: manager.personId,
    reportId: toPlan.report.personId,
    slot,
    cost: 0,
    late: false,
    explanation,
  };
  const { events } = await writePlan(context, { tx, facts, team, plan: [plan], now });
  const [event] = events;
  if (!event || !(await proposalStore(tx).pick({ id: proposal.id, startsAt, personId, eventId: event.id, now }))) {
    throw new Error(`A time of conversation ${conversationId} was picked under lock and could not be written down.`);
  }
  const entry = { kind: 'time_picked' as const, at: now, actor: side, details: { start: startsAt.toString() } };
  await conversationStore(tx).addHistory([{ conversationId, entry }]);
  return { kind: 'picked', slot, heldUntil: team.heldUntil };
}
