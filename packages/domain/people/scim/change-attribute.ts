import { coerceParts, coerceValue, isNothing, withoutNothing } from './coerce-value.ts';
import { changeValues } from './change-values.ts';
import type { Resolved } from './resolve-attribute.ts';
import type { ScimFilter } from './scim-filter.ts';
import { ScimRefusal } from './scim-refusal.ts';
import type { ScimDocument } from './scim-schema.ts';
import { read, withPart, write } from './scim-values.ts';

type Values = { readonly [name: string]: unknown };

export type AttributeChange = {
  readonly op: 'add' | 'replace' | 'remove';
  readonly target: Extract<Resolved, { kind: 'attribute' }>;
  readonly filter: ScimFilter | null;
  readonly value: unknown;
};

/** One operation on one attribute that may be changed. */
export function changeAttribute({
  document,
  ...change
}: AttributeChange & { readonly document: ScimDocument }): ScimDocument {
  const { target, filter, op } = change;
  const { attribute } = target;
  const before = read({ document, at: target });
  if (attribute.multiValued) {
    const values = changeValues({ before: (before ?? []) as readonly Values[], ...change });
    return write({ document, at: target, value: values.length > 0 ? values : undefined });
  }
  if (filter !== null)
    throw new ScimRefusal({ scimType: 'invalidPath', detail: `${attribute.name} has one value: no filter fits.` });
  if (attribute.type === 'complex')
    return write({ document, at: target, value: changeComplex({ before: (before ?? {}) as Values, ...change }) });
  const value = op === 'remove' ? undefined : coerceValue({ attribute, value: change.value });
  return write({ document, at: target, value });
}

/** What is stated of the parts is changed, the rest stays (RFC 7644 §3.5.2.3). */
function changeComplex({
  before,
  target: { attribute, sub },
  op,
  value,
}: AttributeChange & { readonly before: Values }): Values | undefined {
  if (sub) {
    const part = op === 'remove' ? undefined : coerceValue({ attribute: sub, value });
    return whole({ name: attribute.name, values: withPart(before, sub.name, part) });
  }
  if (op === 'remove' || isNothing(value)) return undefined;
  const single = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof single !== 'object' && !attribute.subAttributes?.some(({ name }) => name === 'value'))
    throw new ScimRefusal({ scimType: 'invalidValue', detail: `The attribute ${attribute.name} takes an object.` });
  if (Array.isArray(single) || (Array.isArray(value) && value.length > 1))
    throw new ScimRefusal({ scimType: 'invalidValue', detail: `The attribute ${attribute.name} takes one value.` });
  if (isNothing(single)) return undefined;
  return whole({ name: attribute.name, values: { ...before, ...coerceParts({ attribute, value: single }) } });
}

/** A manager without a value is nobody: Entra clears one by an empty text. */
function whole({ name, values }: { name: string; values: Values }): Values | undefined {
  const left = withoutNothing(values);
  return name === 'manager' && left?.['value'] === undefined ? undefined : left;
}
