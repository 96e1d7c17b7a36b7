import { matchesFilter } from './match-filter.ts';
import type { ScimFilter } from './scim-filter.ts';
import type { ScimDocument, ScimShape } from './scim-schema.ts';
import { sortDocuments } from './sort-documents.ts';

/** What a list request asks for; pages begin at 1 (RFC 7644 §3.4.2.4). */
export type ScimQuery = {
  readonly filter: ScimFilter | null;
  readonly sortBy: string | null;
  readonly descending: boolean;
  readonly startIndex: number;
  readonly count: number;
  readonly attributes: readonly string[];
  readonly excluded: readonly string[];
};

export type SelectedDocuments = { readonly total: number; readonly page: readonly ScimDocument[] };

/** Those that pass the filter, in the order asked for, else in their own; the page of them, and how many there are. */
export function selectDocuments({
  shape,
  documents,
  query,
}: {
  shape: ScimShape;
  documents: readonly ScimDocument[];
  query: ScimQuery;
}): SelectedDocuments {
  const { filter, sortBy, descending } = query;
  const matching =
    filter === null ? documents : documents.filter((document) => matchesFilter({ shape, filter, document }));
  const sorted = sortBy === null ? matching : sortDocuments({ shape, documents: matching, by: sortBy, descending });
  const from = query.startIndex - 1;
  return { total: matching.length, page: sorted.slice(from, from + query.count) };
}
