import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import { readAnswer, type GraphClient } from './client.ts';
import { unreadable, type Effect } from './errors.ts';
import { preferences } from './middleware.ts';

/** learn.microsoft.com/graph/json-batching */
const requestsPerBatch = 20;

export type BatchRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below /v1.0, with its query, encoded. */
  readonly path: string;
  readonly body?: unknown;
};
/** What became of one request, whatever became of the others. */
export type BatchResult<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly error: CalendarError };

const oneAnswer = z.object({
  id: z.string(),
  status: z.number().int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
});
const answers = z.object({ responses: z.array(oneAnswer) });

/**
 * Several requests to one mailbox, twenty in a message, each told apart in the order given. Nothing inside inherits a
 * header of the message. Throws a CalendarError when a message itself fails.
 */
export async function batch<Answer>({
  client,
  auth,
  effect,
  requests,
  answer,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  effect: Effect;
  requests: readonly BatchRequest[];
  answer: z.ZodType<Answer>;
}): Promise<readonly BatchResult<Answer>[]> {
  const results: BatchResult<Answer>[] = [];
  for (let from = 0; from < requests.length; from += requestsPerBatch) {
    const group = requests.slice(from, from + requestsPerBatch);
    const { responses } = await client.call({
      auth,
      effect,
      path: '/$batch',
      requests: group.length,
      answer: answers,
      send: (request) => request.post({ requests: group.map(insideMessage) }),
    });
    const byId = new Map(responses.map((response) => [response.id, response]));
    results.push(
      ...group.map((_, index) => resultOf({ client, auth, effect, answer, given: byId.get(String(index)) })),
    );
  }
  return results;
}

function insideMessage({ method, path, body }: BatchRequest, index: number): Record<string, unknown> {
  return {
    id: String(index),
    method,
    url: path,
    headers: {
      Prefer: preferences.join(', '),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  };
}

function resultOf<Answer>({
  client,
  auth,
  effect,
  answer,
  given,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  effect: Effect;
  answer: z.ZodType<Answer>;
  given: z.infer<typeof oneAnswer> | undefined;
}): BatchResult<Answer> {
  if (given === undefined) return { ok: false, error: unreadable({ effect, issues: ['responses: one is missing'] }) };
  const { status, body } = given;
  try {
    if (status >= 200 && status < 300) return { ok: true, answer: readAnswer({ answer, body, effect }) };
  } catch (error) {
    if (error instanceof CalendarError) return { ok: false, error };
    throw error;
  }
  const headers = new Headers(given.headers);
  return { ok: false, error: client.refusal({ auth, effect, status, headers, body }) };
}
