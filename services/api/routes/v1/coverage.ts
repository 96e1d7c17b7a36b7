import { coverageReport } from '@throughline/app/coverage-report.ts';
import { coverageReport as coverageReportSchema, type CoverageReport } from '@throughline/contracts/coverage.ts';
import { v1CoverageQuery } from '@throughline/contracts/v1/coverage.ts';
import type { App } from '../../app.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { notFoundResponse, problemResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

export function v1CoverageRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/reports/coverage',
    {
      config: { access: { kind: 'api_key', scope: 'reports:read' }, rateLimit: rateLimits.v1 },
      schema: {
        operationId: 'getCoverage',
        summary: 'Coverage by unit, from the weekly snapshots',
        description:
          'Whether career conversations happen, by unit. Units that are too small, and whatever would let them be worked out, have no numbers and say why.',
        tags: ['Reports'],
        querystring: v1CoverageQuery,
        response: { 200: coverageReportSchema, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request): Promise<CoverageReport> => {
      const report = await coverageReport(context, {
        organizationId: apiClientOf(request).organizationId,
        audience: { kind: 'all' },
        week: request.query.week ?? null,
      });
      if (report === null) throw new ProblemError({ name: 'not_found', detail: 'There is no snapshot of that week.' });
      return report;
    },
  );
}
