import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CalendarEntry } from '../scheduling/calendar-entry.ts';
import { aSlot, at } from '../testing/builders.ts';
import { overlaps } from '../time/interval.ts';
import { conflictOf } from './conflict.ts';

const slot = aSlot({ start: '2026-12-08T09:00:00Z' });
const event = { ...slot, icalUid: 'ours@example.com' };
const entry = (given: Partial<CalendarEntry> = {}): CalendarEntry => ({
  icalUid: 'another@example.com',
  kind: 'busy',
  ...slot,
  ...given,
});

describe('what stands over an event', () => {
  test('is another entry that overlaps it, at the very same time too', () => {
    expect(conflictOf({ event, entries: [entry()] })).toEqual({ kind: 'busy', ...slot });
  });

  test('is never its own entry, in whoever’s calendar', () => {
    expect(conflictOf({ event, entries: [entry({ icalUid: event.icalUid })] })).toBeNull();
  });

  test('without UIDs, is not what stands exactly over it, which is most likely itself', () => {
    expect(conflictOf({ event, entries: [entry({ icalUid: null })] })).toBeNull();
    const longer = entry({ icalUid: null, end: slot.end.add({ minutes: 15 }) });
    expect(conflictOf({ event, entries: [longer] })).toMatchObject({ kind: 'busy' });
    expect(conflictOf({ event, entries: [entry({ icalUid: null, kind: 'away' })] })).toMatchObject({ kind: 'away' });
  });

  test('is not what only touches it', () => {
    const before = entry({ start: slot.start.subtract({ hours: 1 }), end: slot.start });
    const after = entry({ start: slot.end, end: slot.end.add({ hours: 1 }) });
    expect(conflictOf({ event, entries: [before, after] })).toBeNull();
  });

  test('is an absence before anything else, then the earliest', () => {
    const early = entry({ start: slot.start.subtract({ minutes: 30 }) });
    const away = entry({ kind: 'away', start: at('2026-12-08T00:00:00Z'), end: at('2026-12-09T00:00:00Z') });
    expect(conflictOf({ event, entries: [entry(), away, early] })?.kind).toBe('away');
    expect(conflictOf({ event, entries: [entry(), early] })?.start.equals(early.start)).toBe(true);
  });

  test('whatever the calendar holds, it overlaps the event, and there is one whenever another entry does', () => {
    const anEntry = fc
      .record({
        from: fc.integer({ min: -300, max: 300 }),
        minutes: fc.integer({ min: 1, max: 300 }),
        kind: fc.constantFrom('busy', 'away'),
        icalUid: fc.constantFrom(event.icalUid, 'a', 'b'),
      })
      .map(({ from, minutes, ...rest }): CalendarEntry => {
        const start = slot.start.add({ minutes: from });
        return { ...rest, start, end: start.add({ minutes }) };
      });
    fc.assert(
      fc.property(fc.array(anEntry, { maxLength: 8 }), (entries) => {
        const others = entries.filter((one) => one.icalUid !== event.icalUid && overlaps(one, event));
        const conflict = conflictOf({ event, entries });
        expect(conflict === null).toBe(others.length === 0);
        if (conflict) expect(overlaps(conflict, event)).toBe(true);
        if (others.some(({ kind }) => kind === 'away')) expect(conflict?.kind).toBe('away');
      }),
    );
  });
});
