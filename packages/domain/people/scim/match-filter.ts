import { isObject } from './coerce-value.ts';
import { named, resolveAttribute } from './resolve-attribute.ts';
import type { Comparison, FilterValue, ScimFilter } from './scim-filter.ts';
import { ScimRefusal } from './scim-refusal.ts';
import type { ScimAttribute, ScimDocument, ScimShape } from './scim-schema.ts';
import { read } from './scim-values.ts';

type Values = { readonly [name: string]: unknown };
type Found = { readonly attribute: ScimAttribute | null; readonly values: readonly unknown[] };
/** `whole` asks for the values with all their parts, for a filter in brackets. */
type Look = (path: string, whole?: 'whole') => Found;

const nothing: Found = { attribute: null, values: [] };
const ofEvery = {
  id: { caseExact: true, type: 'string' },
  dateTime: { caseExact: false, type: 'dateTime' },
} as const;

/** Whether a resource passes the filter; an attribute it does not have has no value (RFC 7644 §3.4.2.1). */
export function matchesFilter({
  shape,
  filter,
  document,
}: {
  shape: ScimShape;
  filter: ScimFilter;
  document: ScimDocument;
}): boolean {
  return holds(filter, (path, whole) => valuesAt({ shape, document, path, whole: whole === 'whole' }));
}

/** Whether one of several values passes a filter in brackets. */
export function matchesValue({
  attribute,
  filter,
  value,
}: {
  attribute: ScimAttribute;
  filter: ScimFilter;
  value: Values;
}): boolean {
  return holds(filter, (path) => {
    const sub = named(attribute.subAttributes ?? [], path);
    if (!sub) return nothing;
    const part = value[sub.name];
    return { attribute: sub, values: part === undefined ? [] : [part] };
  });
}

/** The values a path leads to in a resource; of several with a value each, those values. */
export function valuesAt({
  shape,
  document,
  path,
  whole = false,
}: {
  shape: ScimShape;
  document: ScimDocument;
  path: string;
  whole?: boolean;
}): Found {
  if (/^(id|meta\.\w+)$/i.test(path)) return commonAt({ document, path: path.toLowerCase() });
  const at = resolveAttribute({ shape, name: path });
  if (at.kind !== 'attribute') return nothing;
  const value = read({ document, at });
  const values = value === undefined ? [] : [value].flat();
  const sub = at.sub ?? (at.attribute.type === 'complex' ? named(at.attribute.subAttributes ?? [], 'value') : null);
  if (!sub || whole) return { attribute: at.attribute, values };
  return {
    attribute: sub,
    values: values.flatMap((one) => (isObject(one) && one[sub.name] !== undefined ? [one[sub.name]] : [])),
  };
}

function commonAt({ document, path }: { document: ScimDocument; path: string }): Found {
  const meta = isObject(document['meta']) ? document['meta'] : {};
  const name = { 'meta.created': 'created', 'meta.lastmodified': 'lastModified', 'meta.location': 'location' }[path];
  const value = path === 'id' ? document['id'] : name === undefined ? undefined : meta[name];
  const kind = name === 'created' || name === 'lastModified' ? ofEvery.dateTime : ofEvery.id;
  return { attribute: { ...kind } as ScimAttribute, values: value === undefined ? [] : [value] };
}

function holds(filter: ScimFilter, look: Look): boolean {
  switch (filter.op) {
    case 'and':
      return holds(filter.left, look) && holds(filter.right, look);
    case 'or':
      return holds(filter.left, look) || holds(filter.right, look);
    case 'not':
      return !holds(filter.filter, look);
    case 'pr':
      return look(filter.path).values.length > 0;
    case 'some':
      return some(filter, look);
    case 'eq':
    case 'ne':
    case 'co':
    case 'sw':
    case 'ew':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return compares({ op: filter.op, found: look(filter.path), wanted: filter.value });
  }
}

function some({ path, filter }: Extract<ScimFilter, { op: 'some' }>, look: Look): boolean {
  const { attribute, values } = look(path, 'whole');
  if (!attribute) return false;
  return values.some((value) => isObject(value) && matchesValue({ attribute, filter, value }));
}

function compares({ op, found, wanted }: { op: Comparison; found: Found; wanted: FilterValue }): boolean {
  const { attribute, values } = found;
  if (wanted === null) {
    if (op === 'eq') return values.length === 0;
    if (op === 'ne') return values.length > 0;
    return false;
  }
  if (op === 'ne') return !compares({ op: 'eq', found, wanted });
  if (attribute?.type === 'boolean' && op !== 'eq')
    throw new ScimRefusal({
      scimType: 'invalidFilter',
      detail: `${attribute.name} is true or false: only eq and ne fit.`,
    });
  return values.some((value) => comparesOne({ op, attribute, value, wanted }));
}

function comparesOne({
  op,
  attribute,
  value,
  wanted,
}: {
  op: Exclude<Comparison, 'ne'>;
  attribute: ScimAttribute | null;
  value: unknown;
  wanted: string | number | boolean;
}): boolean {
  const exact = attribute?.caseExact === true || attribute?.type === 'dateTime';
  const fold = (given: unknown) => (exact ? String(given) : String(given).toLowerCase());
  const [a, b] = [fold(value), fold(wanted)];
  switch (op) {
    case 'eq':
      return attribute?.type === 'dateTime' ? order({ attribute, a, b }) === 0 : a === b;
    case 'co':
      return a.includes(b);
    case 'sw':
      return a.startsWith(b);
    case 'ew':
      return a.endsWith(b);
    case 'gt':
      return order({ attribute, a, b }) > 0;
    case 'ge':
      return order({ attribute, a, b }) >= 0;
    case 'lt':
      return order({ attribute, a, b }) < 0;
    case 'le':
      return order({ attribute, a, b }) <= 0;
  }
}

/** Moments by when they are, numbers by size, anything else by its letters. */
function order({ attribute, a, b }: { attribute: ScimAttribute | null; a: string; b: string }): number {
  const isMoment = attribute?.type === 'dateTime';
  const [left, right] = isMoment ? [Date.parse(a), Date.parse(b)] : [Number(a), Number(b)];
  if (isMoment || attribute?.type === 'integer') return left - right;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
