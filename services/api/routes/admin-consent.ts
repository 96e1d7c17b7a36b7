import { completeAdminConsent, type CompletedAdminConsent } from '@throughline/app/complete-admin-consent.ts';
import { consentPage } from '@throughline/app/consent-page.ts';
import { calendarProvider, consentPageResponse, type ConsentResult } from '@throughline/contracts/pages/calendars.ts';
import { z } from 'zod';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import type { RouteContext } from '../route-context.ts';

const gone = {
  expired: 'The link is older than 30 days. Whoever sent it to you can make a new one in a minute.',
  unknown_state: 'The link is not whole, or another one has taken its place. Please ask whoever sent it to you.',
} as const;

/** For whoever grants for a whole company: mostly somebody who has never heard of Throughline, and needs no account. */
export function adminConsentRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/api/admin-consent',
    {
      config: {
        access: {
          kind: 'mailed_link',
          isEnough: 'it is passed on to whoever administers calendars, who may be nobody here',
        },
        rateLimit: rateLimits.mailedLink,
      },
      schema: {
        hide: true,
        querystring: z.object({ token: z.string() }),
        response: { 200: consentPageResponse },
      },
    },
    async (request) => {
      const read = await consentPage(context, { token: request.query.token });
      if (read.kind === 'refused') throw new ProblemError({ name: 'gone', detail: gone[read.reason] });
      return read.page;
    },
  );

  app.get(
    '/connect/:provider/admin-consent',
    {
      config: {
        access: { kind: 'public', because: 'the state it carries was made for one organisation and one need' },
        rateLimit: rateLimits.signIn,
      },
      schema: {
        hide: true,
        params: z.object({ provider: calendarProvider }),
        querystring: z.looseObject({
          state: z.string().default(''),
          tenant: z.string().optional(),
          admin_consent: z.string().optional(),
          error: z.string().optional(),
        }),
      },
    },
    async (request, reply) => {
      const { state, tenant = null, error, admin_consent: granted = '' } = request.query;
      const completed = await completeAdminConsent(context, {
        provider: request.params.provider,
        state,
        answer: { granted: error === undefined && granted.toLowerCase() === 'true', tenant },
      });
      const query = new URLSearchParams({ result: resultOf(completed) });
      // Whoever was refused can try again from where they came.
      if (completed.kind === 'refused' && mayTryAgain.has(completed.reason)) query.set('token', state);
      return reply.redirect(`/calendars/allow?${query.toString()}`);
    },
  );
}

const mayTryAgain: ReadonlySet<string> = new Set(['declined', 'other_tenant', 'provider_failed']);

function resultOf(completed: CompletedAdminConsent): ConsentResult {
  if (completed.kind !== 'refused') return completed.kind;
  return completed.reason === 'provider_failed' ? 'failed' : completed.reason;
}
