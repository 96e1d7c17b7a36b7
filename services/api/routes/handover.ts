import { handoverPage } from '@throughline/app/handover-page.ts';
import { releaseHandover, withdrawHandover } from '@throughline/app/release-handover.ts';
import { saveHandover } from '@throughline/app/save-handover.ts';
import { handoverCard, handoverResponse } from '@throughline/contracts/pages/handover.ts';
import { z } from 'zod';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const params = z.object({ id: z.uuid() });

/** A report's card to a new manager: for the two alone, whatever roles anybody else has. */
export function handoverRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'signed_in' } } as const;
  const path = '/api/conversations/:id/handover';
  const done = { 204: z.null() };

  app.get(path, { config, schema: { hide: true, params, response: { 200: handoverResponse } } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const asked = { organizationId, conversationId: request.params.id, personId: person.id };
    const page = await handoverPage(context, asked);
    if (page === null) throw new ProblemError({ name: 'not_found' });
    return page;
  });

  app.put(
    path,
    { config, schema: { hide: true, params, body: handoverCard, response: done } },
    async (request, reply) => {
      const { organizationId, person } = viewerOf(request);
      const asked = { organizationId, conversationId: request.params.id, personId: person.id };
      const saved = await saveHandover(context, { ...asked, card: request.body });
      if (saved === 'not_found') throw new ProblemError({ name: 'not_found' });
      return reply.code(204).send(null);
    },
  );

  app.post(`${path}/release`, { config, schema: { hide: true, params, response: done } }, async (request, reply) => {
    const { organizationId, person } = viewerOf(request);
    const asked = { organizationId, conversationId: request.params.id, personId: person.id };
    const released = await releaseHandover(context, asked);
    if (released === 'not_found') throw new ProblemError({ name: 'not_found' });
    if (released === 'nothing_written')
      throw new ProblemError({ name: 'conflict', detail: 'Nothing stands on your card yet.' });
    return reply.code(204).send(null);
  });

  app.post(`${path}/withdraw`, { config, schema: { hide: true, params, response: done } }, async (request, reply) => {
    const { organizationId, person } = viewerOf(request);
    const asked = { organizationId, conversationId: request.params.id, personId: person.id };
    if ((await withdrawHandover(context, asked)) === 'not_found') throw new ProblemError({ name: 'not_found' });
    return reply.code(204).send(null);
  });
}
