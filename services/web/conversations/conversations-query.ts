import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { conversationDetails, listConversationsResponse } from '@throughline/contracts/pages/conversations.ts';
import { get } from '../app/api.ts';

export type ConversationFilters = {
  readonly scope: 'mine' | 'my_reports' | 'organization';
  /** One of the API's, or `all`. */
  readonly state?: string | undefined;
  readonly search?: string | undefined;
  readonly pageSize?: number;
};

const firstPage: string | null = null;

/** Page after page of the list, as far as somebody asked for. */
export function conversationsQuery(filters: ConversationFilters) {
  return infiniteQueryOptions({
    queryKey: ['conversations', filters],
    queryFn: ({ pageParam, signal }) => get(pathOf(filters, pageParam), listConversationsResponse, signal),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
  });
}

/** The first few alone. */
export function fewConversationsQuery(filters: ConversationFilters & { readonly pageSize: number }) {
  return queryOptions({
    queryKey: ['conversations', 'few', filters],
    queryFn: ({ signal }) => get(pathOf(filters, null), listConversationsResponse, signal),
  });
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ['conversations', 'one', id],
    queryFn: ({ signal }) => get(`/api/conversations/${encodeURIComponent(id)}`, conversationDetails, signal),
  });
}

function pathOf({ scope, state, search, pageSize = 50 }: ConversationFilters, cursor: string | null): string {
  const query = new URLSearchParams({ scope, pageSize: String(pageSize) });
  if (state !== undefined && state !== 'all') query.set('state', state);
  if (search !== undefined && search !== '') query.set('search', search);
  if (cursor !== null) query.set('cursor', cursor);
  return `/api/conversations?${query}`;
}
