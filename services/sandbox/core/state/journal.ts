import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Where tables put their rows: nowhere (tests), or a file of JSON lines that is read again at the next start. */
export type Journal = {
  /** The rows kept under a table's name before this start, oldest first. */
  readonly keptRows: (table: string) => ReadonlyMap<string, unknown>;
  /** Notes that a row is now `row`, or gone when it is undefined. Written with the next flush. */
  readonly note: (args: { table: string; key: string; row: unknown }) => void;
  readonly flush: () => void;
  readonly close: () => void;
};

/** A SIGKILL loses at most what was noted since the last flush. */
const flushEveryMilliseconds = 400;

/** Below this size a journal is never worth rewriting. */
const smallJournalBytes = 8 * 1024 * 1024;

type Line = readonly [table: string, key: string] | readonly [table: string, key: string, row: unknown];

export function forgetfulJournal(): Journal {
  return {
    keptRows: () => new Map(),
    note: () => undefined,
    flush: () => undefined,
    close: () => undefined,
  };
}

/**
 * A journal in `directory`: each line is one row as it became, the last line of a row wins. Rewritten in full, through
 * a temporary file and a rename, when most of its lines are superseded. A torn last line (the process died while
 * writing) is dropped.
 */
export function openJournal({ directory }: { directory: string }): Journal {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'sandbox.jsonl');
  const tables = new Map<string, Map<string, unknown>>();
  const changed = new Map<string, Set<string>>();
  const rowsOf = (table: string): Map<string, unknown> => {
    const rows = tables.get(table) ?? new Map<string, unknown>();
    tables.set(table, rows);
    return rows;
  };

  const read = readLines({ path });
  for (const line of read.lines) applyLine({ rows: rowsOf(line[0]), line });
  const living = (): number => [...tables.values()].reduce((sum, rows) => sum + rows.size, 0);

  const rewrite = (): number => {
    const lines: string[] = [];
    for (const [table, rows] of tables) for (const [key, row] of rows) lines.push(JSON.stringify([table, key, row]));
    const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    return Buffer.byteLength(text);
  };

  let size = read.torn || living() < read.lines.length / 2 ? rewrite() : read.bytes;
  let sizeAfterRewrite = size;
  let file = openSync(path, 'a');

  const flush = (): void => {
    if (changed.size === 0) return;
    const lines: string[] = [];
    for (const [table, keys] of changed) {
      const rows = rowsOf(table);
      for (const key of keys) lines.push(JSON.stringify(rows.has(key) ? [table, key, rows.get(key)] : [table, key]));
    }
    changed.clear();
    size += writeSync(file, `${lines.join('\n')}\n`);
    if (size < smallJournalBytes || size < sizeAfterRewrite * 3) return;
    closeSync(file);
    size = rewrite();
    sizeAfterRewrite = size;
    file = openSync(path, 'a');
  };

  const timer = setInterval(flush, flushEveryMilliseconds);
  timer.unref();

  return {
    keptRows: (table) => rowsOf(table),
    note: ({ table, key, row }) => {
      const rows = rowsOf(table);
      if (row === undefined) rows.delete(key);
      else rows.set(key, row);
      const keys = changed.get(table);
      if (keys === undefined) changed.set(table, new Set([key]));
      else keys.add(key);
    },
    flush,
    close: () => {
      clearInterval(timer);
      flush();
      closeSync(file);
    },
  };
}

function readLines({ path }: { path: string }): { lines: Line[]; torn: boolean; bytes: number } {
  if (!existsSync(path)) return { lines: [], torn: false, bytes: 0 };
  const text = readFileSync(path, 'utf8');
  const rows = text.split('\n');
  const torn = rows.pop() !== '';
  const lines = rows.map((row) => JSON.parse(row) as Line);
  return { lines, torn, bytes: Buffer.byteLength(text) };
}

function applyLine({ rows, line }: { rows: Map<string, unknown>; line: Line }): void {
  if (line.length === 2) rows.delete(line[1]);
  else rows.set(line[1], line[2]);
}
