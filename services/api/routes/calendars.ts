import { askAdminConsent } from '@throughline/app/ask-admin-consent.ts';
import { calendarsPage } from '@throughline/app/calendars-page.ts';
import { connectionHealth } from '@throughline/app/connection-health.ts';
import { setCalendarDomain } from '@throughline/app/set-calendar-domain.ts';
import { calendarsResponse, setCalendarDomainRequest } from '@throughline/contracts/pages/calendars.ts';
import { connectionHealthResponse } from '@throughline/contracts/pages/connection-health.ts';
import { z } from 'zod';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const params = z.object({ domain: z.string().min(1).max(253) });

/** Where the company's calendars are, and what its administrators have to grant: for those who look after Throughline. */
export function calendarsRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'roles', anyOf: ['hr', 'administrator'] }, rateLimit: rateLimits.signIn } as const;
  const schema = { hide: true, response: { 200: calendarsResponse } } as const;

  app.get(
    '/api/calendars/health',
    {
      config: { access: config.access },
      schema: { hide: true, response: { 200: connectionHealthResponse } },
    },
    async (request) => connectionHealth(context, viewerOf(request)),
  );

  app.get('/api/calendars', { config, schema }, async (request) => calendarsPage(context, viewerOf(request)));

  app.put(
    '/api/calendars/:domain',
    { config, schema: { ...schema, params, body: setCalendarDomainRequest } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const { domain } = request.params;
      const { provider } = request.body;
      const actor = { kind: 'person', id: person.id } as const;
      const outcome = await setCalendarDomain(context, { organizationId, domain, provider, actor });
      if (outcome === 'unknown_domain') throw new ProblemError({ name: 'not_found' });
      return calendarsPage(context, { organizationId });
    },
  );

  app.post('/api/calendars/:domain/link', { config, schema: { ...schema, params } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const { domain } = request.params;
    const asked = await askAdminConsent(context, { organizationId, domain, actor: { kind: 'person', id: person.id } });
    if (asked.kind === 'refused')
      throw new ProblemError({ name: 'conflict', detail: 'Nobody has to grant anything for this domain.' });
    return calendarsPage(context, { organizationId });
  });
}
