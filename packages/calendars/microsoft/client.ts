import { Client, GraphClientError, ResponseType, type GraphRequest } from '@microsoft/microsoft-graph-client';
import type { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { z } from 'zod';
import type { CallLimits } from '../call-limits.ts';
import { createRefusedTokens } from '../refused-tokens.ts';
import { failureFrom, unanswered, unreadable, type Effect } from './errors.ts';
import { graphMiddleware } from './middleware.ts';

const ownRoot = 'https://graph.microsoft.com';
const version = 'v1.0';

export type GraphClient = {
  /** One call: counted, sent once, its answer read with `answer` (`undefined` for an empty one). Throws CalendarErrors. */
  call<Answer>(input: {
    auth: CalendarAuth;
    /** What it does to the mailbox: some POSTs only read. */
    effect: Effect;
    /** Below /v1.0, ids in it encoded; or what `pathOfLink` made of a link of Graph's own. */
    path: string;
    query?: Readonly<Record<string, string | number>>;
    /** Besides the preferences every request carries. */
    prefer?: string;
    /** The write is refused when the entry's etag is another by now. */
    ifMatch?: string | null;
    /** How many requests it is to the mailbox: those inside a batch. */
    requests?: number;
    answer: z.ZodType<Answer>;
    send: (request: GraphRequest) => Promise<unknown>;
  }): Promise<Answer>;
  /** What a refusal means, a batch's inner ones included; if it asks for a pause the mailbox gets one. */
  refusal(input: {
    auth: CalendarAuth;
    effect: Effect;
    status: number;
    headers: Headers;
    body: unknown;
  }): CalendarError;
};

/**
 * One Graph client for all accounts. The access token goes with each call, so nothing is built per call and no token
 * outlives it.
 */
export function createGraphClient({
  graphBaseUrl,
  limits,
  wall,
}: {
  graphBaseUrl: string | null;
  limits: CallLimits;
  wall: () => Temporal.Instant;
}): GraphClient {
  const baseUrl = graphBaseUrl ?? ownRoot;
  const refusedTokens = createRefusedTokens();
  const client = Client.initWithMiddleware({
    baseUrl,
    defaultVersion: version,
    middleware: graphMiddleware({ origin: new URL(baseUrl).origin }),
  });

  const refusal: GraphClient['refusal'] = ({ auth, ...given }) => {
    const { error, ...refused } = failureFrom({ ...given, wall: wall() });
    limits.refused({ mailbox: auth, ...refused });
    refusedTokens.note({ auth, error });
    return error;
  };

  return {
    refusal,

    async call({ auth, effect, path, query = {}, prefer, ifMatch = null, requests = 1, answer, send }) {
      const request = client
        .api(path)
        .query(encoded(query))
        .headers({
          authorization: `Bearer ${auth.accessToken}`,
          ...(prefer === undefined ? {} : { prefer }),
          ...(ifMatch === null ? {} : { 'if-match': ifMatch }),
        })
        .responseType(ResponseType.RAW);
      const body = await limits.run({
        mailbox: auth,
        calls: requests,
        work: async () => {
          refusedTokens.check(auth);
          const response = await answerTo({ request, effect, send });
          const { status, headers } = response;
          const answered = await jsonOf(response);
          if (!response.ok) throw refusal({ auth, effect, status, headers, body: answered });
          return answered;
        },
      });
      return readAnswer({ answer, body, effect });
    },
  };
}

/** Throws a CalendarError when Graph's answer is not what it describes. */
export function readAnswer<Answer>({
  answer,
  body,
  effect,
}: {
  answer: z.ZodType<Answer>;
  body: unknown;
  effect: Effect;
}): Answer {
  const parsed = answer.safeParse(body);
  if (parsed.success) return parsed.data;
  throw unreadable({ effect, issues: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`) });
}

/** The library joins parameters without encoding them. */
function encoded(query: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, encodeURIComponent(value)]));
}

async function answerTo({
  request,
  effect,
  send,
}: {
  request: GraphRequest;
  effect: Effect;
  send: (request: GraphRequest) => Promise<unknown>;
}): Promise<Response> {
  try {
    const response = await send(request);
    if (response instanceof Response) return response;
  } catch (error) {
    if (!(error instanceof GraphClientError)) throw error;
    throw unanswered({ effect, error });
  }
  throw new Error('`send` has to hand back what the request resolves to.');
}

/** `undefined` for an empty body, null for one that is no JSON. */
async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
