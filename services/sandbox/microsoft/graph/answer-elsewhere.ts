import type { FastifyInstance } from 'fastify';
import type { MicrosoftCloud } from '../microsoft-cloud.ts';
import { callerOf } from './graph-access.ts';
import { malformedId } from './events/event-id.ts';
import { badRequest, GraphError, unreadablePayload } from './graph-error.ts';

type Address = { readonly pattern: RegExp; readonly method: string };

/**
 * Graph's answers where none of `routes` fits: a verb that an address does not take, an address that is none, a body that
 * is not JSON. Who calls is asked first.
 */
export function answerElsewhere({
  app,
  microsoft,
  routes,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  routes: () => void;
}): void {
  const addresses: Address[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    for (const each of [method].flat()) addresses.push({ pattern: patternOf(url), method: each });
  });
  app.addHook('preValidation', async (request) => {
    const { body } = request;
    if (!request.url.startsWith('/v1.0/') || body === undefined || body === null) return;
    if (!/^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '')) throw unreadablePayload();
  });
  routes();
  const known = [...addresses];

  app.all('/v1.0/*', (request) => {
    callerOf({ microsoft, request });
    const path = request.url.split('?')[0] ?? '';
    const taken = new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
    if (taken.size === 0) throw badRequest(`Resource not found for the segment '${path.split('/').at(-1)}'.`);
    // Its own route passes over an id longer than any there is.
    if (taken.has(request.method)) throw malformedId();
    throw new GraphError({
      status: 405,
      code: 'Request_BadRequest',
      message: 'Specified HTTP method is not allowed for the request target.',
      headers: { allow: [...taken].join(', ') },
    });
  });
}

function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.()$]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`);
}
