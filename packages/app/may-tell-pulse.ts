import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { pulseStore } from '@throughline/db/pulse-store.ts';
import type { AnswerKind, Side } from '@throughline/domain/conversation/outcome.ts';

/** Whether the report, who confirmed, may say what it was like: where their organisation asks, and once. */
export async function mayTellPulse({
  tx,
  organizationId,
  conversationId,
  side,
  answer,
}: {
  tx: Transaction;
  organizationId: string;
  conversationId: string;
  side: Side;
  /** Their own latest. */
  answer: AnswerKind | null;
}): Promise<boolean> {
  if (side !== 'report' || answer !== 'happened') return false;
  const organization = await organizationStore(tx).byId(organizationId);
  return organization?.pulse === true && !(await pulseStore(tx).isTold(conversationId));
}
