import { describe, expect, test } from 'vitest';
import { isOwnAccount } from './own-account.ts';

const given = {
  identity: { subject: 'subject-1', email: 'ana@example.com', emailVerified: true, tenant: 'example.com' },
  workEmail: 'ana@example.com',
  ownTenant: null as string | null,
  knownSubjects: [] as readonly string[],
  mailDomains: ['example.com'],
};
const known = ['subject-1'];
const as = (email: string) => ({ ...given.identity, email });

test('an account whose verified address is the work address is their own', () => {
  expect(isOwnAccount(given)).toBe(true);
  expect(isOwnAccount({ ...given, identity: as('Ana@Example.com') })).toBe(true);
});

test('an address nobody verified proves nothing', () => {
  expect(isOwnAccount({ ...given, identity: { ...given.identity, emailVerified: false } })).toBe(false);
});

test('another address of the same organisation may be anybody’s', () => {
  expect(isOwnAccount({ ...given, identity: as('ben@example.com') })).toBe(false);
});

test('an account they connected before is their own under another address of the organisation, and of no other', () => {
  expect(isOwnAccount({ ...given, knownSubjects: known, identity: as('ana.lima@example.com') })).toBe(true);
  expect(isOwnAccount({ ...given, knownSubjects: known, identity: as('ana@private.example') })).toBe(false);
  expect(isOwnAccount({ ...given, knownSubjects: known, identity: as('ana@notexample.com') })).toBe(false);
});

describe('where a tenant owns the mail domain', () => {
  const ours = {
    ...given,
    ownTenant: 'tenant-1',
    identity: { ...given.identity, emailVerified: false, tenant: 'tenant-1' },
  };

  test('it vouches for the address, verified or not', () => {
    expect(isOwnAccount(ours)).toBe(true);
    expect(isOwnAccount({ ...ours, identity: { ...ours.identity, email: 'ben@example.com' } })).toBe(false);
  });

  test('no other tenant does, whatever it says of the address', () => {
    for (const emailVerified of [false, true]) {
      for (const tenant of ['tenant-2', null]) {
        expect(isOwnAccount({ ...ours, identity: { ...ours.identity, emailVerified, tenant } })).toBe(false);
      }
    }
  });
});

test('a tenant proves nothing of a domain that is nobody’s', () => {
  const identity = { ...given.identity, emailVerified: false, tenant: 'tenant-1' };
  expect(isOwnAccount({ ...given, identity })).toBe(false);
  expect(isOwnAccount({ ...given, identity: { ...identity, emailVerified: true } })).toBe(true);
});
