import type { Caller, PathValues } from './described-request.ts';
import type { Operation } from './described-operations.ts';

type Found = Readonly<Record<string, unknown>>;

/**
 * What a caller has learned from lists: an id is known by the name under which answers hold it, and an address with ids
 * in it by the list that it continues.
 */
export type KnownIds = {
  readonly under: (name: string) => readonly string[];
  readonly forPath: (path: string) => readonly PathValues[];
};

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Reads every list there is, those below others too. */
export async function learnIds({
  operations,
  call,
}: {
  operations: readonly Operation[];
  call: Caller;
}): Promise<KnownIds> {
  const lists = operations
    .filter(({ method }) => method === 'GET')
    .toSorted((one, other) => one.path.length - other.path.length);
  const named = new Map<string, Set<string>>();
  const members = new Map<string, PathValues[]>();
  for (const operation of lists) {
    const parents = placesOf(operation.path).length === 0 ? [{}] : valuesFor({ members, path: operation.path });
    for (const path of parents.slice(0, 3)) {
      const { status, body } = await call({ operation, path, query: { page_size: '10' } });
      const results = (body as { results?: readonly Found[] } | null)?.results;
      if (status !== 200 || !Array.isArray(results)) continue;
      for (const row of results as readonly Found[]) {
        note(named, row);
        if (typeof row['id'] !== 'string') continue;
        const key = operation.path;
        members.set(key, [...(members.get(key) ?? []), { ...path, '': row['id'] }]);
      }
    }
  }
  return { under: (name) => [...(named.get(name) ?? [])], forPath: (path) => valuesFor({ members, path }) };
}

/** Where ids stand in an address, in order. */
export function placesOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

function note(named: Map<string, Set<string>>, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== 'string') note(named, inner);
    else if (uuid.test(inner)) named.set(name, (named.get(name) ?? new Set()).add(inner));
  }
}

function valuesFor({ members, path }: { members: ReadonlyMap<string, readonly PathValues[]>; path: string }) {
  const last = path.lastIndexOf('{');
  const list = path.slice(0, Math.max(last - 1, 0));
  const name = placesOf(path).at(-1) ?? '';
  return (members.get(list) ?? []).map(({ '': id = '', ...above }): PathValues => ({ ...above, [name]: id }));
}
