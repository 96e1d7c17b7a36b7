import { z } from 'zod';
import { changesBetween } from '@throughline/app/changes-between.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { advanceClockRequest, advanceClockResponse, demoSignInRequest } from '@throughline/contracts/pages/session.ts';
import type { App } from '../app.ts';
import { findDemoOrganization, findDemoParts } from '../demo/demo-parts.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { RouteContext } from '../route-context.ts';
import { beginSession } from '../sign-in/begin-session.ts';

const longestAdvance = Temporal.Duration.from({ days: 31 });

/** What only a demo beside the sandbox offers. */
export function demoRoutes(app: App, routeContext: RouteContext): void {
  const { context, demo } = routeContext;

  app.post(
    '/api/demo/sign-in',
    {
      config: { access: { kind: 'demo' } },
      schema: { hide: true, body: demoSignInRequest, response: { 200: z.object({ displayName: z.string() }) } },
    },
    async (request, reply) => {
      const organization = await findDemoOrganization(context);
      const parts = organization === null ? [] : await findDemoParts(context, { organizationId: organization.id });
      const part = parts.find(({ part: name }) => name === request.body.part);
      if (organization === null || part === undefined) throw new ProblemError({ name: 'not_found' });
      const session = await openSession(context, {
        organizationId: organization.id,
        personId: part.personId,
        method: 'demo',
      });
      await beginSession(routeContext, { request, reply, session });
      return { displayName: part.displayName };
    },
  );

  app.post(
    '/api/demo/clock',
    {
      config: { access: { kind: 'demo' } },
      schema: { hide: true, body: advanceClockRequest, response: { 200: advanceClockResponse } },
    },
    async (request) => {
      const organization = await findDemoOrganization(context);
      if (demo === null || organization === null) throw new ProblemError({ name: 'not_found' });
      const from = context.clock.now();
      await demo.advance(readAdvance(request.body.advance));
      const to = context.clock.now();
      const changes = await changesBetween(context, { organizationId: organization.id, from, to });
      return { from: from.toString(), now: to.toString(), changes: [...changes] };
    },
  );
}

/** Forward, and a month at most in one go. */
function readAdvance(text: string): Temporal.Duration {
  try {
    const duration = Temporal.Duration.from(text);
    const relativeTo = Temporal.PlainDate.from('2026-01-01');
    if (duration.sign === 1 && Temporal.Duration.compare(duration, longestAdvance, { relativeTo }) <= 0)
      return duration;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new ProblemError({
    name: 'invalid_request',
    errors: [
      { in: 'body', pointer: '/advance', detail: 'expected a duration forward of 31 days at most, such as P7D' },
    ],
  });
}
