import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CloudProvider } from '../cloud-provider.ts';
import { foreignAnswers } from '../faults/foreign-answers.ts';
import type { ExchangeLog } from './exchange-log.ts';

const keptHeaders = ['authorization', 'content-type', 'if-match', 'if-none-match', 'prefer'] as const;

/** Marks a call made within another: the provider's client never sent it by itself. */
export const batchPartHeader = 'x-sandbox-batch-part';

/**
 * Notes every call to a provider's documented API with its answer, whether or not the answer reaches the caller. What a
 * fault says in words of its own is not the provider's and is left out.
 */
export function recordExchanges({
  app,
  log,
  providers,
}: {
  app: FastifyInstance;
  log: ExchangeLog;
  providers: readonly CloudProvider[];
}): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const url = officialUrl({ request, providers });
    if (url === null || request.headers[batchPartHeader] !== undefined) return payload;
    log.add({
      time: new Date().toISOString(),
      method: request.method,
      url,
      headers: headersOf(request),
      ...(request.body === undefined || request.body === null ? {} : { requestBody: request.body }),
      ...(foreignAnswers.has(request)
        ? { responseText: '' }
        : { status: reply.statusCode, responseText: typeof payload === 'string' ? payload : '' }),
    });
    return payload;
  });
}

function officialUrl({
  request,
  providers,
}: {
  request: FastifyRequest;
  providers: readonly CloudProvider[];
}): string | null {
  const path = request.url.split('?')[0] ?? '';
  for (const provider of providers) {
    const origin = provider.officialOrigin(path);
    if (origin !== null) return `${origin}${request.url}`;
  }
  return null;
}

function headersOf(request: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}
