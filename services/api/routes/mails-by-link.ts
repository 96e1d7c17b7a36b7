import formbody from '@fastify/formbody';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { mailsByLink, setMailsByLink } from '@throughline/app/mails-by-link.ts';
import { mailsByLinkResponse, setMailRhythmRequest } from '@throughline/contracts/pages/mail-rhythm.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import type { RouteContext } from '../route-context.ts';

const withToken = z.object({ token: z.string().min(1) });
/** What a mail program says, and whoever merely follows every address does not. */
const oneClick = z.object({ 'List-Unsubscribe': z.literal('One-Click') });
const multipartOneClick = /name="?List-Unsubscribe"?\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\r?\n/i;

/** What the link at the foot of a recurring mail leads to. Opening it changes nothing; only a button does. */
export function mailsByLinkRoutes(app: App, { context }: RouteContext): void {
  const config = {
    access: { kind: 'mailed_link', isEnough: 'mail programs unsubscribe without cookies (RFC 8058 §3.2)' },
    rateLimit: rateLimits.mailedLink,
  } as const;
  const response = { 200: mailsByLinkResponse } as const;

  app.get('/api/mails', { config, schema: { hide: true, querystring: withToken, response } }, async (request) =>
    answerOf(await mailsByLink(context, request.query)),
  );

  app.post(
    '/api/mails',
    { config, schema: { hide: true, body: setMailRhythmRequest.extend(withToken.shape), response } },
    async (request) => answerOf(await setMailsByLink(context, request.body)),
  );

  // A mail program's own "unsubscribe" posts a form here without cookies and without a page (RFC 8058 §3.2). Forms are
  // read nowhere else: browsers send them across sites without asking.
  app.register(async (scope) => {
    await scope.register(formbody);
    // The same form in its other encoding, which some mail programs prefer.
    scope.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'string', bodyLimit: 4_096 },
      async (_request: unknown, body: string | Buffer) =>
        multipartOneClick.test(String(body)) ? { 'List-Unsubscribe': 'One-Click' } : {},
    );
    scope
      .withTypeProvider<ZodTypeProvider>()
      .post(
        '/mails/stop',
        { config, schema: { hide: true, querystring: withToken, body: oneClick } },
        async (request, reply) => {
          answerOf(await setMailsByLink(context, { ...request.query, rhythm: 'none' }));
          return reply.type('text/plain').send('These mails have stopped.');
        },
      );
  });
}

function answerOf(found: Awaited<ReturnType<typeof setMailsByLink>>): z.infer<typeof mailsByLinkResponse> {
  switch (found.kind) {
    case 'known':
      return { mail: found.mail, rhythm: found.rhythm, offered: [...found.offered] };
    case 'not_offered':
      throw new ProblemError({
        name: 'invalid_request',
        errors: [{ in: 'body', pointer: '/rhythm', detail: 'This mail cannot be had that often.' }],
      });
    case 'expired':
    case 'invalid':
      throw new ProblemError({ name: 'gone', detail: 'This link no longer works. The next mail has a fresh one.' });
  }
}
