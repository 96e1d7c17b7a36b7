import { named } from './resolve-attribute.ts';
import { ScimRefusal } from './scim-refusal.ts';
import type { ScimAttribute } from './scim-schema.ts';

type Values = { readonly [name: string]: unknown };

/** Longer texts and lists are nobody's name, address or phone. */
const longestText = 2_000;
const mostValues = 200;

/**
 * What a directory sent for an attribute, as the schema has it: "True" is true, a bare manager is one with a value, a
 * single value is a list of one. Undefined where it sent nothing: null, an empty text, an empty list (RFC 7643 §2.5).
 */
export function coerceValue({ attribute, value }: { attribute: ScimAttribute; value: unknown }): unknown {
  if (attribute.multiValued) return coerceList({ attribute, value });
  if (Array.isArray(value)) {
    if (value.length > 1 || Array.isArray(value[0])) throw invalid(attribute, 'takes one value');
    return coerceValue({ attribute, value: value[0] });
  }
  if (isNothing(value)) return undefined;
  return attribute.type === 'complex' ? coerceComplex({ attribute, value }) : coerceSimple({ attribute, value });
}

/** Sub-attributes a directory may set, by their canonical names; undefined for those it sent as nothing. */
export function coerceParts({ attribute, value }: { attribute: ScimAttribute; value: unknown }): Values {
  const given = isObject(value) ? value : { value };
  const parts: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(given)) {
    const sub = named(attribute.subAttributes ?? [], name);
    if (sub && sub.mutability !== 'readOnly') parts[sub.name] = coerceValue({ attribute: sub, value: part });
  }
  return parts;
}

export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function coerceList({ attribute, value }: { attribute: ScimAttribute; value: unknown }): readonly Values[] | undefined {
  if (isNothing(value)) return undefined;
  const given = Array.isArray(value) ? value : [value];
  if (attribute.name !== 'members' && given.length > mostValues) throw invalid(attribute, 'has too many values');
  const values = given.flatMap((one) => {
    if (isNothing(one)) return [];
    const coerced = coerceComplex({ attribute, value: one });
    return coerced ? [coerced] : [];
  });
  return values.length > 0 ? values : undefined;
}

function coerceComplex({ attribute, value }: { attribute: ScimAttribute; value: unknown }): Values | undefined {
  if (!isObject(value) && !named(attribute.subAttributes ?? [], 'value')) throw invalid(attribute, 'takes an object');
  return withoutNothing(coerceParts({ attribute, value }));
}

/** Undefined where nothing is left. */
export function withoutNothing(values: Values): Values | undefined {
  const left = Object.entries(values).filter(([, part]) => part !== undefined);
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

function coerceSimple({ attribute, value }: { attribute: ScimAttribute; value: unknown }): unknown {
  // An older Entra wraps single values: [{ "$ref": null, "value": "Ana" }].
  if (isObject(value)) {
    const { value: inner } = value;
    if (!('value' in value) || (typeof inner === 'object' && inner !== null))
      throw invalid(attribute, 'takes a single value');
    return isNothing(inner) ? undefined : coerceSimple({ attribute, value: inner });
  }
  switch (attribute.type) {
    case 'boolean':
      return coerceFlag({ attribute, value });
    case 'integer':
      return Number.isSafeInteger(Number(value)) ? Number(value) : invalidValue(attribute);
    case 'dateTime':
      return typeof value === 'string' && isMoment(value) ? value : invalidValue(attribute);
    case 'string':
    case 'reference':
    case 'complex':
      return coerceText({ attribute, value });
  }
}

function coerceFlag({ attribute, value }: { attribute: ScimAttribute; value: unknown }): boolean {
  const word = String(value).toLowerCase();
  if (word !== 'true' && word !== 'false') throw invalid(attribute, 'takes true or false');
  return word === 'true';
}

function coerceText({ attribute, value }: { attribute: ScimAttribute; value: unknown }): string {
  const written = String(value);
  if (written.length > longestText) throw invalid(attribute, 'is too long');
  // PostgreSQL stores neither.
  if (written.includes('\0') || !written.isWellFormed()) throw invalid(attribute, 'has a character no text can have');
  return written;
}

const dateTime = /^[1-9]\d{3}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

function isMoment(written: string): boolean {
  return dateTime.test(written) && !Number.isNaN(Date.parse(written)) && dayOf(written) !== null;
}

/** The day a moment or date names as it is written, whatever its offset: people are hired on days. */
export function dayOf(written: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(written.slice(0, 'YYYY-MM-DD'.length));
  } catch {
    return null;
  }
}

function invalidValue(attribute: ScimAttribute): never {
  throw invalid(attribute, `takes ${attribute.type === 'dateTime' ? 'a date such as 2027-01-31' : 'another value'}`);
}

function invalid(attribute: ScimAttribute, what: string): ScimRefusal {
  return new ScimRefusal({ scimType: 'invalidValue', detail: `The attribute ${attribute.name} ${what}.` });
}
