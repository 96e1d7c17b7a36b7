import { describe, expect, test } from 'vitest';
import { freshnessSentence, trustSentences, type TrustInData } from './trust-in-data.ts';

const sound: TrustInData = {
  hoursSinceSync: 0.2,
  calendars: { working: 28, stale: 0 },
  managersNotConnected: 0,
  brokenConnections: 0,
  reportsWithoutManager: 0,
  peopleWithoutTimeZone: 0,
};

describe('how fresh the calendars are', () => {
  test.each<[Partial<TrustInData>, string]>([
    [{}, '28 calendars were read within the last hour.'],
    [{ calendars: { working: 1, stale: 0 } }, '1 calendar was read within the last hour.'],
    [{ hoursSinceSync: 29.1 }, '28 calendars were read within the last 30 hours.'],
    [{ brokenConnections: 2 }, '28 calendars were read within the last hour. 2 calendars do not work at present.'],
    [
      { hoursSinceSync: 61.5, calendars: { working: 28, stale: 3 }, brokenConnections: 1 },
      'Calendars were last read 61 hours ago; figures are withheld beyond 48. 3 of 28 are that old. 1 calendar does not work at present.',
    ],
    [{ hoursSinceSync: null, calendars: { working: 0, stale: 0 } }, 'No calendar is connected yet.'],
    [{ calendars: null }, 'Every calendar was read within the last hour.'],
  ])('%j', (given, sentence) => {
    expect(freshnessSentence({ ...sound, ...given })).toBe(sentence);
  });
});

describe('how far to trust the figures', () => {
  test('begins with how fresh they are, whatever else there is', () => {
    for (const given of [{}, { managersNotConnected: 2 }, { brokenConnections: 1 }, { hoursSinceSync: 50 }]) {
      const trust = { ...sound, ...given };
      expect(trustSentences(trust)[0]).toBe(freshnessSentence(trust));
    }
  });

  test('says so when nothing is missing, and only then', () => {
    expect(trustSentences(sound)).toContain('Nothing is missing.');
    for (const given of [{ managersNotConnected: 2 }, { brokenConnections: 1 }, { hoursSinceSync: 50 }]) {
      expect(trustSentences({ ...sound, ...given })).not.toContain('Nothing is missing.');
    }
  });
});
