import type { LeasedDelivery } from '@throughline/db/webhook-delivery-store.ts';
import { signWebhook } from '@throughline/security/webhook/webhook-signature.ts';
import type { AppContext } from './context.ts';
import type { WebhookAnswer } from './ports/webhook-sender.ts';

/** Tells one endpoint of one event, once. Whenever it is told again, body and id are the same to the last byte. */
export async function attemptWebhook(
  { clock, webhooks }: Pick<AppContext, 'clock' | 'webhooks'>,
  { url, secrets, delivery }: { url: string; secrets: readonly string[]; delivery: LeasedDelivery },
): Promise<WebhookAnswer> {
  const { eventId, event } = delivery;
  const body = JSON.stringify({ type: event.type, timestamp: event.at.toString(), data: event.data });
  const signed = signWebhook({ id: eventId, sentAt: clock.wall(), body, secrets });
  const headers = { 'content-type': 'application/json', 'user-agent': 'Throughline-Webhooks/1', ...signed };
  return webhooks.post({ url, headers, body });
}
