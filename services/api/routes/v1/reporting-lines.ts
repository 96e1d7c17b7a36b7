import { listReportingLines } from '@throughline/app/list-reporting-lines.ts';
import { putReportingLine } from '@throughline/app/put-reporting-line.ts';
import type { StatedManager } from '@throughline/app/employee-row.ts';
import { v1WriteHeaders } from '@throughline/contracts/v1/paging.ts';
import {
  v1LinesOfEmployee,
  v1ListReportingLinesQuery,
  v1NewReportingLine,
  v1ReportingLinePage,
  type V1ReportingLine,
} from '@throughline/contracts/v1/reporting-lines.ts';
import { awaitedExternalId, type StoredReportingLine } from '@throughline/db/reporting-line-store.ts';
import type { z } from 'zod';
import type { App } from '../../app.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { actorOf, apiClientOf } from '../../http/require-access.ts';
import { sendOnce } from '../../http/send-once.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses, writeResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const reads = { access: { kind: 'api_key', scope: 'employees:read' }, rateLimit: rateLimits.v1 } as const;
const writes = { access: { kind: 'api_key', scope: 'employees:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Employees'];

export function v1ReportingLineRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/reporting_lines',
    {
      config: reads,
      schema: {
        operationId: 'listReportingLines',
        summary: 'Who reports to whom, from when to when',
        description: 'Lines that ended and lines that have yet to begin are among them; `on` names one day.',
        tags,
        querystring: v1ListReportingLinesQuery,
        response: { 200: v1ReportingLinePage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { employee, manager, on, cursor = null, page_size } = request.query;
      const listed = await listReportingLines(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: {
          ...(employee === undefined ? {} : { reportId: employee }),
          ...(manager === undefined ? {} : { managerId: manager }),
          ...(on === undefined ? {} : { on: Temporal.PlainDate.from(on) }),
        },
        cursor,
        pageSize: page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1LineOf });
    },
  );

  app.post(
    '/v1/reporting_lines',
    {
      config: writes,
      schema: {
        operationId: 'putReportingLine',
        summary: 'From a day on, somebody reports to this manager',
        description:
          'Lines that would begin later are gone, the one that holds then ends. Answers all lines of the employee as they stand after.',
        tags,
        headers: v1WriteHeaders,
        body: v1NewReportingLine,
        response: { 200: v1LinesOfEmployee, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<z.infer<typeof v1LinesOfEmployee>> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { employee } = request.body;
          const { organizationId, actor } = actorOf(request);
          const put = await putReportingLine(joined, {
            organizationId,
            actor,
            reportId: employee,
            manager: statedOf(request.body),
          });
          if (put.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
          if (put.kind === 'own_manager') {
            const errors = [{ in: 'body' as const, pointer: '/manager', detail: 'is this person' }];
            throw new ProblemError({ name: 'conflict', errors });
          }
          return { status: 200, body: { results: put.lines.map(v1LineOf) } };
        },
      }),
  );
}

function statedOf({
  manager,
  manager_remote_id,
  valid_from,
}: z.output<typeof v1NewReportingLine>): StatedManager | null {
  const since = valid_from === undefined ? {} : { since: Temporal.PlainDate.from(valid_from) };
  if (manager) return { personId: manager, ...since };
  return manager_remote_id === undefined ? null : { externalId: manager_remote_id, ...since };
}

function v1LineOf({ id, reportId, managerId, validFrom, validTo }: StoredReportingLine): V1ReportingLine {
  const awaited = awaitedExternalId(managerId);
  return {
    id,
    employee: reportId,
    manager: awaited === null ? managerId : null,
    manager_remote_id: awaited,
    valid_from: validFrom.toString(),
    valid_to: validTo?.toString() ?? null,
  };
}
