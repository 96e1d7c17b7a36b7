import { z } from 'zod';
import { firstPlan } from '@throughline/app/first-plan.ts';
import { releaseFirstPlan } from '@throughline/app/release-first-plan.ts';
import { planResponse } from '@throughline/contracts/pages/connection.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const beingTold =
  'Everybody is told first what is coming, three working days ahead. Your invitations leave at the time shown above.';

/** A manager's own plan, held for two working days after they first connect unless they send it sooner. */
export function planRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'roles', anyOf: ['manager'] } } as const;

  app.get('/api/plan', { config, schema: { hide: true, response: { 200: planResponse } } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    return firstPlan(context, { organizationId, managerId: person.id });
  });

  app.post(
    '/api/plan/release',
    { config, schema: { hide: true, response: { 200: z.object({ invitations: z.number().int() }) } } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const released = await releaseFirstPlan(context, {
        organizationId,
        managerId: person.id,
        actor: { kind: 'person', id: person.id },
      });
      if (released.isAnnouncedFirst) throw new ProblemError({ name: 'conflict', detail: beingTold });
      return { invitations: released.invitations };
    },
  );
}
