import { HrSystemError } from '@throughline/app/ports/hr-system-error.ts';
import { guardedRequest, type Resolve } from '@throughline/security/outbound/guarded-request.ts';
import type { OutboundRules } from '@throughline/security/outbound/outbound-url.ts';
import type { z } from 'zod';
import { retryAfterOf } from '@throughline/domain/time/retry-after.ts';

/** Reports are made while somebody waits for them. */
const milliseconds = 120_000;
const mostBytes = 64 * 1024 * 1024;
/** Longer than this is not waited for, and not oftener; the pull comes again later. */
const longestWaitSeconds = 120;
const mostWaits = 3;

export type AskContext = {
  readonly rules: OutboundRules;
  readonly resolve?: Resolve;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly wall: () => Temporal.Instant;
};

export type Question<Schema extends z.ZodType> = {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly answer: Schema;
};

export type Ask = <Schema extends z.ZodType>(
  question: Question<Schema>,
) => Promise<{ readonly value: z.output<Schema>; readonly authorization: string | null }>;

/**
 * Asks an HR system one thing: by the guard for addresses somebody else gave, within bounds of time and size, as slowly as
 * it wants to be asked, and believing nothing of the answer that its schema does not say.
 */
export function createAsk({ rules, resolve, wait, wall }: AskContext): Ask {
  return async ({ url, method = 'GET', headers, body = '', answer: schema }) => {
    for (let waits = 0; ; waits += 1) {
      const answer = await guardedRequest({
        url: url.href,
        rules,
        ...(resolve === undefined ? {} : { resolve }),
        milliseconds,
        method,
        headers: { accept: 'application/json', 'user-agent': 'Throughline', ...headers },
        body,
        mostBytes,
      });
      if (answer.kind === 'refused') throw error('not_allowed', `${url.host} is not an address of the public internet`);
      if (answer.kind === 'unreachable') throw error('unavailable', `${url.host} does not answer`);
      const { status } = answer;
      if (status === 200) {
        return {
          value: read({ text: answer.body, schema, host: url.host }),
          authorization: answer.authorization ?? null,
        };
      }
      const retryAfter = retryAfterOf({ header: answer.retryAfter, wall: wall() });
      const seconds = retryAfter?.total('seconds') ?? null;
      const isSlow = status === 429 || status === 503;
      if (!isSlow || seconds === null || seconds > longestWaitSeconds || waits >= mostWaits) {
        throw refusal({ status, host: url.host, retryAfter });
      }
      await wait(seconds * 1_000);
    }
  };
}

function read<Schema extends z.ZodType>({
  text,
  schema,
  host,
}: {
  text: string | undefined;
  schema: Schema;
  host: string;
}): z.output<Schema> {
  if (text === undefined) throw error('unreadable', `what ${host} answered broke off or is too long`);
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    throw error('unreadable', `${host} did not answer with JSON`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  // Where it does not fit, and never what stands there.
  const [issue] = parsed.error.issues;
  throw error('unreadable', `what ${host} answered is not as documented at ${issue?.path.join('.') ?? 'its root'}`);
}

function refusal({
  status,
  host,
  retryAfter,
}: {
  status: number;
  host: string;
  retryAfter: Temporal.Duration | null;
}): HrSystemError {
  if (status === 401 || status === 403) return error('unauthorized', `${host} does not let us in (${status})`);
  if (status === 429) return error('throttled', `${host} is asked too often`, retryAfter);
  if (status >= 500 || status === 408) return error('unavailable', `${host} answers ${status}`, retryAfter);
  return error('unreadable', `${host} answers ${status}`);
}

function error(
  kind: HrSystemError['kind'],
  message: string,
  retryAfter: Temporal.Duration | null = null,
): HrSystemError {
  return new HrSystemError({ kind, message, retryAfter });
}

export const basic = ({ name, secret }: { name: string; secret: string }): string =>
  `Basic ${Buffer.from(`${name}:${secret}`, 'utf8').toString('base64')}`;
