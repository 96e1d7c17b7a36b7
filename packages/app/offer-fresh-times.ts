import type { Transaction } from '@throughline/db/database.ts';
import { proposalStore, type WithdrawnBecause } from '@throughline/db/proposal-store.ts';
import { proposeTimes } from '@throughline/domain/scheduling/propose-times.ts';
import { offerTimes } from './offer-times.ts';
import type { LockedPicking } from './read-for-picking.ts';

/**
 * Puts other times in the place of those a conversation has; false where there are none. Those that only did not suit
 * then stay; one that cannot be had any more takes the set it is in with it.
 */
export async function offerFreshTimes({
  tx,
  locked: { conversation, proposal, facts, team, manager, toPlan },
  because,
  now,
}: {
  tx: Transaction;
  locked: LockedPicking;
  because: Extract<WithdrawnBecause, 'gone' | 'others_asked'>;
  now: Temporal.Instant;
}): Promise<boolean> {
  const conversationId = conversation.id;
  const turnedDown = because === 'others_asked' ? [...toPlan.turnedDown, ...proposal.slots] : toPlan.turnedDown;
  const { invitationsAt } = team;
  const times = proposeTimes({
    manager,
    conversation: { ...toPlan, turnedDown },
    invitationsAt,
    answersUntil: invitationsAt.add({ hours: 24 * toPlan.rules.proposalDays }),
    mayGiveWay: true,
    avoid: facts.proposals.flatMap((one) => (one.conversationId === conversationId ? [] : one.slots)),
  });
  if (times.kind === 'none' && because === 'others_asked') return false;
  await proposalStore(tx).withdraw({ conversationIds: [conversationId], because, now });
  await offerTimes({ tx, proposals: [{ conversationId, times }], now });
  return times.kind === 'times';
}
