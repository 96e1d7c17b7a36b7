import { coverageCsv } from '@throughline/app/coverage-csv.ts';
import { coverageReport, type CoverageAudience } from '@throughline/app/coverage-report.ts';
import type { Viewer } from '@throughline/app/viewer.ts';
import { pageCoverageReport, type PageCoverageReport } from '@throughline/contracts/coverage.ts';
import { v1CoverageQuery } from '@throughline/contracts/v1/coverage.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const config = {
  access: { kind: 'roles', anyOf: ['leader', 'leadership', 'hr', 'administrator'] },
} as const;

/** The weekly figures as pages show them, and the same rows to take along. */
export function coverageRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/api/coverage',
    { config, schema: { hide: true, querystring: v1CoverageQuery, response: { 200: pageCoverageReport } } },
    (request) => reportFor(viewerOf(request), request.query.week ?? null),
  );

  app.get(
    '/api/coverage.csv',
    { config, schema: { hide: true, querystring: v1CoverageQuery } },
    async (request, reply) => {
      const report = await reportFor(viewerOf(request), request.query.week ?? null);
      reply.header('content-disposition', `attachment; filename="coverage-${report.iso_week}.csv"`);
      return reply.type('text/csv; charset=utf-8; header=present').send(coverageCsv(report));
    },
  );

  async function reportFor(viewer: Viewer, week: string | null): Promise<PageCoverageReport> {
    const { organizationId } = viewer;
    const report = await coverageReport(context, { organizationId, audience: audienceOf(viewer), week });
    if (report === null)
      throw new ProblemError({ name: 'not_found', detail: 'The first weekly figures are not taken yet.' });
    return report;
  }
}

function audienceOf({ roles, person }: Viewer): CoverageAudience {
  if (roles.has('hr')) return { kind: 'hr' };
  const seesAll = roles.has('leadership') || roles.has('administrator');
  return seesAll ? { kind: 'all' } : { kind: 'leader', personId: person.id };
}
