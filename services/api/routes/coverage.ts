import { coverageCsv } from '@throughline/app/coverage-csv.ts';
import { coverageDashboard as readDashboard } from '@throughline/app/coverage-dashboard.ts';
import type { CoverageAudience } from '@throughline/app/dashboard-units.ts';
import type { Viewer } from '@throughline/app/viewer.ts';
import {
  coverageDashboard,
  dashboardQuery,
  type CoverageDashboard,
  type DashboardQuery,
} from '@throughline/contracts/pages/coverage.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const config = {
  access: { kind: 'roles', anyOf: ['leader', 'leadership', 'hr', 'administrator'] },
} as const;

/** Beyond it a page is no overview any more; the CSV has them all. */
const mostOnPage = 200;

/** The weekly figures as the dashboard shows them, a unit at a time, and the same rows to take along. */
export function coverageRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/api/coverage',
    { config, schema: { hide: true, querystring: dashboardQuery, response: { 200: coverageDashboard } } },
    (request) => dashboardFor({ viewer: viewerOf(request), query: request.query, most: mostOnPage }),
  );

  app.get(
    '/api/coverage.csv',
    { config, schema: { hide: true, querystring: dashboardQuery } },
    async (request, reply) => {
      const query = request.query;
      const { unit, listed, ...week } = await dashboardFor({ viewer: viewerOf(request), query, most: Infinity });
      reply.header('content-disposition', `attachment; filename="coverage-${week.iso_week}.csv"`);
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .send(coverageCsv({ ...week, rows: [unit, ...listed] }));
    },
  );

  async function dashboardFor({
    viewer,
    query: { week, unit, kind, under_target: underTarget },
    most,
  }: {
    viewer: Viewer;
    query: DashboardQuery;
    most: number;
  }): Promise<CoverageDashboard> {
    const answer = await readDashboard(context, {
      organizationId: viewer.organizationId,
      audience: audienceOf(viewer),
      week: week ?? null,
      unit: unit ?? null,
      filter: { kind, underTarget },
      most,
    });
    switch (answer.kind) {
      case 'dashboard':
        return answer.dashboard;
      case 'no_snapshot':
        throw new ProblemError({
          name: 'not_found',
          detail:
            week === undefined ? 'The first weekly figures are not taken yet.' : 'No figures were taken in that week.',
        });
      case 'no_unit':
        throw new ProblemError({
          name: 'not_found',
          detail:
            unit === undefined ? 'There is no unit of yours in that week.' : 'That is no unit of yours in that week.',
        });
    }
  }
}

function audienceOf({ roles, person }: Viewer): CoverageAudience {
  if (roles.has('hr')) return { kind: 'hr' };
  const seesAll = roles.has('leadership') || roles.has('administrator');
  return seesAll ? { kind: 'all' } : { kind: 'leader', personId: person.id };
}
