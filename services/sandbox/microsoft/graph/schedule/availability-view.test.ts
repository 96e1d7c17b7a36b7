import { expect, test } from 'vitest';
import { availabilityView } from './availability-view.ts';
import type { BusyItem } from './availability-view.ts';

const minute = 60_000;
const item = (start: number, end: number, status: BusyItem['status']): BusyItem => ({
  span: { start: start * minute, end: end * minute },
  status,
});
const window = { start: 0, end: 120 * minute };

test.each<[string, BusyItem[], number, string]>([
  ['nothing', [], 30, '0000'],
  ['a slot touched anywhere is taken', [item(29, 31, 'busy')], 30, '2200'],
  ['an end on a slot leaves the next one free', [item(0, 30, 'tentative')], 30, '1000'],
  ['the gravest wins', [item(0, 120, 'tentative'), item(0, 60, 'busy'), item(30, 60, 'oof')], 30, '2311'],
  ['free and working elsewhere are both 0', [item(0, 60, 'free'), item(60, 120, 'workingElsewhere')], 30, '0000'],
  ['what reaches beyond the window is cut', [item(-600, 600, 'oof')], 60, '33'],
  ['a last slot may be short', [item(100, 120, 'busy')], 50, '002'],
])('%s', (_what, items, minutes, view) => {
  expect(availabilityView({ items, window, minutes })).toBe(view);
});
