import { z } from 'zod';
import type { App } from '../app.ts';
import type { RouteContext } from '../route-context.ts';

const answer = z.object({ status: z.enum(['ok', 'unavailable']) });

/** Liveness asks nothing of anybody else; readiness asks the record. */
export function healthRoutes(app: App, { context, isReady }: RouteContext): void {
  app.get(
    '/livez',
    {
      config: { access: { kind: 'public', because: 'orchestrators ask it' } },
      schema: { hide: true, response: { 200: answer } },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      config: { access: { kind: 'public', because: 'orchestrators ask it' } },
      schema: { hide: true, response: { 200: answer, 503: answer } },
    },
    async (request, reply) => {
      try {
        await context.db.ping();
        if (isReady()) return { status: 'ok' as const };
      } catch (error) {
        request.log.warn({ err: error }, 'not ready');
      }
      return reply.code(503).send({ status: 'unavailable' as const });
    },
  );
}
