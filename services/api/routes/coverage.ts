import { coverageReport, type CoverageAudience } from '@throughline/app/coverage-report.ts';
import type { Viewer } from '@throughline/app/viewer.ts';
import { coverageReport as coverageReportSchema } from '@throughline/contracts/coverage.ts';
import { v1CoverageQuery } from '@throughline/contracts/v1/coverage.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

/** The weekly figures as pages show them. */
export function coverageRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/api/coverage',
    {
      config: { access: { kind: 'roles', anyOf: ['leader', 'leadership', 'hr', 'administrator'] } },
      schema: { hide: true, querystring: v1CoverageQuery, response: { 200: coverageReportSchema } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const report = await coverageReport(context, {
        organizationId: viewer.organizationId,
        audience: audienceOf(viewer),
        week: request.query.week ?? null,
      });
      if (report === null)
        throw new ProblemError({ name: 'not_found', detail: 'The first weekly figures are not taken yet.' });
      return report;
    },
  );
}

function audienceOf({ roles, person }: Viewer): CoverageAudience {
  const seesAll = roles.has('leadership') || roles.has('hr') || roles.has('administrator');
  return seesAll ? { kind: 'all' } : { kind: 'leader', personId: person.id };
}
