import { useState } from 'react';

/** These ids and those there were before, in the order they came: what was answered stays until the page is left. */
export function useKept(ids: readonly string[]): readonly string[] {
  const [kept, setKept] = useState<readonly string[]>(ids);
  const fresh = ids.filter((id) => !kept.includes(id));
  if (fresh.length === 0) return kept;
  const all = [...kept, ...fresh];
  setKept(all);
  return all;
}
