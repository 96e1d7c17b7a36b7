/** PostgreSQL takes 65,535 parameters in one statement; the widest table here has about 40 columns. */
const rowsInStatement = 1_000;

export function* inChunks<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += rowsInStatement) yield rows.slice(from, from + rowsInStatement);
}
