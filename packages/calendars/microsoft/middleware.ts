import { GraphClientError, type Context, type Middleware } from '@microsoft/microsoft-graph-client';

/** The body is part of it: a trickle ends there too. */
const answerWithinMs = 20_000;
/** A page of 1,000 entries, cut to the fields asked for, stays well below. */
const largestAnswerBytes = 8 * 1024 * 1024;

/**
 * Wanted on every request, those inside a batch included: ids that survive a move to another folder, and times in
 * UTC (learn.microsoft.com/graph/outlook-immutable-id; a request without it gets and takes the other kind of id).
 */
export const preferences: readonly string[] = ['IdType="ImmutableId"', 'outlook.timezone="UTC"'];

/**
 * The whole chain of the Graph client: one sending. The library's own AuthenticationHandler gives the token to https
 * hosts of its list only and drops it silently elsewhere, its RetryHandler repeats POSTs three times, and its
 * RedirectHandler follows to any host; so none of them is used. A token never leaves for another origin than `origin`.
 */
export function graphMiddleware({ origin }: { origin: string }): Middleware {
  return {
    async execute(context) {
      const url = new URL(typeof context.request === 'string' ? context.request : context.request.url);
      if (url.origin !== origin) throw new Error('A request of the Graph client was meant for another host.');
      context.response = await answerTo({ url, context });
    },
  };
}

async function answerTo({ url, context }: { url: URL; context: Context }): Promise<Response> {
  const headers = new Headers(context.options?.headers);
  for (const preference of preferences) headers.append('prefer', preference);
  headers.set('client-request-id', crypto.randomUUID());
  try {
    const response = await fetch(url, {
      method: context.options?.method ?? 'GET',
      body: context.options?.body ?? null,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const { status } = response;
    const body = await bodyOf(response);
    return new Response(body.length === 0 ? null : body, { status, headers: response.headers });
  } catch (error) {
    throw unanswered(codeOf(error));
  }
}

async function bodyOf(response: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > largestAnswerBytes) throw Object.assign(new Error('too long'), { code: 'TOO_LONG' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The one kind of error the library passes on as it is; `customError` holds the system's code and nothing else. */
function unanswered(code: string | null): GraphClientError {
  const error = new GraphClientError('no answer');
  error.customError = { code };
  return error;
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause) ?? error.name;
}
