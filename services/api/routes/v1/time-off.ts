import { z } from 'zod';
import { listTimeOff } from '@throughline/app/list-time-off.ts';
import { putTimeOff } from '@throughline/app/put-time-off.ts';
import { removeTimeOff } from '@throughline/app/remove-time-off.ts';
import { v1WriteHeaders } from '@throughline/contracts/v1/paging.ts';
import {
  v1ListTimeOffQuery,
  v1NewTimeOff,
  v1TimeOff,
  v1TimeOffPage,
  type V1TimeOff,
} from '@throughline/contracts/v1/time-off.ts';
import type { StoredLeave } from '@throughline/db/people-store.ts';
import type { App } from '../../app.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { sendOnce } from '../../http/send-once.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses, writeResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const reads = { access: { kind: 'api_key', scope: 'employees:read' }, rateLimit: rateLimits.v1 } as const;
const writes = { access: { kind: 'api_key', scope: 'employees:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Employees'];

export function v1TimeOffRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/time_off',
    {
      config: reads,
      schema: {
        operationId: 'listTimeOff',
        summary: 'Days people are away',
        description: 'Dates only. Long leave moves a due date, shorter leave only keeps dates out of it.',
        tags,
        querystring: v1ListTimeOffQuery,
        response: { 200: v1TimeOffPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { employee, remote_id, ends_after, cursor = null, page_size } = request.query;
      const listed = await listTimeOff(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: {
          ...(employee === undefined ? {} : { personId: employee }),
          ...(remote_id === undefined ? {} : { externalId: remote_id }),
          ...(ends_after === undefined ? {} : { endsAfter: Temporal.PlainDate.from(ends_after) }),
        },
        cursor,
        pageSize: page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1TimeOffOf });
    },
  );

  app.post(
    '/v1/time_off',
    {
      config: writes,
      schema: {
        operationId: 'putTimeOff',
        summary: 'State days somebody is away',
        description: 'Known by employee and first day: stated again, it ends on the day stated last.',
        tags,
        headers: v1WriteHeaders,
        body: v1NewTimeOff,
        response: { 200: v1TimeOff, 201: v1TimeOff, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1TimeOff> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { employee, remote_id = null, start_date, end_date } = request.body;
          const put = await putTimeOff(joined, {
            organizationId: apiClientOf(request).organizationId,
            leave: {
              personId: employee,
              externalId: remote_id,
              startsOn: Temporal.PlainDate.from(start_date),
              endsOn: Temporal.PlainDate.from(end_date),
            },
          });
          if (put === null) throw new ProblemError({ name: 'not_found' });
          return { status: put.kind === 'created' ? 201 : 200, body: v1TimeOffOf(put.stored) };
        },
      }),
  );

  app.delete(
    '/v1/time_off/:id',
    {
      config: writes,
      schema: {
        operationId: 'removeTimeOff',
        summary: 'Somebody is not away after all',
        description:
          'A due date that the leave moved comes back. Where somebody else states the same days, they are listed again.',
        tags,
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const done = await removeTimeOff(context, { organizationId, leaveId: request.params.id });
      if (done === 'not_found') throw new ProblemError({ name: 'not_found' });
      return reply.code(204).send(null);
    },
  );
}

function v1TimeOffOf({ id, externalId, personId, startsOn, endsOn }: StoredLeave): V1TimeOff {
  return {
    id,
    remote_id: externalId,
    employee: personId,
    start_date: startsOn.toString(),
    end_date: endsOn.toString(),
  };
}
