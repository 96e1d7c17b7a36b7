import type { CalendarEvent, JsonValue } from './calendar-event.ts';

/** Whether two states of an entry say the same, leaving out what the store itself keeps and the fields in `ignoring`. */
export function sameEvent({
  a,
  b,
  ignoring = [],
}: {
  a: Partial<CalendarEvent>;
  b: Partial<CalendarEvent>;
  ignoring?: readonly (keyof CalendarEvent)[];
}): boolean {
  const leftOut = new Set<string>(['version', 'updatedAt', ...ignoring]);
  const kept = (event: Partial<CalendarEvent>): string =>
    JSON.stringify(Object.fromEntries(sorted(event).filter(([name]) => !leftOut.has(name))), sortKeys);
  return kept(a) === kept(b);
}

function sortKeys(_name: string, value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(sorted(value)) as JsonValue;
}

function sorted(value: object): [string, unknown][] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
