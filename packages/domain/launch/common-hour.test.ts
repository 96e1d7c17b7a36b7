import { expect, test } from 'vitest';
import { aPerson, day, someRules } from '../testing/builders.ts';
import { firstCommonTime, whetherHoursMeet } from './common-hour.ts';

const from = day('2026-11-02');
const ben = aPerson({ id: 'ben', timeZone: 'Europe/Berlin', country: null });
const ana = (timeZone: string | null) => aPerson({ id: 'ana', timeZone, country: null });
const first = (timeZone: string | null, rules = someRules()) =>
  firstCommonTime({ manager: ben, report: ana(timeZone), rules, from })?.start.toString() ?? null;

test('two in one place share their first hour', () => {
  expect(first('Europe/Berlin')).toBe('2026-11-02T08:00:00Z');
});

test('two in zones far apart share the hours that overlap, or none', () => {
  expect(first('America/New_York')).toBe('2026-11-02T14:00:00Z');
  expect(first('Pacific/Auckland')).toBeNull();
});

test('an overlap shorter than a conversation is none', () => {
  expect(first('America/Chicago')).toBe('2026-11-02T15:00:00Z');
  expect(first('America/Chicago', someRules({ durationMinutes: 90 }))).toBeNull();
});

test('fringe hours count where the policy allows them', () => {
  expect(first('America/Los_Angeles')).toBeNull();
  expect(first('America/Los_Angeles', someRules({ fringeMinutes: 120 }))).not.toBeNull();
});

test('nothing is known of somebody without a zone, and a holiday or a blackout hides no hour', () => {
  expect(first(null)).toBeNull();
  const christmas = day('2026-12-24');
  const rules = someRules({ blackouts: [{ from: '2026-12-01', to: '2027-02-01', label: 'Review' }] });
  const report = aPerson({ id: 'ana', timeZone: 'Europe/Berlin', country: 'DE' });
  expect(firstCommonTime({ manager: ben, report, rules, from: christmas })?.start.toString()).toBe(
    '2026-12-24T08:00:00Z',
  );
});

test('asked for many pairs, each combination of zones and rules has its own answer', () => {
  const doHoursMeet = whetherHoursMeet({ today: from });
  const asked = (timeZone: string, rules = someRules()) => doHoursMeet({ manager: ben, report: ana(timeZone), rules });
  for (const _ of ['once', 'again']) {
    expect(asked('America/New_York')).toBe(true);
    expect(asked('Pacific/Auckland')).toBe(false);
    expect(asked('America/Los_Angeles')).toBe(false);
    expect(asked('America/Los_Angeles', someRules({ fringeMinutes: 120 }))).toBe(true);
  }
});
