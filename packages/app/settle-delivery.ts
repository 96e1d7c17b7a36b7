import type { Transaction } from '@throughline/db/database.ts';
import {
  webhookDeliveryStore,
  type DeliveryResult,
  type LeasedDelivery,
} from '@throughline/db/webhook-delivery-store.ts';
import type { AfterAttempt } from '@throughline/domain/webhook/delivery-plan.ts';
import type { WebhookAnswer } from './ports/webhook-sender.ts';

/** Writes down what one attempt came to; of what the receiver said, the status alone. */
export async function settleDelivery({
  tx,
  delivery,
  answer,
  after,
  now,
}: {
  tx: Transaction;
  delivery: LeasedDelivery;
  answer: WebhookAnswer;
  after: AfterAttempt;
  now: Temporal.Instant;
}): Promise<void> {
  const result: DeliveryResult = {
    state: after.kind === 'again' ? 'waiting' : after.kind === 'given_up' ? 'failed' : 'delivered',
    nextAttemptAt: after.kind === 'again' ? after.at : null,
    lastAttemptAt: now,
    lastStatus: answer.kind === 'answered' ? answer.status : null,
    lastError: answer.kind === 'answered' ? null : answer.reason,
  };
  await webhookDeliveryStore(tx).settle({ lease: delivery, result });
}
