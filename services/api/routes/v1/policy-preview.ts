import { listPage } from '@throughline/app/list-page.ts';
import { besideInList } from '@throughline/app/beside-in-list.ts';
import { statedPolicyOf } from '@throughline/app/policy-json.ts';
import { v1PreviewedEmployeeOf, v1PreviewOf } from '@throughline/app/policy-preview-json.ts';
import { previewPolicy } from '@throughline/app/preview-policy.ts';
import { v1PolicyDraft } from '@throughline/contracts/v1/policies.ts';
import {
  v1PolicyPreview,
  v1PolicyPreviewQuery,
  type V1PolicyPreview,
} from '@throughline/contracts/v1/policy-preview.ts';
import type { App } from '../../app.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { pageRows } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';
import { refusalOfPolicy } from './policies.ts';

export function v1PolicyPreviewRoutes(app: App, { context }: RouteContext): void {
  app.post(
    '/v1/policies/preview',
    {
      config: {
        // Due dates of single people are conversations.
        access: { kind: 'api_key', scope: 'policies:read', and: 'conversations:read' },
        rateLimit: rateLimits.v1,
      },
      schema: {
        operationId: 'previewPolicy',
        summary: 'Who would be due when under a draft',
        description:
          'Beside when they are due as things are: by employee, by week, and in hours by manager with a warning where the weeks cannot hold it. Changes nothing, and can be asked as often as a draft changes. Send the same draft with `cursor` for the next employees.',
        tags: ['Policies'],
        querystring: v1PolicyPreviewQuery,
        body: v1PolicyDraft,
        response: { 200: v1PolicyPreview, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request): Promise<V1PolicyPreview> => {
      const { organizationId } = apiClientOf(request);
      const { weeks, ...stated } = request.body;
      const { cursor = null, page_size } = request.query;
      const previewed = await previewPolicy(context, { organizationId, stated: statedPolicyOf(stated), weeks });
      if (previewed.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
      if (previewed.kind === 'refused') throw refusalOfPolicy(previewed.issues);
      const rows = previewed.preview.reports.map((report) => ({ ...report, id: report.reportId }));
      const listed = await listPage({
        organizationId,
        list: 'policy_preview',
        cursor,
        pageSize: page_size,
        read: async (from, limit) => besideInList({ rows, from, limit }),
      });
      const { results, next, previous } = pageRows(listed);
      return {
        ...v1PreviewOf(previewed),
        results: results.map((report) => v1PreviewedEmployeeOf({ report, previewed })),
        next,
        previous,
      };
    },
  );
}
