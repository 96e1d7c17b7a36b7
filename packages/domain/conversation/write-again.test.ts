import { describe, expect, test } from 'vitest';
import { writeAgain } from './write-again.ts';

const at = (hour: number) => ({
  start: Temporal.Instant.from('2027-03-02T00:00:00Z').add({ hours: hour }),
  end: Temporal.Instant.from('2027-03-02T00:00:00Z').add({ hours: hour + 1 }),
});
const marks = { private: true, category: 'Career conversation', marker: 'a marker' };
const wanted = { ...at(9), ...marks };
const before = at(14);
const shown = (hour: number, changed = {}) => ({ ...at(hour), ...marks, allDay: false, ...changed });

describe('an entry of which it is not known whether it was written', () => {
  test('is left alone where it stands as it was wanted', () => {
    expect(writeAgain({ wanted, moves: true, before, shown: shown(9) })).toBe('stands');
  });

  test.each([{ private: false }, { category: null }, { marker: null }])(
    'is written where it stands and lacks a mark: %o',
    (lost) => {
      expect(writeAgain({ wanted, moves: true, before, shown: shown(9, lost) })).toBe('write');
    },
  );

  test('is written over where it stands as before, whatever else was changed', () => {
    expect(writeAgain({ wanted, moves: true, before, shown: shown(14) })).toBe('write');
    expect(writeAgain({ wanted, moves: true, before, shown: shown(14, { category: 'Coffee' }) })).toBe('write');
  });

  test('is left where somebody put it, also on the day as a whole', () => {
    expect(writeAgain({ wanted, moves: true, before, shown: shown(11) })).toBe('give_way');
    expect(writeAgain({ wanted, moves: true, before, shown: shown(14, { start: at(13).start }) })).toBe('give_way');
  });

  test('is only marked where it stands, all day or elsewhere, when it was not to be moved', () => {
    const again = (changed: object) =>
      writeAgain({ wanted, moves: false, before: at(9), shown: shown(11, { allDay: true, ...changed }) });
    expect(again({ private: false })).toBe('write');
    expect(again({})).toBe('stands');
  });

  test('is written where nothing is known of before', () => {
    expect(writeAgain({ wanted, moves: true, before: null, shown: shown(11) })).toBe('write');
  });
});
