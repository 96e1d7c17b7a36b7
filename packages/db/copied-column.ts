import type { CopyPiece } from './copy-piece.ts';

/** How one column of a row is written for COPY; null is no value. */
export type CopiedColumn<Row> = { readonly name: string; readonly write: (piece: CopyPiece, row: Row) => void };

/** As SQL lists them. */
export function namesOf(columns: readonly { readonly name: string }[]): string {
  return columns.map(({ name }) => name).join(', ');
}

/** Kinds of column as `COPY ... (FORMAT binary)` takes them, each in the form of its type's receive function. */
export function copiedColumns<Row>() {
  const column =
    <Value>(write: (piece: CopyPiece, value: Value) => void) =>
    (name: string, valueOf: (row: Row) => Value | null): CopiedColumn<Row> => ({
      name,
      write: (piece, row) => {
        const value = valueOf(row);
        if (value === null) piece.nothing();
        else write(piece, value);
      },
    });
  return {
    text: column<string>((piece, value) => piece.text(value)),
    uuid: column<string>((piece, value) => piece.uuid(value)),
    integer: column<number>((piece, value) => piece.integer(value)),
    date: column<Temporal.PlainDate>((piece, value) => piece.date(value)),
    moment: column<Temporal.Instant>((piece, value) => piece.moment(value)),
    json: column<unknown>((piece, value) => piece.json(value)),
    texts: column<readonly string[]>((piece, values) => piece.texts(values)),
  };
}
