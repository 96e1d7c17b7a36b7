import type { AttributeChange } from './change-attribute.ts';
import { coerceParts, coerceValue, isNothing, isObject, withoutNothing } from './coerce-value.ts';
import { matchesValue } from './match-filter.ts';
import { named } from './resolve-attribute.ts';
import type { ScimFilter } from './scim-filter.ts';
import { ScimRefusal } from './scim-refusal.ts';
import type { ScimAttribute } from './scim-schema.ts';
import { onePrimary, saysSomething, textOf, withPart } from './scim-values.ts';

type Values = { readonly [name: string]: unknown };
type Change = AttributeChange & { readonly before: readonly Values[] };

/** One operation on an attribute with several values; answers them all. */
export function changeValues(change: Change): readonly Values[] {
  if (change.filter === null && change.target.sub === null) return changeAll(change);
  return change.op === 'remove' ? removeSelected(change) : changeSelected(change);
}

function changeAll({ before, target: { attribute }, op, value }: Change): readonly Values[] {
  if (op === 'remove') return removeAll({ before, attribute, value });
  const given = (coerceValue({ attribute, value }) ?? []) as readonly Values[];
  if (op === 'replace') return onePrimary(distinct(given));
  const stated = new Map(given.map((one) => [keyOf(one), one]));
  const chosen = new Set<Values>();
  // Stated again, a value keeps its place and may become the primary one.
  const restated = before.map((one) => {
    const again = stated.get(keyOf(one));
    if (!again) return one;
    const merged = { ...one, ...again };
    chosen.add(merged);
    return merged;
  });
  const known = new Set(before.map(keyOf));
  const fresh = given.filter((one) => !known.has(keyOf(one)));
  for (const one of fresh) chosen.add(one);
  return onePrimary(distinct([...restated, ...fresh]), chosen);
}

/** Entra names those to remove as the value; without one they all go. An empty list names nobody. */
function removeAll({
  before,
  attribute,
  value,
}: {
  before: readonly Values[];
  attribute: ScimAttribute;
  value: unknown;
}) {
  if (value === undefined || value === null) return [];
  const toRemove = (coerceValue({ attribute, value }) ?? []) as readonly Values[];
  const gone = new Set(toRemove.map((one) => textOf(one['value']).toLowerCase()));
  return before.filter((one) => !gone.has(textOf(one['value']).toLowerCase()));
}

function removeSelected({ before, target: { attribute, sub }, filter }: Change): readonly Values[] {
  return before.flatMap((one) => {
    if (!isSelected({ attribute, filter, value: one })) return [one];
    if (!sub) return [];
    const left = withPart(one, sub.name, undefined);
    return saysSomething({ attribute, value: left }) ? [left] : [];
  });
}

function changeSelected(change: Change): readonly Values[] {
  const { before, target, filter } = change;
  const { attribute } = target;
  const selected = selectedOf(change);
  const given = givenFor(change);
  if (selected.size === 0) return created({ before, attribute, filter, given });
  const chosen = new Set<Values>();
  const values = before.flatMap((one) => {
    if (!selected.has(one)) return [one];
    const isReplaced = change.op === 'replace' && target.sub === null;
    const base = isReplaced ? { ...impliedBy({ attribute, filter }) } : one;
    const next = withoutNothing({ ...base, ...given });
    if (!next || !saysSomething({ attribute, value: next })) return [];
    chosen.add(next);
    return [next];
  });
  return onePrimary(values, chosen);
}

/** Without a filter a part is changed of the primary value, or else of the first. */
function selectedOf({ before, target: { attribute }, filter }: Change): ReadonlySet<Values> {
  if (filter !== null) return new Set(before.filter((value) => isSelected({ attribute, filter, value })));
  const one = before.find((value) => value['primary'] === true) ?? before[0];
  return new Set(one ? [one] : []);
}

/** The parts the operation states; undefined for those it takes away. */
function givenFor({ target: { attribute, sub }, value }: Change): Values {
  if (sub) return { [sub.name]: coerceValue({ attribute: sub, value }) };
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (isNothing(single))
    return Object.fromEntries((attribute.subAttributes ?? []).map(({ name }) => [name, undefined]));
  if (Array.isArray(single) || (!isObject(single) && !named(attribute.subAttributes ?? [], 'value')))
    throw new ScimRefusal({ scimType: 'invalidValue', detail: `A value of ${attribute.name} is an object.` });
  return coerceParts({ attribute, value: single });
}

/** `emails[type eq "work"].value` where there is no work address yet makes one. */
function created({
  before,
  attribute,
  filter,
  given,
}: {
  before: readonly Values[];
  attribute: ScimAttribute;
  filter: ScimFilter | null;
  given: Values;
}): readonly Values[] {
  const implied = impliedBy({ attribute, filter });
  const value = withoutNothing({ ...implied, ...given });
  const states = withoutNothing(given);
  if (!states || !value || !saysSomething({ attribute, value })) return before;
  if (implied === null)
    throw new ScimRefusal({ scimType: 'noTarget', detail: `No value of ${attribute.name} is the one that is meant.` });
  return onePrimary([...before, value], new Set([value]));
}

/** What a filter of equalities says of the value it asks for; null for one that could mean many. */
function impliedBy({ attribute, filter }: { attribute: ScimAttribute; filter: ScimFilter | null }): Values | null {
  if (filter === null) return {};
  if (filter.op === 'and') {
    const [left, right] = [filter.left, filter.right].map((one) => impliedBy({ attribute, filter: one }));
    return left && right ? { ...left, ...right } : null;
  }
  const sub = filter.op === 'eq' ? named(attribute.subAttributes ?? [], filter.path) : undefined;
  if (filter.op !== 'eq' || !sub) return null;
  return { [sub.name]: coerceValue({ attribute: sub, value: filter.value }) };
}

function isSelected({
  attribute,
  filter,
  value,
}: {
  attribute: ScimAttribute;
  filter: ScimFilter | null;
  value: Values;
}): boolean {
  return filter === null || matchesValue({ attribute, filter, value });
}

function distinct(values: readonly Values[]): readonly Values[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

/** Members of a group are thousands: told apart by their value alone. */
function keyOf(value: Values): string {
  const { value: own, type } = value;
  return own === undefined ? JSON.stringify(value) : `${textOf(own)} ${textOf(type)}`.toLowerCase();
}
