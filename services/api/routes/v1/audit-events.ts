import { listAuditEvents } from '@throughline/app/list-audit-events.ts';
import { v1AuditEventPage, v1ListAuditEventsQuery, type V1AuditEvent } from '@throughline/contracts/v1/audit-events.ts';
import type { AuditRow } from '@throughline/db/audit-store.ts';
import type { App } from '../../app.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

export function v1AuditEventRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/audit_events',
    {
      config: { access: { kind: 'api_key', scope: 'audit:read' }, rateLimit: rateLimits.v1 },
      schema: {
        operationId: 'listAuditEvents',
        summary: 'Who did what to what',
        description:
          'Ids and counts, never content; nothing is ever changed or taken out. Exemptions that are no more are in the export alone. Under the terms of a works council, so is what people did with their own calendars.',
        tags: ['Administration'],
        querystring: v1ListAuditEventsQuery,
        response: { 200: v1AuditEventPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { action, after, cursor = null, page_size } = request.query;
      const listed = await listAuditEvents(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: {
          ...(action === undefined ? {} : { action }),
          ...(after === undefined ? {} : { after: Temporal.Instant.from(after) }),
        },
        cursor,
        pageSize: page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1AuditEventOf });
    },
  );
}

function v1AuditEventOf(row: AuditRow): V1AuditEvent {
  return {
    id: row.id,
    at: row.at.toString(),
    actor_kind: row.actorKind,
    actor: row.actorId,
    action: row.action,
    subject_kind: row.subjectKind,
    subject: row.subjectId,
    details: row.details,
  };
}
