import { expect, test } from 'vitest';
import { windowsZoneOf, windowsZones, zoneNamed } from './windows-zones.ts';

test.each([
  ['Romance Standard Time', 'Europe/Paris'],
  ['w. europe standard time', 'Europe/Berlin'],
  ['E. South America Standard Time', 'America/Sao_Paulo'],
  ['"Pacific Standard Time"', 'America/Los_Angeles'],
  ['Europe/Madrid', 'Europe/Madrid'],
  ['UTC', 'UTC'],
  ['Mars Standard Time', undefined],
  ['', undefined],
])('%s means %s', (name, iana) => {
  expect(zoneNamed(name)).toBe(iana);
});

test.each([
  ['Europe/Madrid', 'Romance Standard Time'],
  ['America/New_York', 'Eastern Standard Time'],
  ['Asia/Kolkata', 'India Standard Time'],
  ['Etc/UTC', 'UTC'],
])('%s is %s to Outlook', (iana, windows) => {
  expect(windowsZoneOf(iana)).toBe(windows);
});

test('every Windows name can be read back', () => {
  expect(windowsZones().filter((name) => zoneNamed(name) === undefined)).toEqual([]);
});
