import type { Resolved } from './resolve-attribute.ts';
import type { ScimAttribute, ScimDocument } from './scim-schema.ts';

type Values = { readonly [name: string]: unknown };
type Place = Pick<Extract<Resolved, { kind: 'attribute' }>, 'extension' | 'attribute'>;

export function read({ document, at }: { document: ScimDocument; at: Place }): unknown {
  const container = at.extension === null ? document : document[at.extension];
  return (container as Values | undefined)?.[at.attribute.name];
}

/** The document with that value there, or without it where it is undefined; an extension that holds nothing goes too. */
export function write({ document, at, value }: { document: ScimDocument; at: Place; value: unknown }): ScimDocument {
  const { extension, attribute } = at;
  if (extension === null) return withPart(document, attribute.name, value);
  const rest = withPart((document[extension] ?? {}) as Values, attribute.name, value);
  return withPart(document, extension, Object.keys(rest).length > 0 ? rest : undefined);
}

export function withPart(values: Values, name: string, value: unknown): Values {
  if (value !== undefined) return { ...values, [name]: value };
  const { [name]: _gone, ...rest } = values;
  return rest;
}

/** Whether a value says anything once what it is for is left aside. */
export function saysSomething({ attribute, value }: { attribute: ScimAttribute; value: Values }): boolean {
  const beside = new Set(['type', 'primary', 'display', '$ref', 'displayName']);
  const hasValue = attribute.subAttributes?.some(({ name }) => name === 'value') ?? false;
  if (hasValue) return value['value'] !== undefined;
  return Object.keys(value).some((name) => !beside.has(name));
}

/** At most one value is primary (RFC 7644 §3.5.2): those in `chosen` win over what was there, and of several the last. */
export function onePrimary(values: readonly Values[], chosen: ReadonlySet<Values> = new Set()): readonly Values[] {
  const primaries = values.filter((value) => value['primary'] === true);
  if (primaries.length < 2) return values;
  const wins = primaries.findLast((value) => chosen.has(value)) ?? primaries.at(-1);
  return values.map((value) => (value['primary'] === true && value !== wins ? { ...value, primary: false } : value));
}

/** A value as a text to compare by. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`;
}
