import { useState } from 'react';

/** A long list a page at a time; `reset` goes back to its beginning. */
export function usePages<T>({ rows, size }: { rows: readonly T[]; size: number }) {
  const [page, setPage] = useState(0);
  const last = Math.max(0, Math.ceil(rows.length / size) - 1);
  const current = Math.min(page, last);
  return {
    shown: rows.slice(current * size, (current + 1) * size),
    from: rows.length === 0 ? 0 : current * size + 1,
    to: Math.min(rows.length, (current + 1) * size),
    earlier: current > 0 ? () => setPage(current - 1) : null,
    further: current < last ? () => setPage(current + 1) : null,
    reset: () => setPage(0),
  };
}
