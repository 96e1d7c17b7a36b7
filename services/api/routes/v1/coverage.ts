import { coverageByWeek } from '@throughline/app/coverage-by-week.ts';
import { coverageByWeekCsv, coverageCsv } from '@throughline/app/coverage-csv.ts';
import { coverageReport } from '@throughline/app/coverage-report.ts';
import { coverageReport as coverageReportSchema } from '@throughline/contracts/coverage.ts';
import {
  coverageByWeek as coverageByWeekSchema,
  coverageCsv as coverageCsvSchema,
  v1CoverageByWeekQuery,
  v1CoverageQuery,
} from '@throughline/contracts/v1/coverage.ts';
import type { App } from '../../app.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { sendJsonOrCsv } from '../../http/send-json-or-csv.ts';
import { notFoundResponse, problemResponses, unchangedResponse } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const config = { access: { kind: 'api_key', scope: 'reports:read' }, rateLimit: rateLimits.v1 } as const;
const refusals = { ...problemResponses, ...notFoundResponse, ...unchangedResponse };
const guarded =
  'Units that are too small, and whatever would let them be worked out beside other units or earlier weeks, have no numbers and say why. Answers `Accept: text/csv` with CSV.';
const csv = { 'text/csv': { schema: coverageCsvSchema } };
const reportResponse = {
  200: {
    description: 'The figures of a week.',
    content: { 'application/json': { schema: coverageReportSchema }, ...csv },
  },
  ...refusals,
};

export function v1CoverageRoutes(app: App, { context }: RouteContext): void {
  for (const { url, operationId, summary, only } of [
    {
      url: '/v1/reports/coverage',
      operationId: 'getCoverage',
      summary: 'Coverage by unit, from the weekly snapshots',
      only: null,
    },
    {
      url: '/v1/reports/coverage/by_group',
      operationId: 'getCoverageByGroup',
      summary: 'Coverage by group, from the weekly snapshots',
      only: 'group' as const,
    },
  ]) {
    app.get(
      url,
      {
        config,
        schema: {
          operationId,
          summary,
          description: `Whether career conversations happen. ${guarded}`,
          tags: ['Reports'],
          querystring: v1CoverageQuery,
          response: reportResponse,
        },
      },
      async (request, reply) => {
        const body = await coverageReport(context, {
          organizationId: apiClientOf(request).organizationId,
          week: request.query.week ?? null,
          only,
        });
        if (body === null) throw new ProblemError({ name: 'not_found', detail: 'There is no snapshot of that week.' });
        return sendJsonOrCsv({ request, reply, body, toCsv: coverageCsv });
      },
    );
  }

  app.get(
    '/v1/reports/coverage/by_week',
    {
      config,
      schema: {
        operationId: 'getCoverageByWeek',
        summary: 'Coverage of one unit, week by week',
        description: `Snapshots are kept for ever. ${guarded}`,
        tags: ['Reports'],
        querystring: v1CoverageByWeekQuery,
        response: {
          200: {
            description: 'The figures of the unit in each week.',
            content: { 'application/json': { schema: coverageByWeekSchema }, ...csv },
          },
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { unit, until = null, weeks } = request.query;
      const { organizationId } = apiClientOf(request);
      const body = await coverageByWeek(context, { organizationId, unit, until, weeks });
      if (body === null) throw new ProblemError({ name: 'not_found', detail: 'No snapshot has a unit of that name.' });
      return sendJsonOrCsv({ request, reply, body, toCsv: coverageByWeekCsv });
    },
  );
}
