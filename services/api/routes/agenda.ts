import { z } from 'zod';
import { agendaPage } from '@throughline/app/agenda-page.ts';
import { changeAgenda } from '@throughline/app/change-agenda.ts';
import { savePrep } from '@throughline/app/save-prep.ts';
import { agendaResponse, changeAgendaRequest, savePrepRequest } from '@throughline/contracts/pages/agenda.ts';
import { templateKeys } from '@throughline/domain/agenda/templates.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const notNow = 'Questions can be chosen from the invitation until the conversation begins.';
const byId = z.object({ id: z.uuid() });

/** The agenda and one's own preparation: for the two alone, whatever roles anybody else has. */
export function agendaRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'signed_in' } } as const;

  app.get(
    '/api/conversations/:id/agenda',
    { config, schema: { hide: true, params: byId, response: { 200: agendaResponse } } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const agenda = await agendaPage(context, {
        organizationId,
        conversationId: request.params.id,
        personId: person.id,
      });
      if (agenda === null) throw new ProblemError({ name: 'not_found' });
      return agenda;
    },
  );

  app.put(
    '/api/conversations/:id/agenda',
    { config, schema: { hide: true, params: byId, body: changeAgendaRequest, response: { 204: z.null() } } },
    async (request, reply) => {
      const { organizationId, person } = viewerOf(request);
      const template = templateKeys.find((key) => key === request.body.template);
      if (template === undefined) throw new ProblemError({ name: 'invalid_request', detail: 'No such questions.' });
      const changed = await changeAgenda(context, {
        organizationId,
        conversationId: request.params.id,
        personId: person.id,
        template,
      });
      if (changed.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
      if (changed.kind === 'not_now') throw new ProblemError({ name: 'conflict', detail: notNow });
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/conversations/:id/prep',
    { config, schema: { hide: true, params: byId, body: savePrepRequest, response: { 204: z.null() } } },
    async (request, reply) => {
      const { organizationId, person } = viewerOf(request);
      const saved = await savePrep(context, {
        organizationId,
        conversationId: request.params.id,
        personId: person.id,
        ...request.body,
      });
      if (saved.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
      return reply.code(204).send(null);
    },
  );
}
