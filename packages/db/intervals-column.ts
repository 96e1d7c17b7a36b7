import { customType } from 'drizzle-orm/pg-core';
import type { Interval } from '@throughline/domain/time/interval.ts';

type Stored = readonly { readonly start: string; readonly end: string }[];

/** Intervals as `jsonb`; instants are RFC 3339 strings there. */
export const intervals = customType<{ data: readonly Interval[]; driverData: string | Stored }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => {
    const stored: Stored = typeof value === 'string' ? JSON.parse(value) : value;
    return stored.map(({ start, end }) => ({ start: Temporal.Instant.from(start), end: Temporal.Instant.from(end) }));
  },
});
