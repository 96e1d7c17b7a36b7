import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { from } from 'pg-copy-streams';
import { namesOf, type CopiedColumn } from './copied-column.ts';
import { CopyPiece } from './copy-piece.ts';
import type { Transaction } from './database.ts';
import { clientOf } from './prepared-queries.ts';

/** So many rows make up for a table of their own. */
export const worthCopying = 1_000;

/** Rows go over in pieces of about this many bytes: small enough to let others have their turn in between. */
const pieceLength = 64 * 1024;

/**
 * Copies rows into a new table of this session alone, shaped like `like` as far as `columns` go, hands it to `work` by
 * name and drops it. COPY goes by no row-level security, so a tenant's table cannot take it directly; what `work` moves
 * over is checked like any other row.
 */
export async function withCopiedRows<Row, Result>({
  tx,
  name,
  like,
  columns,
  rows,
  work,
}: {
  tx: Transaction;
  name: string;
  like: string;
  columns: readonly CopiedColumn<Row>[];
  rows: Iterable<Row>;
  work: () => Promise<Result>;
}): Promise<Result> {
  const list = namesOf(columns);
  // Until the transaction ends: what is sorted, hashed or shown to triggers stays in memory.
  await tx.execute(sql.raw(`SET LOCAL work_mem = '64MB'`));
  await tx.execute(
    sql.raw(`CREATE TEMPORARY TABLE ${name} ON COMMIT DROP AS SELECT ${list} FROM ${like} WITH NO DATA`),
  );
  await pipeline(
    Readable.from(pieces({ rows, columns }), { objectMode: false }),
    clientOf(tx).query(from(`COPY ${name} (${list}) FROM STDIN (FORMAT binary)`)),
  );
  const result = await work();
  await tx.execute(sql.raw(`DROP TABLE ${name}`));
  return result;
}

function* pieces<Row>({
  rows,
  columns,
}: {
  rows: Iterable<Row>;
  columns: readonly CopiedColumn<Row>[];
}): Generator<Buffer> {
  const piece = new CopyPiece();
  piece.begin();
  for (const row of rows) {
    piece.row(columns.length);
    for (const column of columns) column.write(piece, row);
    if (piece.length >= pieceLength) yield piece.take();
  }
  piece.end();
  yield piece.take();
}

/**
 * The transaction's organisation, asked for once in a statement; the column's own default is asked for with every row.
 */
export const thisOrganization = "(SELECT nullif(current_setting('throughline.organization_id', true), '')::uuid)";
