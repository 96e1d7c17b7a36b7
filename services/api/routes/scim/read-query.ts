import { isObject } from '@throughline/domain/people/scim/coerce-value.ts';
import { parseScimFilter } from '@throughline/domain/people/scim/scim-filter.ts';
import { ScimRefusal } from '@throughline/domain/people/scim/scim-refusal.ts';
import type { ScimQuery } from '@throughline/domain/people/scim/select-documents.ts';

/** As many as one answer holds; told in the service provider's configuration. */
export const mostResults = 1_000;
/** Further than any list reaches, and no more than PostgreSQL counts. */
const lastIndex = 1_000_000_000;

type Given = { readonly [name: string]: unknown };

/** A list request, from the query of a GET or the body of a `.search` (RFC 7644 §3.4.2 and §3.4.3); names in any case. */
export function readScimQuery(given: unknown): ScimQuery {
  const values = isObject(given) ? given : {};
  const filter = textOf(values, 'filter');
  return {
    filter: filter === null ? null : parseScimFilter(filter),
    sortBy: textOf(values, 'sortBy'),
    descending: textOf(values, 'sortOrder')?.toLowerCase() === 'descending',
    startIndex: Math.min(Math.max(numberOf(values, 'startIndex') ?? 1, 1), lastIndex),
    count: Math.min(Math.max(numberOf(values, 'count') ?? mostResults, 0), mostResults),
    ...readProjection(values),
  };
}

export function readProjection(given: unknown): Pick<ScimQuery, 'attributes' | 'excluded'> {
  const values = isObject(given) ? given : {};
  return { attributes: namesOf(values, 'attributes'), excluded: namesOf(values, 'excludedAttributes') };
}

function valueOf(values: Given, name: string): unknown {
  const key = Object.keys(values).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : values[key];
}

function textOf(values: Given, name: string): string | null {
  const value = [valueOf(values, name)].flat().at(-1);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw invalid(`${name} is a text.`);
  return value;
}

function numberOf(values: Given, name: string): number | null {
  const value = [valueOf(values, name)].flat().at(-1);
  if (value === undefined || value === null || value === '') return null;
  const written = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (!/^[+-]?\d{1,15}$/.test(written)) throw invalid(`${name} is a whole number.`);
  return Number(written);
}

function namesOf(values: Given, name: string): readonly string[] {
  const given = [valueOf(values, name)].flat().filter((one) => typeof one === 'string');
  return given.flatMap((one) => one.split(',')).flatMap((one) => one.trim() || []);
}

const invalid = (detail: string) => new ScimRefusal({ scimType: 'invalidValue', detail });
