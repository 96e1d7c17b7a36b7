import { z } from 'zod';
import { listDigests } from '@throughline/app/list-digests.ts';
import { readDigest } from '@throughline/app/read-digest.ts';
import { v1Digest, v1DigestPage, v1ListDigestsQuery, type V1Digest } from '@throughline/contracts/v1/digests.ts';
import type { DigestView } from '@throughline/db/digest-view-store.ts';
import type { App } from '../../app.ts';
import { sendTagged } from '../../http/entity-tag.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses, unchangedResponse } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const config = { access: { kind: 'api_key', scope: 'reports:read' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Reports'];

export function v1DigestRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/digests',
    {
      config,
      schema: {
        operationId: 'listDigests',
        summary: 'Who got which weekly email when',
        description:
          'One for each recipient and ISO week, as it was written. Its figures are those of the coverage report of that week.',
        tags,
        querystring: v1ListDigestsQuery,
        response: { 200: v1DigestPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { week, recipient, cursor = null, page_size } = request.query;
      const listed = await listDigests(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: {
          ...(week === undefined ? {} : { isoWeek: week }),
          ...(recipient === undefined ? {} : { recipientId: recipient }),
        },
        cursor,
        pageSize: page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1DigestOf });
    },
  );

  app.get(
    '/v1/digests/:id',
    {
      config,
      schema: {
        operationId: 'getDigest',
        summary: 'One weekly email',
        description: 'What it said, to whom it went and whether its mail left. No single manager is named in it.',
        tags,
        params: z.object({ id: z.uuid() }),
        response: { 200: v1Digest, ...problemResponses, ...notFoundResponse, ...unchangedResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const digest = await readDigest(context, { organizationId, digestId: request.params.id });
      if (digest === null) throw new ProblemError({ name: 'not_found' });
      return sendTagged({ request, reply, body: v1DigestOf(digest) });
    },
  );
}

function v1DigestOf(row: DigestView): V1Digest {
  return {
    id: row.id,
    recipient: row.recipientId,
    iso_week: row.isoWeek,
    as_of: row.asOf.toString(),
    created_at: row.createdAt.toString(),
    mail: row.mailState && { state: row.mailState, sent_at: row.sentAt?.toString() ?? null },
    subject: row.subject,
    verdict: row.verdict,
    withheld_because: row.withheldBecause,
  };
}
