import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'drizzle-orm';
import { from } from 'pg-copy-streams';
import type { Transaction } from './database.ts';
import { clientOf } from './prepared-queries.ts';

/** As PostgreSQL reads it in text; null for no value. */
type Value = string | null;

/** So many rows make up for a table of their own. */
export const worthCopying = 1_000;

/** Rows go over in pieces of about this many characters: small enough to let others have their turn in between. */
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
  valuesOf,
  work,
}: {
  tx: Transaction;
  name: string;
  like: string;
  columns: readonly string[];
  rows: Iterable<Row>;
  valuesOf: (row: Row) => readonly Value[];
  work: () => Promise<Result>;
}): Promise<Result> {
  const list = columns.join(', ');
  // Until the transaction ends: what is sorted, hashed or shown to triggers stays in memory.
  await tx.execute(sql.raw(`SET LOCAL work_mem = '64MB'`));
  await tx.execute(
    sql.raw(`CREATE TEMPORARY TABLE ${name} ON COMMIT DROP AS SELECT ${list} FROM ${like} WITH NO DATA`),
  );
  await pipeline(
    Readable.from(pieces({ rows, valuesOf }), { objectMode: false }),
    clientOf(tx).query(from(`COPY ${name} (${list}) FROM STDIN`)),
  );
  const result = await work();
  await tx.execute(sql.raw(`DROP TABLE ${name}`));
  return result;
}

function* pieces<Row>({
  rows,
  valuesOf,
}: {
  rows: Iterable<Row>;
  valuesOf: (row: Row) => readonly Value[];
}): Generator<string> {
  let piece = '';
  for (const row of rows) {
    let separator = '';
    for (const value of valuesOf(row)) {
      piece += separator + written(value);
      separator = '\t';
    }
    piece += '\n';
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function written(value: Value): string {
  if (value === null) return '\\N';
  return special.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : value;
}

/** A `text[]` as PostgreSQL reads it. */
export function arrayText(values: readonly string[]): string {
  return `{${values.map(quoted).join(',')}}`;
}

function quoted(value: string): string {
  return /["\\]/.test(value) ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${value}"`;
}

/** One moment is written once, however many rows bear it. */
export function momentText(): (moment: Temporal.Instant) => string {
  let [last, text]: [Temporal.Instant | null, string] = [null, ''];
  return (moment) => {
    if (last === null || !moment.equals(last)) [last, text] = [moment, moment.toString()];
    return text;
  };
}

/**
 * The transaction's organisation, asked for once in a statement; the column's own default is asked for with every row.
 */
export const thisOrganization = "(SELECT nullif(current_setting('throughline.organization_id', true), '')::uuid)";
