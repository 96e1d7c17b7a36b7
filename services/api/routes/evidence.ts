import type { z } from 'zod';
import { evidenceFile } from '@throughline/app/evidence-file.ts';
import { evidencePack } from '@throughline/app/evidence-pack.ts';
import { evidencePage } from '@throughline/app/evidence-page.ts';
import { releaseTeamDates } from '@throughline/app/release-team-dates.ts';
import { teamReleasePage } from '@throughline/app/team-release-page.ts';
import {
  evidencePdfQuery,
  evidenceResponse,
  releaseTeamRequest,
  teamReleaseResponse,
} from '@throughline/contracts/pages/evidence.ts';
import type { EvidencePack } from '@throughline/domain/evidence/evidence-pack.ts';
import type { FastifyReply } from 'fastify';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

/** The evidence pack for leadership and HR, and what managers release of their own teams for it. */
export function evidenceRoutes(app: App, { context }: RouteContext): void {
  const readers = { access: { kind: 'roles', anyOf: ['leadership', 'hr'] } } as const;
  const managers = { access: { kind: 'roles', anyOf: ['manager'] } } as const;
  const answers = <T extends z.ZodType>(response: T) => ({ hide: true, response: { 200: response } }) as const;

  app.get('/api/evidence', { config: readers, schema: answers(evidenceResponse) }, async (request) =>
    evidencePage(await packFor(viewerOf(request))),
  );

  app.get(
    '/api/evidence.pdf',
    { config: readers, schema: { hide: true, querystring: evidencePdfQuery } },
    async (request, reply) => {
      const file = await evidenceFile({ pack: await packFor(viewerOf(request)), form: request.query.paper });
      return sendFile({ reply, file, type: 'application/pdf' });
    },
  );

  app.get('/api/evidence.png', { config: readers, schema: { hide: true } }, async (request, reply) => {
    const file = await evidenceFile({ pack: await packFor(viewerOf(request)), form: 'picture' });
    return sendFile({ reply, file, type: 'image/png' });
  });

  app.get('/api/team-release', { config: managers, schema: answers(teamReleaseResponse) }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    return teamReleasePage(context, { organizationId, personId: person.id });
  });

  app.put(
    '/api/team-release',
    { config: managers, schema: { ...answers(teamReleaseResponse), body: releaseTeamRequest } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const asked = { organizationId, personId: person.id };
      const done = await releaseTeamDates(context, { ...asked, released: request.body.released });
      if (done === 'works_council') throw new ProblemError({ name: 'not_told' });
      if (done === 'no_team') throw new ProblemError({ name: 'conflict', detail: 'Nobody reports to you at present.' });
      return teamReleasePage(context, asked);
    },
  );

  async function packFor({ organizationId }: { organizationId: string }): Promise<EvidencePack> {
    const pack = await evidencePack(context, { organizationId });
    if (pack === null)
      throw new ProblemError({ name: 'not_found', detail: 'The first weekly figures are not taken yet.' });
    return pack;
  }
}

function sendFile({
  reply,
  file: { name, bytes },
  type,
}: {
  reply: FastifyReply;
  file: { readonly name: string; readonly bytes: Uint8Array };
  type: string;
}): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .type(type)
    .send(Buffer.from(bytes));
}
