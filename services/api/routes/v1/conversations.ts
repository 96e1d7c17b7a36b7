import { z } from 'zod';
import { conversationHistory } from '@throughline/app/conversation-history.ts';
import { readConversation } from '@throughline/app/read-conversation.ts';
import { visibleConfirmations } from '@throughline/app/visible-confirmations.ts';
import { v1Conversation as toV1 } from '@throughline/app/conversation-row.ts';
import { listConversationsForApi } from '@throughline/app/list-conversations-for-api.ts';
import {
  v1Confirmations,
  v1Conversation,
  v1ConversationHistory,
  v1ConversationPage,
  v1ListConversationsQuery,
  type V1Confirmations,
  type V1ConversationHistory,
  type V1ConversationPage,
} from '@throughline/contracts/v1/conversations.ts';
import type { ConversationFilter } from '@throughline/db/conversation-view-store.ts';
import type { App } from '../../app.ts';
import { sendTagged } from '../../http/entity-tag.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { apiClientOf } from '../../http/require-access.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses, unchangedResponse } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

type Query = z.output<typeof v1ListConversationsQuery>;

const reads = { access: { kind: 'api_key', scope: 'conversations:read' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Conversations'];
const params = z.object({ id: z.uuid() });

export function v1ConversationRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/conversations',
    {
      config: reads,
      schema: {
        operationId: 'listConversations',
        summary: 'Career conversations: due, booked, held',
        description:
          'Dates and states, never content. A list stays whole while conversations change: follow `next` until it is null. Under the terms of a works council it holds those that are `due` or `booked`, without `waiting_for` and `calendar_unknown_since`; another `state` is refused.',
        tags,
        querystring: v1ListConversationsQuery,
        response: { 200: v1ConversationPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1ConversationPage> => {
      const { query } = request;
      const listed = await listConversationsForApi(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: filterOf(query),
        cursor: query.cursor ?? null,
        pageSize: query.page_size,
      });
      const now = context.clock.now();
      return sendPage({ request, reply, listed, toResult: (view) => toV1({ view, now }) });
    },
  );

  app.get(
    '/v1/conversations/:id',
    {
      config: reads,
      schema: {
        operationId: 'getConversation',
        summary: 'One conversation',
        description:
          'Dates and states, never content. Under the terms of a works council there are only those that are `due` or `booked`.',
        tags,
        params,
        response: { 200: v1Conversation, ...problemResponses, ...notFoundResponse, ...unchangedResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const view = await readConversation(context, { organizationId, conversationId: request.params.id });
      if (view === null) throw new ProblemError({ name: 'not_found' });
      return sendTagged({ request, reply, body: toV1({ view, now: context.clock.now() }) });
    },
  );

  app.get(
    '/v1/conversations/:id/history',
    {
      config: reads,
      schema: {
        operationId: 'getConversationHistory',
        summary: 'What became of a conversation',
        description:
          'In order. Which of the two made it so is theirs. Under the terms of a works council: due, booked and moved alone.',
        tags,
        params,
        response: { 200: v1ConversationHistory, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request): Promise<V1ConversationHistory> => {
      const { organizationId } = apiClientOf(request);
      const results = await conversationHistory(context, { organizationId, conversationId: request.params.id });
      if (results === null) throw new ProblemError({ name: 'not_found' });
      return { results };
    },
  );

  app.get(
    '/v1/conversations/:id/confirmations',
    {
      config: reads,
      schema: {
        operationId: 'listConfirmations',
        summary: 'How it is known whether a conversation took place',
        description:
          'What everyone but the employee may know: an employee who says that it did not take place is to everybody else like one who says nothing. Under the terms of a works council it is not told.',
        tags,
        params,
        response: { 200: v1Confirmations, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request): Promise<V1Confirmations> => {
      const { organizationId } = apiClientOf(request);
      const results = await visibleConfirmations(context, { organizationId, conversationId: request.params.id });
      if (results === null) throw new ProblemError({ name: 'not_found' });
      if (results === 'not_told') throw new ProblemError({ name: 'not_told' });
      return { results };
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
