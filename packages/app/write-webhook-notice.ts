import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import { keptFor } from '@throughline/domain/webhook/delivery-plan.ts';
import { addressed, moot, payloadId, zoneOf } from './mail-occasion.ts';
import type { MailWriter } from './mail-occasion.ts';
import { pageUrls } from './mail-links.ts';

/** To administrators, about an endpoint that is still switched off for what this mail is about. */
export const writeWebhookNotice: MailWriter = async (context, occasion) => {
  const { tx, mail } = occasion;
  const endpoint = await webhookEndpointStore(tx).byId(payloadId({ mail, key: 'endpointId' }));
  if (endpoint === null) return moot('the endpoint has gone');
  const { state, disabledBecause, disabledAt, failingSince } = endpoint;
  const isSame = disabledAt?.toString() === payloadId({ mail, key: 'disabledAt' });
  if (state === 'enabled' || !isSame || disabledBecause === null || disabledBecause === 'asked')
    return moot('the endpoint was looked after already');
  const since = failingSince ?? disabledAt;
  return {
    kind: 'content',
    content: {
      template: 'webhook-notice',
      ...addressed(occasion),
      host: new URL(endpoint.url).host,
      description: endpoint.description,
      because: disabledBecause,
      since,
      timeZone: zoneOf(occasion),
      keptUntil: since.add(keptFor),
      webhooksUrl: pageUrls(context).webhooks(),
    },
  };
};
