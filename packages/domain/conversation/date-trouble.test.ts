import { describe, expect, test } from 'vitest';
import { aSlot, at } from '../testing/builders.ts';
import { decideDate, type DateTrouble } from './date-trouble.ts';

const slot = aSlot({ start: '2026-12-08T09:00:00Z' });
const now = at('2026-12-01T09:00:00Z');
const none: DateTrouble = { conflicts: [], asked: [], askedBefore: [] };
const busy = { kind: 'busy', side: 'report', ...slot } as const;
const away = { kind: 'away', side: 'manager', ...slot } as const;

function decided(
  trouble: Partial<DateTrouble>,
  { state = 'booked', at: moment = now }: { state?: 'booked' | 'due'; at?: Temporal.Instant } = {},
) {
  return decideDate({ conversation: { state, startsAt: slot.start }, trouble: { ...none, ...trouble }, now: moment });
}

describe('a date that something stands in the way of', () => {
  test('with nothing in its way, stays', () => {
    expect(decided({})).toEqual({ kind: 'leave' });
  });

  test('moves without asking when one of the two is away, whatever else there is and however near it is', () => {
    expect(decided({ conflicts: [busy, away], asked: ['shortened'] })).toEqual({ kind: 'move', because: 'absence' });
    expect(decided({ conflicts: [away] }, { at: slot.start.subtract({ hours: 1 }) }).kind).toBe('move');
  });

  test('under something else that was accepted, is asked about, of whose calendar it is in', () => {
    expect(decided({ conflicts: [busy] })).toEqual({ kind: 'ask', side: 'report', because: 'conflict' });
    expect(decided({ conflicts: [{ ...busy, side: 'manager' }] })).toEqual({
      kind: 'ask',
      side: 'manager',
      because: 'conflict',
    });
  });

  test('edited into something else, is asked about, of the manager, before any conflict', () => {
    expect(decided({ conflicts: [busy], asked: ['onto_one_on_one'] })).toEqual({
      kind: 'ask',
      side: 'manager',
      because: 'edited',
    });
  });

  test('is asked about once: of each person, for each reason', () => {
    const edited = { side: 'manager', because: 'edited' } as const;
    const conflict = { side: 'report', because: 'conflict' } as const;
    const trouble = { conflicts: [busy], asked: ['shortened'] } as const;
    expect(decided({ ...trouble, askedBefore: [edited] })).toEqual({ kind: 'ask', ...conflict });
    expect(decided({ ...trouble, askedBefore: [edited, conflict] })).toEqual({ kind: 'leave' });
  });

  test('that has begun, or is none, is left alone', () => {
    expect(decided({ conflicts: [away] }, { at: slot.start })).toEqual({ kind: 'leave' });
    expect(decided({ conflicts: [busy] }, { state: 'due' })).toEqual({ kind: 'leave' });
  });
});
