import { randomUUID } from 'node:crypto';
import type { ExchangeLog } from '../../../core/exchanges/exchange-log.ts';
import { GraphError } from '../graph-error.ts';

const timeoutMilliseconds = 10_000;

/**
 * The handshake: the address is posted a token and answers with it, decoded, as plain text.
 * learn.microsoft.com/graph/change-notifications-delivery-webhooks
 *
 * @throws GraphError 400 `ValidationError`
 */
export async function validateEndpoint({ address, log }: { address: string; log: ExchangeLog }): Promise<void> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const url = `${address}${address.includes('?') ? '&' : '?'}validationToken=${encodeURIComponent(token)}`;
  const { status, type, text } = await ask(url);
  log.add({
    kind: 'graph-notification',
    time: new Date().toISOString(),
    method: 'POST',
    url,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    status,
    responseText: text,
  });
  if (status !== 200)
    throw failed(`failed. Notification endpoint must respond with 200 OK to validation request, not ${status}.`);
  if (!/^text\/plain\b/i.test(type) || text !== token) {
    throw failed('failed. Response must exactly match validationToken query parameter, as text/plain.');
  }
}

async function ask(url: string): Promise<{ status: number; type: string; text: string }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      signal: AbortSignal.timeout(timeoutMilliseconds),
      redirect: 'manual',
    });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text: await response.text() };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') throw failed('timed out.');
    throw failed('failed. The notification endpoint could not be reached.');
  }
}

function failed(how: string): GraphError {
  return new GraphError({ status: 400, code: 'ValidationError', message: `Subscription validation request ${how}` });
}
