import { pageOfConnections } from '@throughline/app/page-of-connections.ts';
import { v1ConnectionPage, v1ListConnectionsQuery, type V1Connection } from '@throughline/contracts/v1/connections.ts';
import type { StoredConnection } from '@throughline/db/connection-store.ts';
import type { App } from '../../app.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

export function v1ConnectionRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/connections',
    {
      config: { access: { kind: 'api_key', scope: 'employees:read' }, rateLimit: rateLimits.v1 },
      schema: {
        operationId: 'listConnections',
        summary: 'Whose calendar is connected, and what stands in the way',
        description:
          'No token, no address, nothing of what stands in a calendar. Under the terms of a works council it is not told.',
        tags: ['Employees'],
        querystring: v1ListConnectionsQuery,
        response: { 200: v1ConnectionPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { status, employee, cursor = null, page_size } = request.query;
      const listed = await pageOfConnections(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: {
          ...(status === undefined ? {} : { status }),
          ...(employee === undefined ? {} : { personId: employee }),
        },
        cursor,
        pageSize: page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1ConnectionOf });
    },
  );
}

function v1ConnectionOf(one: StoredConnection): V1Connection {
  return {
    id: one.id,
    employee: one.personId,
    provider: one.provider,
    purpose: one.purpose,
    status: one.status,
    broken_because: one.brokenBecause,
    broken_at: one.brokenAt?.toString() ?? null,
    connected_at: one.connectedAt.toString(),
    last_read_at: one.syncedAt?.toString() ?? null,
  };
}
