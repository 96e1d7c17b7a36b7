import type { ScimAttribute, ScimSchema, ScimShape } from './scim-schema.ts';

/** Where a name leads: into a schema's attribute, to a whole extension, or nowhere that is kept. */
export type Resolved =
  | {
      readonly kind: 'attribute';
      /** Null for the core schema. */
      readonly extension: string | null;
      readonly attribute: ScimAttribute;
      readonly sub: ScimAttribute | null;
    }
  | { readonly kind: 'extension'; readonly schema: ScimSchema }
  | { readonly kind: 'core' }
  /** Belongs to every resource, and to the server: `id`, `meta`, `schemas`. */
  | { readonly kind: 'common'; readonly name: 'id' | 'meta' | 'schemas' }
  /** Named by the standard, needed by nobody: taken and dropped. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'unknown' };

const unknown: Resolved = { kind: 'unknown' };
const common = ['id', 'meta', 'schemas'] as const;

/** Reads a name in any case, with or without its URN, and with one sub-attribute behind a full stop. */
export function resolveAttribute({ shape, name }: { shape: ScimShape; name: string }): Resolved {
  const lower = name.toLowerCase();
  for (const schema of [...shape.extensions, shape.core]) {
    const urn = schema.id.toLowerCase();
    if (lower === urn) return schema === shape.core ? { kind: 'core' } : { kind: 'extension', schema };
    if (lower.startsWith(`${urn}:`)) return within({ shape, schema, rest: lower.slice(urn.length + 1) });
  }
  if (lower.startsWith('urn:')) return unknown;
  const inCore = within({ shape, schema: shape.core, rest: lower });
  if (inCore.kind !== 'unknown') return inCore;
  // Some directories leave the URN out: `manager`, `department`.
  const elsewhere = shape.extensions.map((schema) => within({ shape, schema, rest: lower }));
  return elsewhere.find(({ kind }) => kind !== 'unknown') ?? unknown;
}

function within({ shape, schema, rest }: { shape: ScimShape; schema: ScimSchema; rest: string }): Resolved {
  const [name = '', subName, ...more] = rest.split('.');
  if (more.length > 0) return unknown;
  if (schema === shape.core) {
    const ofEvery = common.find((one) => one === name);
    if (ofEvery) return { kind: 'common', name: ofEvery };
    if (shape.dropped.has(name)) return { kind: 'dropped' };
  }
  const attribute = named(schema.attributes, name);
  if (!attribute) return unknown;
  const sub = subName === undefined ? null : named(attribute.subAttributes ?? [], subName);
  if (sub === undefined) return unknown;
  return { kind: 'attribute', extension: schema === shape.core ? null : schema.id, attribute, sub };
}

/** In any case. */
export function named(attributes: readonly ScimAttribute[], name: string): ScimAttribute | undefined {
  const lower = name.toLowerCase();
  return attributes.find((attribute) => attribute.name.toLowerCase() === lower);
}
