import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';

/** Where the changes go on, and the window they are frozen to. */
export type Cursor = { readonly path: string; readonly window: Interval };

/** A delta's window stays as it was asked for: it is asked for wider than needed, so that it serves for a while. */
const aheadDays = 60;
const behindDays = 30;

const stored = z.object({
  path: z.string().startsWith('/'),
  start: z.string().transform((text) => Temporal.Instant.from(text)),
  end: z.string().transform((text) => Temporal.Instant.from(text)),
});

export function seedWindow({ start, end }: Interval): Interval {
  return { start: start.subtract({ hours: 24 * behindDays }), end: end.add({ hours: 24 * aheadDays }) };
}

/** Null for a cursor whose window `window` has grown out of. */
export function readCursor({ cursor, window }: { cursor: string; window: Interval }): Cursor | null {
  const { path, start, end } = stored.parse(JSON.parse(cursor));
  const covers = Temporal.Instant.compare(start, window.start) <= 0 && Temporal.Instant.compare(window.end, end) <= 0;
  return covers ? { path, window: { start, end } } : null;
}

export function writeCursor({ path, window: { start, end } }: Cursor): string {
  return JSON.stringify({ path, start: start.toString(), end: end.toString() });
}
