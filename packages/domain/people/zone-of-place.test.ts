import { expect, test } from 'vitest';
import { countryCode } from './country-code.ts';
import { hasAddress, isAddress, noAddress } from './work-address.ts';
import { zoneOfPlace } from './zone-of-place.ts';

test.each([
  ['DE', null, null, 'Europe/Berlin'],
  ['Germany', null, 'Passau', 'Europe/Berlin'],
  ['in', null, null, 'Asia/Kolkata'],
  ['United Kingdom', null, null, 'Europe/London'],
  ['DE-BE', null, null, 'Europe/Berlin'],
  ['US', 'CA', null, 'America/Los_Angeles'],
  ['US', 'california', 'Fresno', 'America/Los_Angeles'],
  ['United States', 'NY', 'New York', 'America/New_York'],
  ['US', null, 'CHICAGO', 'America/Chicago'],
  ['BR', null, 'São Paulo', 'America/Sao_Paulo'],
  // More than one is possible.
  ['US', null, null, null],
  ['US', 'TX', 'Houston', null],
  ['BR', null, 'Olinda', null],
  ['CN', null, null, null],
  // Nowhere.
  ['Atlantis', null, 'Paris', null],
  [null, 'CA', 'Chicago', null],
])('%s, %s, %s is in %s', (country, region, locality, zone) => {
  expect(zoneOfPlace({ country, region, locality })).toBe(zone);
});

test('a country is known by its code in any case, with a region, and by its English name', () => {
  expect(['de', 'DE-be', ' France ', 'united states', 'XX', 'ZZ', 'Deutschland', ''].map(countryCode)).toEqual([
    'DE',
    'DE-BE',
    'FR',
    'US',
    null,
    null,
    null,
    null,
  ]);
});

test('who has no address is told apart from whoever has one', () => {
  expect(hasAddress({ workEmail: noAddress('01a2') })).toBe(false);
  expect(hasAddress({ workEmail: 'ana@example.com' })).toBe(true);
  expect(
    ['ana@example.com', 'ana', 'a b@c.d', 'a@b@c', '<a@b.c>', 'a\n@b.c', `${'a'.repeat(300)}@b.c`].map(isAddress),
  ).toEqual([true, false, false, false, false, false, false]);
});
