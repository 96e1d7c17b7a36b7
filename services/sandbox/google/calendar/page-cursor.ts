import { z } from 'zod';
import { invalidParameter } from '../google-error.ts';

/** A place in an ordered list, by what it is ordered by, so that changes between two pages lose nothing. */
const pageCursor = z.object({
  /** The last entry of the page before, or null when that page was empty. */
  after: z.object({ key: z.number(), id: z.string() }).nullable(),
  /** The calendars' version when the first page was read: a sync token must not skip what changed while paging. */
  version: z.int(),
});

export type PageCursor = z.infer<typeof pageCursor>;

export function writePageToken(cursor: PageCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

export function readPageToken(token: string): PageCursor {
  try {
    return pageCursor.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
  } catch {
    throw invalidParameter({ name: 'pageToken', message: 'Invalid page token value.' });
  }
}

/** One page of `entries`, and the cursor of the next if there is more. */
export function cutPage<Entry>({
  entries,
  keyOf,
  idOf,
  cursor,
  limit,
}: {
  entries: readonly Entry[];
  keyOf: (entry: Entry) => number;
  idOf: (entry: Entry) => string;
  cursor: PageCursor;
  limit: number;
}): { page: Entry[]; next: PageCursor | null } {
  const compare = (a: { key: number; id: string }, b: { key: number; id: string }): number =>
    a.key - b.key || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  const { after, version } = cursor;
  const left = entries
    .map((entry) => ({ entry, key: keyOf(entry), id: idOf(entry) }))
    .filter((place) => after === null || compare(place, after) > 0)
    .toSorted(compare);
  const page = left.slice(0, limit);
  const last = page.at(-1);
  const next =
    left.length > limit ? { after: last === undefined ? after : { key: last.key, id: last.id }, version } : null;
  return { page: page.map((place) => place.entry), next };
}
