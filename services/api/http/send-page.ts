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
  const { results: rows, next, previous } = pageRows(listed);
  const links = [
    linkOf({ url: request.url, cursor: next, rel: 'next' }),
    linkOf({ url: request.url, cursor: previous, rel: 'prev' }),
  ];
  const stated = links.filter((link) => link !== null);
  if (stated.length > 0) reply.header('link', stated.join(', '));
  return { results: rows.map(toResult), next, previous };
}

/** The rows of a page that is no resource of its own, so that no link leads to the next. */
export function pageRows<Row>(listed: ListPage<Row> | { readonly kind: 'not_told' }): {
  results: readonly Row[];
  next: string | null;
  previous: string | null;
} {
  if (listed.kind === 'invalid') throw invalidCursor();
  if (listed.kind !== 'page') throw new ProblemError({ name: listed.kind });
  const { rows, next, previous } = listed;
  return { results: rows, next, previous };
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
