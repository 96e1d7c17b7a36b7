import { needsADate } from '@throughline/app/needs-a-date.ts';
import { needsADateCsv } from '@throughline/app/needs-a-date-csv.ts';
import { needsADateFilter, needsADateQuery, needsADateResponse } from '@throughline/contracts/pages/needs-a-date.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import { invalidCursor } from '../http/send-page.ts';
import type { RouteContext } from '../route-context.ts';

/** HR's live list of who needs a date and why, on a page and to take along. */
export function needsADateRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'roles', anyOf: ['hr', 'administrator'] } } as const;

  app.get(
    '/api/needs-a-date',
    { config, schema: { hide: true, querystring: needsADateQuery, response: { 200: needsADateResponse } } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const { cursor = null, pageSize, ...filter } = request.query;
      const list = await needsADate(context, { organizationId, filter, cursor, pageSize });
      if (list.kind === 'invalid') throw invalidCursor();
      if (list.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
      return list;
    },
  );

  app.get(
    '/api/needs-a-date.csv',
    { config, schema: { hide: true, querystring: needsADateFilter } },
    async (request, reply) => {
      const { organizationId } = viewerOf(request);
      const made = await needsADateCsv(context, { organizationId, filter: request.query });
      if (made.kind === 'units_only') {
        const detail = 'With your works council’s terms there is no list by person of who needs a date.';
        throw new ProblemError({ name: 'not_allowed', detail });
      }
      if (made.kind !== 'csv') throw new ProblemError({ name: 'not_found' });
      reply.header('content-disposition', 'attachment; filename="needs-a-date.csv"');
      return reply.type('text/csv; charset=utf-8; header=present').send(made.text);
    },
  );
}
