import { z } from 'zod';
import { answerByLink, confirmationPage } from '@throughline/app/confirmation-page.ts';
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
}
