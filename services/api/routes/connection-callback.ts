import { z } from 'zod';
import { completeConnection, type CompletedConnection } from '@throughline/app/complete-connection.ts';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { openSession } from '@throughline/app/open-session.ts';
import type { ProviderName } from '@throughline/app/ports/calendar.ts';
import type { CompletedAttendance } from '@throughline/app/complete-attendance.ts';
import type { connectionResults } from '@throughline/contracts/pages/connection.ts';
import type { App } from '../app.ts';
import { rateLimits } from '../http/rate-limits.ts';
import type { RouteContext } from '../route-context.ts';
import { beginSession } from '../sign-in/begin-session.ts';

type Result = (typeof connectionResults)[number];
type Refused = Extract<CompletedConnection, { kind: 'refused' }>;

/** Where a provider sends the browser back to. Whatever came of it, the browser ends up on the connect page. */
export function connectionCallbackRoutes(app: App, routeContext: RouteContext): void {
  const { context, cookies } = routeContext;

  const wantsAdministrators = (provider: ProviderName) =>
    context.calendars.provider(provider).oauth.adminConsent !== null;

  app.get(
    '/connect/:provider/callback',
    {
      config: {
        access: { kind: 'public', because: 'the state it carries is bound to the browser that began' },
        rateLimit: rateLimits.signIn,
      },
      schema: {
        hide: true,
        params: z.object({ provider: z.enum(['google', 'microsoft']) }),
        querystring: z.looseObject({
          state: z.string().default(''),
          code: z.string().optional(),
          error: z.string().optional(),
          error_description: z.string().optional(),
        }),
      },
    },
    async (request, reply) => {
      const { provider } = request.params;
      const { state, code, error = 'invalid_request', error_description: description = null } = request.query;
      const link = cookies.connectLink.read(request);
      cookies.connectLink.clear(reply);
      const completed = await completeConnection(context, {
        provider,
        state,
        browserToken: cookies.browser.read(request),
        answer: code === undefined ? { kind: 'error', error, description } : { kind: 'code', code },
      });
      // Whoever agreed was signed in and has a calendar that works, and so has whoever did not.
      if (completed.kind === 'attendance_agreed' || completed.kind === 'attendance_refused') {
        return reply.redirect(`/connect?${new URLSearchParams({ result: attendanceResult(completed) }).toString()}`);
      }
      if (completed.kind !== 'connected') {
        const query = resultOf(completed);
        // Some providers send back alike whoever says no and whoever is not allowed to say yes.
        if (completed.reason === 'consent_declined' && wantsAdministrators(provider)) {
          query.set('administrator', provider);
        }
        if (link !== null) query.set('token', link);
        return reply.redirect(`/connect?${query.toString()}`);
      }
      // Whoever consented has just signed in to the very account the connection is for.
      const session = await openSession(context, { ...completed, method: provider });
      await beginSession(routeContext, { request, reply, session });
      // Conversations that waited for this calendar look for a time from now on, and the plan is made at once.
      const { organizationId } = completed;
      await openDueConversations(context, { organizationId });
      await context.queue.wake({ name: 'run-sweep', sweep: 'plan-conversations', organizationId });
      return reply.redirect('/connect?result=connected');
    },
  );
}

function attendanceResult(completed: CompletedAttendance): Result {
  if (completed.kind === 'attendance_agreed') return 'attendance_agreed';
  return `attendance_${completed.reason}`;
}

function resultOf(refused: Refused): URLSearchParams {
  const query = (result: Result, more: Record<string, string> = {}) => new URLSearchParams({ result, ...more });
  switch (refused.reason) {
    case 'scopes_missing':
      return query('missing_scopes', { missing: refused.missing.join(' ') });
    case 'other_account':
      return query('other_account', { expected: refused.expected, given: refused.given });
    case 'consent_declined':
      return query('declined');
    case 'admin_needed':
      return query('admin_needed');
    case 'expired':
      return query('expired');
    case 'unknown_state':
    case 'other_browser':
    case 'other_provider':
    case 'unknown_person':
    case 'connected_elsewhere':
    case 'provider_failed':
      return query('failed', { reason: refused.reason });
  }
}
