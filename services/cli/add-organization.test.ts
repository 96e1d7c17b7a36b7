import { expect, test } from 'vitest';
import { slugOf } from './add-organization.ts';

test.each([
  ['Acme', 'acme'],
  ['Müller & Söhne GmbH', 'muller-sohne-gmbh'],
  ['  R&D, Inc. ', 'r-d-inc'],
  ['株式会社', 'organization'],
])('%j is named %s in commands and links', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
