import { randomUUID } from 'node:crypto';
import type { Journal } from '../state/journal.ts';
import { openTable } from '../state/table.ts';

/** Signed in to an account, whether or not it is one here; or known by what they typed, or by their number, alone. */
export type Caller =
  | { readonly kind: 'account'; readonly email: string }
  | { readonly kind: 'anonymous'; readonly name: string }
  | { readonly kind: 'phone'; readonly number: string };

/** Somebody in a call, once. Moments as RFC 3339; null while they stay. */
export type Stay = { readonly who: Caller; readonly joined: string; readonly left: string | null };

/** What a join link was used for, once: people came together behind it, and at some moment nobody was left. */
export type Call = {
  readonly id: string;
  readonly joinUrl: string;
  /** Before then the provider says nothing of it; null: as soon as it can. */
  readonly publishedAt: string | null;
  readonly stays: readonly Stay[];
};

export type Calls = {
  readonly add: (call: Omit<Call, 'id'>) => Call;
  /** The newest first. */
  readonly all: () => Call[];
  readonly clear: () => void;
};

export function openCalls({ journal, name }: { journal: Journal; name: string }): Calls {
  const table = openTable<Call>({ name, journal });
  return {
    add: (given) => {
      const call = { id: randomUUID(), ...given };
      table.set(call.id, call);
      return call;
    },
    all: () => [...table.values()].toReversed(),
    clear: table.clear,
  };
}

export function startOf({ stays }: Pick<Call, 'stays'>): number {
  return Math.min(...stays.map(({ joined }) => millisecondsOf(joined)));
}

/** Null while somebody is there, at `now` in milliseconds. A moment still to come is one nobody knows yet. */
export function endOf({ call: { stays }, now }: { call: Pick<Call, 'stays'>; now: number }): number | null {
  const ends = stays.map((stay) => leftOf({ stay, now }));
  return ends.includes(null) ? null : Math.max(...ends.map(Number));
}

export function leftOf({ stay: { left }, now }: { stay: Stay; now: number }): number | null {
  if (left === null) return null;
  const at = millisecondsOf(left);
  return at > now ? null : at;
}

export function isPublished({ call: { publishedAt }, now }: { call: Call; now: number }): boolean {
  return publishedAt === null || millisecondsOf(publishedAt) <= now;
}

/** Everybody's stays, by what tells them apart. */
export function staysByCaller(stays: readonly Stay[]): ReadonlyMap<string, readonly [Stay, ...Stay[]]> {
  const byCaller = new Map<string, [Stay, ...Stay[]]>();
  for (const stay of stays) {
    const key = keyOf(stay.who);
    byCaller.set(key, [...(byCaller.get(key) ?? []), stay] as [Stay, ...Stay[]]);
  }
  return byCaller;
}

function keyOf(who: Caller): string {
  return who.kind === 'account'
    ? who.email
    : who.kind === 'anonymous'
      ? `anonymous ${who.name}`
      : `phone ${who.number}`;
}

export function millisecondsOf(moment: string): number {
  return Temporal.Instant.from(moment).epochMilliseconds;
}
