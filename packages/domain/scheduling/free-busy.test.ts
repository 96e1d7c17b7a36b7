import { expect, test } from 'vitest';
import { aSlot } from '../testing/builders.ts';
import { mergeFreeBusy } from './free-busy.ts';

const morning = aSlot({ start: '2026-12-09T09:00:00Z' });
const noon = aSlot({ start: '2026-12-09T10:00:00Z' });

test('two calendars of one person make one answer', () => {
  expect(
    mergeFreeBusy([
      { kind: 'known', busy: [noon] },
      { kind: 'known', busy: [morning] },
    ]),
  ).toEqual({
    kind: 'known',
    busy: [{ start: morning.start, end: noon.end }],
  });
});

test('unknown is never free: one unknown part makes the whole unknown', () => {
  const unknown = { kind: 'unknown' as const, reason: 'notFound' };
  expect(mergeFreeBusy([{ kind: 'known', busy: [] }, unknown])).toEqual(unknown);
});

test('having asked nobody, nothing is known', () => {
  expect(mergeFreeBusy([])).toMatchObject({ kind: 'unknown' });
});
