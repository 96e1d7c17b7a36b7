import { isObject } from './coerce-value.ts';
import { resolveAttribute, type Resolved } from './resolve-attribute.ts';
import type { ScimDocument, ScimShape } from './scim-schema.ts';
import { withPart } from './scim-values.ts';

type Values = { readonly [name: string]: unknown };
type Named = Extract<Resolved, { kind: 'attribute' | 'extension' | 'common' }>;

/** Always there, whatever is asked for. */
const always = ['schemas', 'id'] as const;

/** The part of a resource that `attributes` or `excludedAttributes` asks for (RFC 7644 §3.9). */
export function projectDocument({
  shape,
  document,
  attributes,
  excluded,
}: {
  shape: ScimShape;
  document: ScimDocument;
  attributes: readonly string[];
  excluded: readonly string[];
}): ScimDocument {
  const resolve = (names: readonly string[]) =>
    names.flatMap((name) => {
      const found = resolveAttribute({ shape, name });
      return found.kind === 'attribute' || found.kind === 'extension' || found.kind === 'common' ? [found] : [];
    });
  if (attributes.length > 0) {
    const kept = resolve(attributes).reduce<Values>((now, at) => include({ now, from: document, at }), {});
    return { ...Object.fromEntries(always.map((name) => [name, document[name]])), ...kept };
  }
  return resolve(excluded).reduce((now, at) => exclude({ now, at }), document);
}

function include({ now, from, at }: { now: Values; from: Values; at: Named }): Values {
  if (at.kind === 'common') return withPart(now, at.name, from[at.name]);
  if (at.kind === 'extension') return withPart(now, at.schema.id, from[at.schema.id]);
  if (at.extension !== null) {
    const inner = include({
      now: (now[at.extension] ?? {}) as Values,
      from: (from[at.extension] ?? {}) as Values,
      at: { ...at, extension: null },
    });
    return Object.keys(inner).length > 0 ? { ...now, [at.extension]: inner } : now;
  }
  const { name } = at.attribute;
  const { sub } = at;
  if (!sub) return withPart(now, name, from[name]);
  const value = from[name];
  const before = now[name];
  if (Array.isArray(value)) {
    const parts = value.map((one, index) => ({
      ...(Array.isArray(before) ? before[index] : {}),
      ...pick(one, sub.name),
    }));
    return { ...now, [name]: parts };
  }
  return value === undefined
    ? now
    : { ...now, [name]: { ...(isObject(before) ? before : {}), ...pick(value, sub.name) } };
}

function pick(value: unknown, name: string): Values {
  return isObject(value) && value[name] !== undefined ? { [name]: value[name] } : {};
}

function exclude({ now, at }: { now: Values; at: Named }): Values {
  if (at.kind === 'common') return at.name === 'meta' ? withPart(now, 'meta', undefined) : now;
  if (at.kind === 'extension') return withPart(now, at.schema.id, undefined);
  if (at.extension !== null) {
    const inner = exclude({ now: (now[at.extension] ?? {}) as Values, at: { ...at, extension: null } });
    return withPart(now, at.extension, Object.keys(inner).length > 0 ? inner : undefined);
  }
  const { name } = at.attribute;
  const { sub } = at;
  if (!sub) return withPart(now, name, undefined);
  const value = now[name];
  if (Array.isArray(value)) return { ...now, [name]: value.map((one) => withPart(one as Values, sub.name, undefined)) };
  return isObject(value) ? { ...now, [name]: withPart(value, sub.name, undefined) } : now;
}
