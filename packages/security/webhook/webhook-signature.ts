import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';
/** Standard Webhooks 1.0.0 asks for 24 to 64. */
const secretBytes = 32;

/** A new secret as its receiver is given it. */
export function createWebhookSecret(): string {
  return prefix + randomBytes(secretBytes).toString('base64');
}

export type WebhookHeaders = Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>>;

/**
 * The headers of Standard Webhooks 1.0.0: one signature for each secret that is valid now, over id, time and body.
 *
 * @param sentAt machine time: receivers compare it with their own, and take five minutes either way
 */
export function signWebhook({
  id,
  sentAt,
  body,
  secrets,
}: {
  id: string;
  sentAt: Temporal.Instant;
  body: string;
  secrets: readonly string[];
}): WebhookHeaders {
  const timestamp = String(Math.floor(sentAt.epochMilliseconds / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
