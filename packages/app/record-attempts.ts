import { randomInt } from 'node:crypto';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import { afterAttempt, judgeEndpoint, type EndpointVerdict } from '@throughline/domain/webhook/delivery-plan.ts';
import type { AppContext } from './context.ts';
import type { AttemptedDelivery } from './deliver-to-endpoint.ts';
import { settleDelivery } from './settle-delivery.ts';
import { switchOffEndpoint } from './switch-off-endpoint.ts';

/** Writes down what attempts came to, for the deliveries and for their endpoint. Answers how many got through. */
export async function recordAttempts(
  { db, clock, publicUrl, log }: Pick<AppContext, 'db' | 'clock' | 'publicUrl' | 'log'>,
  {
    organizationId,
    endpointId,
    attempted,
  }: { organizationId: string; endpointId: string; attempted: readonly AttemptedDelivery[] },
): Promise<number> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const endpoints = webhookEndpointStore(tx);
    const endpoint = await endpoints.lock(endpointId);
    if (endpoint === null) return 0;
    const verdicts: EndpointVerdict[] = [];
    for (const { delivery, answer } of attempted) {
      const after = afterAttempt({
        attempt: answer,
        attempts: delivery.attempts,
        chance: randomInt(1_001) / 1_000,
        now,
      });
      verdicts.push(judgeEndpoint({ attempt: answer, after, failingSince: endpoint.failingSince, now }));
      await settleDelivery({ tx, delivery, answer, after, now });
    }
    const delivered = verdicts.filter((verdict) => verdict === 'works').length;
    if (delivered > 0 && endpoint.failingSince !== null) await endpoints.noteFailing({ id: endpointId, since: null });
    if (delivered === 0) await endpoints.noteFailing({ id: endpointId, since: now });
    const because = verdicts.includes('gone')
      ? 'gone'
      : delivered === 0 && verdicts.includes('failed_too_long')
        ? 'failing'
        : null;
    if (because !== null && endpoint.state === 'enabled') {
      await switchOffEndpoint({ tx, organizationId, endpointId, because, publicUrl, now });
      log.warn({ organizationId, endpointId, because }, 'a webhook endpoint was switched off');
    }
    return delivered;
  });
}
