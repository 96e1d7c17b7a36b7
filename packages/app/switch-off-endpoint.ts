import { accessStore } from '@throughline/db/access-store.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { webhookDeliveryStore } from '@throughline/db/webhook-delivery-store.ts';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import type { AppContext } from './context.ts';
import { queueMail } from './queue-mail.ts';

/** Stops telling an endpoint that nobody listens at, and tells the administrators, once. */
export async function switchOffEndpoint({
  tx,
  organizationId,
  endpointId,
  because,
  publicUrl,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  endpointId: string;
  because: 'gone' | 'failing';
  publicUrl: AppContext['publicUrl'];
  now: Temporal.Instant;
}): Promise<void> {
  const values = { state: 'disabled', disabledBecause: because, disabledAt: now } as const;
  await webhookEndpointStore(tx).change({ id: endpointId, values, now });
  await webhookDeliveryStore(tx).skipWaiting(endpointId);
  await auditStore(tx).append({
    at: now,
    entry: {
      actor: { kind: 'throughline' },
      action: 'webhook_endpoint.switched_off',
      subjectKind: 'webhook_endpoint',
      subjectId: endpointId,
      details: { because },
    },
  });
  const administrators = await peopleStore(tx).byIds(await accessStore(tx).peopleWithRole('administrator'));
  const mails = administrators.map((recipient) => ({
    dedupeKey: `webhook_notice.${endpointId}.${now.epochMilliseconds}.${recipient.id}`,
    template: 'webhook-notice' as const,
    recipient,
    payload: { endpointId, disabledAt: now.toString() },
  }));
  await queueMail({ publicUrl }, { tx, organizationId, mails, now });
}
