import type { z } from 'zod';
import { v1Conversation as toV1 } from '@throughline/app/conversation-row.ts';
import { listConversations } from '@throughline/app/list-conversations.ts';
import {
  v1ConversationPage,
  v1ListConversationsQuery,
  type V1ConversationPage,
} from '@throughline/contracts/v1/conversations.ts';
import type { ConversationFilter } from '@throughline/db/conversation-view-store.ts';
import type { App } from '../../app.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

type Query = z.output<typeof v1ListConversationsQuery>;

export function v1ConversationRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/conversations',
    {
      config: { access: { kind: 'api_key', scope: 'conversations:read' }, rateLimit: rateLimits.v1 },
      schema: {
        operationId: 'listConversations',
        summary: 'Career conversations: due, booked, held',
        description:
          'Dates and states, never content. A list stays whole while conversations change: follow `next` until it is null.',
        tags: ['Conversations'],
        querystring: v1ListConversationsQuery,
        response: { 200: v1ConversationPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1ConversationPage> => {
      const { query } = request;
      const listed = await listConversations(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: filterOf(query),
        cursor: query.cursor ?? null,
        pageSize: query.page_size,
      });
      const now = context.clock.now();
      return sendPage({ request, reply, listed, toResult: (view) => toV1({ view, now }) });
    },
  );
}

/** `due_before` and `due_after` name days outside the range, as their names say. */
function filterOf(query: Query): ConversationFilter {
  return {
    ...(query.state === undefined ? {} : { states: [query.state] }),
    ...(query.due_before === undefined
      ? {}
      : { dueTo: Temporal.PlainDate.from(query.due_before).subtract({ days: 1 }) }),
    ...(query.due_after === undefined ? {} : { dueFrom: Temporal.PlainDate.from(query.due_after).add({ days: 1 }) }),
    ...(query.group === undefined ? {} : { group: query.group }),
    ...(query.manager === undefined ? {} : { managerId: query.manager }),
    ...(query.modified_after === undefined ? {} : { modifiedAfter: Temporal.Instant.from(query.modified_after) }),
  };
}
