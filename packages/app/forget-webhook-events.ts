import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import { keptFor } from '@throughline/domain/webhook/delivery-plan.ts';
import type { AppContext } from './context.ts';

/** Of what other systems were told, the last thirty days are kept, so that it can be sent again. Answers how many were not. */
export function forgetWebhookEvents(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const before = clock.now().subtract(keptFor);
  return db.inOrganization(organizationId, (tx) => webhookEventStore(tx).forget({ before }));
}
