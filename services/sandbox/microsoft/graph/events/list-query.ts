import { z } from 'zod';
import { badRequest, GraphError } from '../graph-error.ts';
import { readZone } from './event-time.ts';
import { parseFilter } from './filter-expression.ts';
import type { Expression } from './filter-expression.ts';

const count = (most: number) => z.coerce.number().int().min(0).max(most);

const query = z.looseObject({
  $top: count(1000).default(10),
  $skip: count(Number.MAX_SAFE_INTEGER).default(0),
  $filter: z.string().optional(),
  $orderby: z.string().optional(),
  $count: z.enum(['true', 'false']).default('false'),
  startDateTime: z.string().optional(),
  endDateTime: z.string().optional(),
});

export type ListQuery = {
  readonly top: number;
  readonly skip: number;
  readonly filter: Expression | null;
  readonly orderBy: { readonly path: string; readonly descending: boolean } | null;
  readonly count: boolean;
};

const orderable = new Set(['start/dateTime', 'end/dateTime', 'subject', 'createdDateTime', 'lastModifiedDateTime']);

/** @throws GraphError 400 */
export function readListQuery(given: unknown): ListQuery {
  const parsed = query.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw badRequest(`Invalid value for the query option '${String(issue?.path[0] ?? '')}': ${issue?.message ?? ''}`);
  }
  const { $top, $skip, $filter, $orderby, $count } = parsed.data;
  return {
    top: Math.max($top, 1),
    skip: $skip,
    filter: $filter === undefined ? null : parseFilter($filter),
    orderBy: $orderby === undefined ? null : readOrder($orderby),
    count: $count === 'true',
  };
}

function readOrder(text: string): ListQuery['orderBy'] {
  const [path = '', direction = 'asc'] = text.split(',')[0]?.trim().split(/\s+/) ?? [];
  if (!orderable.has(path) || !['asc', 'desc'].includes(direction.toLowerCase())) {
    throw badRequest(`The query option $orderby is not supported for '${text}'.`);
  }
  return { path, descending: direction.toLowerCase() === 'desc' };
}

/** The most days a view may span. */
const widestView = 1825;

/**
 * The window of a calendar view, in milliseconds; without an offset its ends are UTC. Names are taken in any letter case.
 *
 * @throws GraphError 400
 */
export function readWindow(given: unknown): { from: number; until: number } {
  const named = Object.fromEntries(
    Object.entries(Object(given) as Record<string, unknown>).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const from = readEnd(named['startdatetime']);
  const until = readEnd(named['enddatetime']);
  if (until < from) throw invalidWindow('The end of the time window is before its start.');
  if (until - from > widestView * 24 * 60 * 60 * 1000) {
    throw invalidWindow(`The time window is longer than ${widestView} days.`);
  }
  return { from, until };
}

function readEnd(value: unknown): number {
  if (typeof value !== 'string') {
    throw invalidWindow(
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  }
  try {
    if (/(Z|[+-]\d{2}:?\d{2})$/i.test(value)) return Temporal.Instant.from(value).epochMilliseconds;
    return Temporal.PlainDateTime.from(value).toZonedDateTime(readZone('UTC')).epochMilliseconds;
  } catch {
    throw invalidWindow(`The value '${value}' of the time window is no date and time.`);
  }
}

function invalidWindow(message: string): GraphError {
  return new GraphError({ status: 400, code: 'ErrorInvalidParameter', message });
}
