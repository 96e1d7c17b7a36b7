import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aPerson, aPolicy } from '../testing/builders.ts';
import type { Audience } from './policy.ts';
import { resolvePolicy } from './resolve-policy.ts';

const person = aPerson({ id: 'ana', groups: ['Engineering'], level: 'L4', country: 'DE-BE' });
const policyFor = (audience: Audience, key: string = audience.kind, version = 1) =>
  aPolicy({ id: `${key}-${version}`, key, version, name: `For ${key}`, audience });

const everyone = policyFor({ kind: 'everyone' });
const country = policyFor({ kind: 'country', country: 'DE' });
const region = policyFor({ kind: 'country', country: 'DE-BE' }, 'region');
const level = policyFor({ kind: 'level', level: 'L4' });
const group = policyFor({ kind: 'group', group: 'Engineering' });
const personal = policyFor({ kind: 'person', personId: 'ana' });
const fromWidest = [everyone, country, region, level, group, personal];

test('the most specific policy wins', () => {
  fromWidest.forEach((policy, index) => {
    expect(resolvePolicy({ person, policies: fromWidest.slice(0, index + 1).toReversed() })?.policy).toBe(policy);
  });
});

test('it says why it applies, and over which other', () => {
  expect(resolvePolicy({ person, policies: [everyone] })?.why).toBe(
    '“For everyone” (version 1) applies because it is for everyone.',
  );
  expect(resolvePolicy({ person, policies: [everyone, group] })?.why).toBe(
    '“For group” (version 1) applies because Ana Sousa is in Engineering; it is more specific than “For everyone”.',
  );
});

test('between equally specific policies the key that sorts first wins', () => {
  const berlin = policyFor({ kind: 'group', group: 'Berlin' }, 'berlin');
  const resolved = resolvePolicy({ person: aPerson({ groups: ['Engineering', 'Berlin'] }), policies: [group, berlin] });
  expect(resolved?.policy).toBe(berlin);
  expect(resolved?.why).toContain('which is as specific');
});

test('an older version does not speak, even where the newer one no longer has them', () => {
  const narrowed = policyFor({ kind: 'group', group: 'Sales' }, 'everyone', 2);
  expect(resolvePolicy({ person, policies: [narrowed, everyone] })).toBeNull();
});

test('a policy for a country holds in its regions, and one for a region not in the rest', () => {
  expect(resolvePolicy({ person: aPerson({ country: 'DE' }), policies: [region] })).toBeNull();
  expect(resolvePolicy({ person: aPerson({ country: 'DEU' }), policies: [country] })).toBeNull();
});

test('the order policies are listed in decides nothing', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(fromWidest), (policies) => {
      expect(resolvePolicy({ person, policies })).toEqual(resolvePolicy({ person, policies: policies.toReversed() }));
    }),
  );
});
