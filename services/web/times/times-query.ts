import { queryOptions } from '@tanstack/react-query';
import { pickResponse, timesResponse, type PickResponse } from '@throughline/contracts/pages/times.ts';
import { get, send } from '../app/api.ts';

/** Behind a mailed link, or of a conversation of one's own. */
export type TimesOf = { readonly token: string } | { readonly conversationId: string };

export function timesQuery(of: TimesOf) {
  const path = 'token' in of ? `/api/times?${new URLSearchParams(of)}` : pathOf(of);
  return queryOptions({
    queryKey: ['times', of],
    queryFn: ({ signal }) => get(path, timesResponse, signal),
  });
}

export function pickTime({ of, startsAt }: { of: TimesOf; startsAt: string }): Promise<PickResponse> {
  const body = 'token' in of ? { ...of, startsAt } : { startsAt };
  return send('POST', 'token' in of ? '/api/times' : pathOf(of), { body, schema: pickResponse });
}

export function askForOthers(of: TimesOf): Promise<PickResponse> {
  if ('token' in of) return send('POST', '/api/times/others', { body: of, schema: pickResponse });
  return send('POST', `${pathOf(of)}/others`, { schema: pickResponse });
}

export function keepDate(of: TimesOf): Promise<PickResponse> {
  if ('token' in of) return send('POST', '/api/times/keep', { body: of, schema: pickResponse });
  return send('POST', `${pathOf(of)}/keep`, { schema: pickResponse });
}

function pathOf({ conversationId }: { conversationId: string }): string {
  return `/api/conversations/${encodeURIComponent(conversationId)}/times`;
}
