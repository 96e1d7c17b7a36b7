import type { ListPosition } from '@throughline/db/beside-position.ts';
import { z } from 'zod';

export type ReadCursor =
  | { readonly kind: 'position'; readonly position: ListPosition }
  | { readonly kind: 'invalid' }
  /** Written for another organisation. */
  | { readonly kind: 'not_found' };

export type ListPage<Row> =
  | {
      readonly kind: 'page';
      readonly rows: readonly Row[];
      readonly next: string | null;
      readonly previous: string | null;
    }
  | Exclude<ReadCursor, { kind: 'position' }>;

const shape = z.tuple([z.string(), z.enum(['after', 'before']), z.uuid(), z.uuid()]);

type Given<Row> = {
  readonly organizationId: string;
  /** Which list, so that one list's cursor is none in another. */
  readonly list: string;
  readonly cursor: string | null;
  readonly pageSize: number;
  /** Up to `limit` rows by id on that side of a position, in order whichever side that is. */
  readonly read: (from: ListPosition | null, limit: number) => Promise<readonly Row[]>;
};

/**
 * One page of rows in the order of their ids, which never change: whatever is written between two pages, no row that
 * stays is missed and none comes twice. A cursor is opaque to whoever carries it; it names a row and holds no secret.
 */
export async function listPage<Row extends { readonly id: string }>({
  organizationId,
  list,
  cursor,
  pageSize,
  read,
}: Given<Row>): Promise<ListPage<Row>> {
  const given = cursor === null ? null : readCursor({ organizationId, list, cursor });
  if (given !== null && given.kind !== 'position') return given;
  const from = given?.position ?? null;
  const found = await read(from, pageSize + 1);
  const hasMore = found.length > pageSize;
  const isBackwards = from?.side === 'before';
  const rows = isBackwards ? found.slice(-pageSize) : found.slice(0, pageSize);
  const cursorAt = (side: ListPosition['side'], row: Row | undefined) =>
    row === undefined ? null : encode([list, side, row.id, organizationId]);
  return {
    kind: 'page',
    rows,
    next: isBackwards || hasMore ? cursorAt('after', rows.at(-1)) : null,
    previous: from !== null && (!isBackwards || hasMore) ? cursorAt('before', rows[0]) : null,
  };
}

function readCursor({
  organizationId,
  list,
  cursor,
}: {
  organizationId: string;
  list: string;
  cursor: string;
}): ReadCursor {
  const parsed = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) return { kind: 'invalid' };
  const [written, side, id, owner] = parsed.data;
  // First, since another organisation's cursor may be of a list that only they have.
  if (owner !== organizationId) return { kind: 'not_found' };
  return written === list ? { kind: 'position', position: { side, id } } : { kind: 'invalid' };
}

function encode(parts: z.input<typeof shape>): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
