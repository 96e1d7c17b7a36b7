import formbody from '@fastify/formbody';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerByLink, confirmationPage } from '@throughline/app/confirmation-page.ts';
import { stopMails } from '@throughline/app/stop-mails.ts';
import { confirmationResponse } from '@throughline/contracts/pages/confirmation.ts';
import { answerRequest, answerResponse } from '@throughline/contracts/pages/answers.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import type { RouteContext } from '../route-context.ts';

const withToken = z.object({ token: z.string().min(1) });

/** What mailed links lead to without a sign-in. Opening one changes nothing; only the page's own button does. */
export function confirmationRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'mailed_link' }, rateLimit: rateLimits.mailedLink } as const;

  app.get(
    '/api/confirmation',
    { config, schema: { hide: true, querystring: withToken, response: { 200: confirmationResponse } } },
    async (request) => confirmationPage(context, request.query),
  );

  app.post(
    '/api/confirmation',
    { config, schema: { hide: true, body: answerRequest.extend(withToken.shape), response: { 200: answerResponse } } },
    async (request) => {
      const answered = await answerByLink(context, request.body);
      if (answered.kind !== 'recorded') throw new ProblemError({ name: 'gone', detail: answered.sentence });
      return { recorded: true as const, sentence: answered.sentence, mayTellPulse: answered.mayTellPulse };
    },
  );

  const stopping = {
    ...config,
    access: { kind: 'mailed_link', isEnough: 'mail programs unsubscribe without cookies (RFC 8058 §3.2)' },
  } as const;
  app.post(
    '/api/mails/stop',
    { config: stopping, schema: { hide: true, body: withToken, response: { 204: z.null() } } },
    async (request, reply) => {
      await stop(request.body.token);
      return reply.code(204).send(null);
    },
  );

  // A mail program's own "unsubscribe" posts a form here without cookies and without a page (RFC 8058 §3.2). Forms are
  // read nowhere else: browsers send them across sites without asking.
  app.register(async (scope) => {
    await scope.register(formbody);
    scope
      .withTypeProvider<ZodTypeProvider>()
      .post(
        '/mails/stop',
        { config: stopping, schema: { hide: true, querystring: withToken } },
        async (request, reply) => {
          await stop(request.query.token);
          return reply.type('text/plain').send('These mails have stopped.');
        },
      );
  });

  async function stop(token: string): Promise<void> {
    const stopped = await stopMails(context, { token });
    if (stopped.kind !== 'stopped') {
      throw new ProblemError({ name: 'gone', detail: 'This link no longer works. The next mail has a fresh one.' });
    }
  }
}
