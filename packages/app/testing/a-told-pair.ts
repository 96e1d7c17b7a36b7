import type { Organization } from '@throughline/db/organization-store.ts';
import { webhookDelivery, webhookEndpoint, webhookEvent } from '@throughline/db/schema/tables.ts';
import type { WebhookEventType } from '@throughline/domain/webhook/webhook-event.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import { addWebhookEndpoint } from '../add-webhook-endpoint.ts';
import { aPair } from './a-pair.ts';
import { aReceiver } from './a-receiver.ts';
import type { testContext } from './test-context.ts';

type Context = Awaited<ReturnType<typeof testContext>>;

/** Ana and Ben in an organisation of their own, and a receiver on this machine that is told of all that happens there. */
export async function aToldPair({
  context,
  organization = {},
  eventTypes = null,
}: {
  context: Context;
  organization?: Partial<Organization>;
  eventTypes?: WebhookEventType[] | null;
}) {
  const { db, clock } = context;
  const pair = await aPair({ db, organization });
  const organizationId = pair.organization.id;
  const receiver = await aReceiver();
  const add = async (url: string) => {
    const actor = { kind: 'operator' } as const;
    const added = await addWebhookEndpoint(context, { organizationId, actor, url, description: '', eventTypes });
    if (added.kind !== 'added') throw new Error(`The endpoint was not added: ${added.kind}`);
    return added;
  };
  const { id: endpointId, secret } = await add(receiver.url);
  return {
    ...pair,
    organizationId,
    receiver,
    endpointId,
    secret,
    add,
    /** So many events at once, about nothing in particular. */
    happen: (count = 1, at = clock.now()) =>
      db.inOrganization(organizationId, (tx) =>
        webhookEventStore(tx).add(
          Array.from({ length: count }, (_, index) => ({
            type: 'report.published' as const,
            at,
            data: { report: 'coverage', week: `2027-W${index}` },
          })),
        ),
      ),
    endpoints: () =>
      db.inOrganization(organizationId, (tx) => tx.select().from(webhookEndpoint).orderBy(webhookEndpoint.id)),
    events: () => db.inOrganization(organizationId, (tx) => tx.select().from(webhookEvent).orderBy(webhookEvent.id)),
    deliveries: () =>
      db.inOrganization(organizationId, (tx) => tx.select().from(webhookDelivery).orderBy(webhookDelivery.id)),
  };
}
