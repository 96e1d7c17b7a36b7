import { lookup } from 'node:dns/promises';
import { request as requestInClear } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { isIP } from 'node:net';
import { guardedAgent, InternalSocket } from './guarded-agent.ts';
import { checkOutboundUrl, hostOf } from './outbound-url.ts';
import type { OutboundRules, UrlRefusal } from './outbound-url.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

export type OutboundAnswer =
  /** Whatever it was, redirects included: nothing is followed. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | null;
      /** Where it was asked for and came whole. */
      readonly body?: string;
      readonly authorization?: string;
    }
  /** Not asked. */
  | { readonly kind: 'refused'; readonly reason: UrlRefusal }
  | { readonly kind: 'unreachable'; readonly reason: 'no_such_host' | 'no_connection' | 'no_answer_in_time' };

/** All addresses a name has, as text. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Of an answer nobody asked for no more is read; what is read is forgotten. */
const mostForgottenBytes = 64 * 1024;

const systemResolver: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true, order: 'verbatim' })).map(({ address }) => address);

/**
 * One request to an address somebody else named. The name is resolved once, all it resolves to is looked at, and the
 * connection goes to exactly that: a name that says something else the next time it is asked gains nothing. The socket
 * is looked at once more before a byte leaves. No proxy, no redirect, no connection that is used again.
 *
 * @param milliseconds for all of it, machine time, the answer's body included
 */
export async function guardedRequest({
  url: text,
  rules,
  resolve = systemResolver,
  milliseconds,
  ...message
}: {
  url: string;
  rules: OutboundRules;
  resolve?: Resolve;
  milliseconds: number;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Reads the answer, which is worth nothing when it is longer than this, breaks off, or takes too long. */
  mostBytes?: number;
}): Promise<OutboundAnswer> {
  const checked = checkOutboundUrl({ url: text, rules });
  if (checked.kind === 'refused') return checked;
  const { url, isLoopback } = checked;
  const signal = AbortSignal.timeout(milliseconds);
  const isAllowed = isLoopback ? isLoopbackAddress : isPublicAddress;
  const addresses = await resolvedBy({ host: hostOf(url), resolve, signal });
  if (!Array.isArray(addresses)) return addresses;
  if (!addresses.every(isAllowed)) return { kind: 'refused', reason: 'internal' };
  return exchange({ url, addresses, isAllowed, signal, ...message });
}

async function resolvedBy({
  host,
  resolve,
  signal,
}: {
  host: string;
  resolve: Resolve;
  signal: AbortSignal;
}): Promise<string[] | OutboundAnswer> {
  if (isIP(host) !== 0) return [host];
  const { promise: late, resolve: giveUp } = Promise.withResolvers<null>();
  signal.addEventListener('abort', () => giveUp(null), { once: true });
  try {
    const found = await Promise.race([resolve(host), late]);
    if (found === null) return { kind: 'unreachable', reason: 'no_answer_in_time' };
    return found.length === 0 ? { kind: 'unreachable', reason: 'no_such_host' } : [...found];
  } catch {
    return { kind: 'unreachable', reason: 'no_such_host' };
  }
}

function exchange({
  url,
  addresses,
  isAllowed,
  signal,
  method,
  headers,
  body,
  mostBytes,
}: {
  url: URL;
  addresses: readonly string[];
  isAllowed: (address: string) => boolean;
  signal: AbortSignal;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body: string;
  mostBytes?: number;
}): Promise<OutboundAnswer> {
  const { promise, resolve } = Promise.withResolvers<OutboundAnswer>();
  const isClear = url.protocol === 'http:';
  const options = {
    method,
    headers: method === 'GET' ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    agent: guardedAgent({ isClear, isAllowed, addresses }),
    signal,
  };
  let answer: OutboundAnswer | null = null;
  const onAnswer = (response: IncomingMessage) => {
    const { statusCode: status = 0, headers: answered } = response;
    const told: OutboundAnswer = { kind: 'answered', status, retryAfter: answered['retry-after'] ?? null };
    if (mostBytes !== undefined) {
      const { authorization } = answered;
      const more = authorization === undefined ? {} : { authorization };
      return readBody({ response, mostBytes }, (text) =>
        resolve({ ...told, ...more, ...(text === null ? {} : { body: text }) }),
      );
    }
    answer = told;
    return forgetBody(response, () => resolve(told));
  };
  (isClear ? requestInClear : requestOverTls)(url, options, onAnswer)
    .on('error', (error) => {
      // A body that breaks off, or never ends, takes nothing from a status that was told.
      if (answer !== null) resolve(answer);
      else if (error instanceof InternalSocket) resolve({ kind: 'refused', reason: 'internal' });
      else resolve({ kind: 'unreachable', reason: signal.aborted ? 'no_answer_in_time' : 'no_connection' });
    })
    .end(method === 'GET' ? undefined : body);
  return promise;
}

/** The whole body as text, or null. */
function readBody(
  { response, mostBytes }: { response: IncomingMessage; mostBytes: number },
  whenDone: (text: string | null) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes) response.destroy();
    else chunks.push(chunk);
  });
  response.on('error', () => {});
  response.on('close', () =>
    whenDone(response.complete && bytes <= mostBytes ? Buffer.concat(chunks).toString('utf8') : null),
  );
}

/** What a receiver says beside its status is of no use here, and may be anything: it is read off and dropped. */
function forgetBody(response: IncomingMessage, whenDone: () => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostForgottenBytes) response.destroy();
  });
  response.on('error', () => {});
  response.on('close', whenDone);
}
