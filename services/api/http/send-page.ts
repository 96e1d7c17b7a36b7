import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListPage } from '@throughline/app/list-page.ts';
import { ProblemError } from './problem-error.ts';

/** A page of a list with `Link` (RFC 8288); a cursor nobody wrote is refused, one of another organisation leads nowhere. */
export function sendPage<Row, Result>({
  request,
  reply,
  listed,
  toResult,
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  listed: ListPage<Row> | { readonly kind: 'not_told' };
  toResult: (row: Row) => Result;
}): { results: Result[]; next: string | null; previous: string | null } {
  if (listed.kind === 'invalid') throw invalidCursor();
  if (listed.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
  if (listed.kind === 'not_told') throw new ProblemError({ name: 'not_told' });
  const { rows, next, previous } = listed;
  const links = [
    linkOf({ url: request.url, cursor: next, rel: 'next' }),
    linkOf({ url: request.url, cursor: previous, rel: 'prev' }),
  ];
  const stated = links.filter((link) => link !== null);
  if (stated.length > 0) reply.header('link', stated.join(', '));
  return { results: rows.map(toResult), next, previous };
}

export function invalidCursor(): ProblemError {
  return new ProblemError({
    name: 'invalid_request',
    errors: [{ in: 'query', pointer: '/cursor', detail: 'is not a cursor of this list' }],
  });
}

function linkOf({ url, cursor, rel }: { url: string; cursor: string | null; rel: string }): string | null {
  if (cursor === null) return null;
  const target = new URL(url, 'http://path.invalid');
  target.searchParams.set('cursor', cursor);
  return `<${target.pathname}${target.search}>; rel="${rel}"`;
}
