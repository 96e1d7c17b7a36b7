import { anOrganization } from '@throughline/db/testing/rows.ts';
import { expect, test } from 'vitest';
import { chooseOrganization } from './choose-organization.ts';

const acme = anOrganization({ slug: 'acme' });
const globex = anOrganization({ slug: 'globex' });

test('the only organisation needs no naming', () => {
  expect(chooseOrganization({ organizations: [acme], slug: undefined })).toBe(acme);
});

test('among several the slug decides', () => {
  expect(chooseOrganization({ organizations: [acme, globex], slug: 'globex' })).toBe(globex);
});

test.each([
  [[], undefined, 'organization create'],
  [[acme, globex], undefined, '--organization. There are: acme, globex.'],
  [[acme], 'initech', 'There is no organisation initech. There are: acme.'],
])('otherwise it says what there is (%#)', (organizations, slug, message) => {
  expect(() => chooseOrganization({ organizations, slug })).toThrow(message);
});
