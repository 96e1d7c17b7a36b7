import { z } from 'zod';
import { answerSentence } from '@throughline/app/answer-sentence.ts';
import { conversationDetails } from '@throughline/app/conversation-details.ts';
import { conversationRow } from '@throughline/app/conversation-row.ts';
import { hasListOfHelp, helpOnList } from '@throughline/app/help-on-list.ts';
import { listConversations } from '@throughline/app/list-conversations.ts';
import { recordEvidence } from '@throughline/app/record-evidence.ts';
import type { Viewer } from '@throughline/app/viewer.ts';
import { answerRequest, answerResponse } from '@throughline/contracts/pages/answers.ts';
import {
  conversationDetails as conversationDetailsSchema,
  listConversationsQuery,
  listConversationsResponse,
} from '@throughline/contracts/pages/conversations.ts';
import type { ConversationFilter } from '@throughline/db/conversation-view-store.ts';
import { openStates, terminalStates } from '@throughline/domain/conversation/conversation.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import { invalidCursor } from '../http/send-page.ts';
import type { RouteContext } from '../route-context.ts';

type Query = z.output<typeof listConversationsQuery>;

const byId = z.object({ id: z.uuid() });

/** One's own conversations, those with one's reports, and for HR and administrators everyone's dates and states. */
export function conversationRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'signed_in' } } as const;

  app.get(
    '/api/conversations',
    {
      config,
      schema: { hide: true, querystring: listConversationsQuery, response: { 200: listConversationsResponse } },
    },
    async (request) => {
      const viewer = viewerOf(request);
      await refuseListOfHelp({ context, viewer, query: request.query });
      const listed = await listConversations(context, {
        organizationId: viewer.organizationId,
        filter: { ...scopeOf({ viewer, query: request.query }), ...stateOf(request.query), ...searchOf(request.query) },
        order: 'due',
        cursor: request.query.cursor ?? null,
        pageSize: request.query.pageSize,
      });
      if (listed.kind === 'invalid') throw invalidCursor();
      if (listed.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
      const now = context.clock.now();
      const help = await helpOnList(context, {
        organizationId: viewer.organizationId,
        views: request.query.scope === 'organization' ? listed.rows : [],
      });
      return {
        rows: listed.rows.map((view) => ({ ...conversationRow({ view, now }), help: help.get(view.id) ?? null })),
        next: listed.next,
        total: listed.total,
      };
    },
  );

  app.get(
    '/api/conversations/:id',
    { config, schema: { hide: true, params: byId, response: { 200: conversationDetailsSchema } } },
    async (request) => {
      const details = await conversationDetails(context, {
        viewer: viewerOf(request),
        conversationId: request.params.id,
      });
      if (details === null) throw new ProblemError({ name: 'not_found' });
      return details;
    },
  );

  app.post(
    '/api/conversations/:id/answer',
    { config, schema: { hide: true, params: byId, body: answerRequest, response: { 200: answerResponse } } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const recorded = await recordEvidence(context, {
        organizationId,
        conversationId: request.params.id,
        personId: person.id,
        answer: request.body.answer,
      });
      switch (recorded.kind) {
        case 'recorded':
          return {
            recorded: true as const,
            sentence: answerSentence(recorded),
            mayTellPulse: recorded.mayTellPulse,
          };
        case 'not_found':
          throw new ProblemError({ name: 'not_found' });
        case 'not_ended':
          throw new ProblemError({ name: 'conflict', detail: 'The conversation is not over yet.' });
        case 'too_late':
          throw new ProblemError({ name: 'conflict', detail: 'It is too long ago to be answered now.' });
      }
    },
  );
}

function scopeOf({ viewer, query }: { viewer: Viewer; query: Query }): ConversationFilter {
  switch (query.scope) {
    case 'mine':
      return { reportId: viewer.person.id };
    case 'my_reports':
      return { managerId: viewer.person.id };
    case 'organization':
      if (viewer.roles.has('hr') || viewer.roles.has('administrator')) return {};
      throw new ProblemError({
        name: 'not_allowed',
        detail: 'Everyone’s conversations are for HR and administrators.',
      });
  }
}

/** With a works council's terms HR has no list by person of who needs a date, or of who is past the longest gap. */
async function refuseListOfHelp({
  context,
  viewer: { organizationId },
  query: { scope, state },
}: {
  context: RouteContext['context'];
  viewer: Viewer;
  query: Query;
}): Promise<void> {
  if (scope !== 'organization' || (state !== 'needs_a_date' && state !== 'past_longest_gap')) return;
  if (await hasListOfHelp(context, { organizationId })) return;
  throw new ProblemError({
    name: 'not_allowed',
    detail: 'With your works council’s terms there is no list by person of who needs a date.',
  });
}

function stateOf({ state }: Query): ConversationFilter {
  switch (state) {
    case undefined:
      return {};
    case 'open':
      return { states: openStates };
    case 'ended':
      return { states: terminalStates };
    case 'needs_a_date':
      return { states: ['due'] };
    case 'past_longest_gap':
      return { states: openStates, onRecord: 'past_longest_gap' };
    case 'due':
    case 'booked':
    case 'awaiting_confirmation':
    case 'held':
    case 'unconfirmed':
    case 'exempt':
    case 'superseded':
    case 'closed':
      return { states: [state] };
  }
}

function searchOf({ search }: Query): ConversationFilter {
  return search === undefined || search.trim() === '' ? {} : { search: search.trim() };
}
