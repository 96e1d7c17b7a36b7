import { resolveAttribute } from './resolve-attribute.ts';
import type { ScimDocument } from './scim-schema.ts';
import { read, write } from './scim-values.ts';
import { throughlineUser, userShape } from './user-shape.ts';

/** Shown from what others stated where the directory states nothing. */
const shownForOthers = [
  'timezone',
  ...['startDate', 'endDate', 'country', 'level', 'lastCareerConversationDate'].map(
    (name) => `${throughlineUser}:${name}`,
  ),
];

/**
 * What the directory itself states once it has patched what it was shown: what it left as it was shown is still whose it
 * was, so that its silence in a later PUT takes back nothing of others.
 */
export function ownStatement({
  stored,
  shown,
  patched,
}: {
  stored: ScimDocument;
  shown: ScimDocument;
  patched: ScimDocument;
}): ScimDocument {
  return shownForOthers.reduce((now, name) => {
    const at = resolveAttribute({ shape: userShape, name });
    if (at.kind !== 'attribute') throw new Error(`There is no attribute ${name}`);
    const isUntouched = read({ document: shown, at }) === read({ document: patched, at });
    return isUntouched ? write({ document: now, at, value: read({ document: stored, at }) }) : now;
  }, patched);
}
