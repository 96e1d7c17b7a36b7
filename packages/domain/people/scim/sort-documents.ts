import { valuesAt } from './match-filter.ts';
import type { ScimDocument, ScimShape } from './scim-schema.ts';
import { textOf } from './scim-values.ts';

/** By the first, or the primary, value of an attribute; those without one come last, first where it descends (RFC 7644 §3.4.2.3). */
export function sortDocuments({
  shape,
  documents,
  by,
  descending,
}: {
  shape: ScimShape;
  documents: readonly ScimDocument[];
  by: string;
  descending: boolean;
}): readonly ScimDocument[] {
  const keyed = documents.map((document) => {
    const { attribute, values } = valuesAt({ shape, document, path: by });
    const [first] = values;
    if (first === undefined) return { document, key: null };
    return { document, key: attribute?.caseExact ? textOf(first) : textOf(first).toLowerCase() };
  });
  const sorted = keyed.toSorted((a, b) => compare(a.key, b.key) * (descending ? -1 : 1));
  return sorted.map(({ document }) => document);
}

function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
