import { isObject } from './coerce-value.ts';
import { changeAttribute } from './change-attribute.ts';
import { resolveAttribute, type Resolved } from './resolve-attribute.ts';
import { parseScimPath, type ScimPath } from './scim-filter.ts';
import type { ScimPatchOperation } from './scim-patch.ts';
import { ScimRefusal } from './scim-refusal.ts';
import type { ScimDocument, ScimShape } from './scim-schema.ts';

type Change = { readonly op: ScimPatchOperation['op']; readonly value: unknown };
type Step = { readonly shape: ScimShape; readonly document: ScimDocument };

/**
 * What PATCH makes of a resource (RFC 7644 §3.5.2), as Okta and Entra mean it: names in any case, with dots or URNs as
 * keys of a pathless value, and a value that is not there yet created by the filter that asks for it. All of it or, with
 * a ScimRefusal, nothing.
 */
export function patchDocument({
  shape,
  document,
  operations,
}: Step & { readonly operations: readonly ScimPatchOperation[] }): ScimDocument {
  const patched = operations.reduce((now, { op, path, value }) => {
    if (path === null) return merge({ shape, document: now, op, values: value });
    return apply({ shape, document: now, path: parseScimPath(path), change: { op, value }, isNamed: true });
  }, document);
  requireAll({ shape, document: patched });
  return patched;
}

/** The resource a POST or PUT states: what it does not name is not there, what nobody keeps is left out. */
export function readDocument({ shape, body }: { shape: ScimShape; body: unknown }): ScimDocument {
  if (!isObject(body))
    throw new ScimRefusal({ scimType: 'invalidSyntax', detail: `A ${shape.name} is a JSON object.` });
  const document = merge({ shape, document: {}, op: 'replace', values: body });
  requireAll({ shape, document });
  return document;
}

/** Refuses a resource without what its schema requires. */
export function requireAll({ shape, document }: Step): void {
  for (const { name, required } of shape.core.attributes) {
    const value = document[name];
    if (required && (typeof value !== 'string' || value.trim() === ''))
      throw new ScimRefusal({ scimType: 'invalidValue', detail: `A ${shape.name} needs a ${name}.` });
  }
}

/** Each key is a path of its own; what only the server sets, and what nobody keeps, is passed over. */
function merge({
  shape,
  document,
  op,
  values,
}: Step & { readonly op: Change['op']; readonly values: unknown }): ScimDocument {
  if (!isObject(values)) return document;
  return Object.entries(values).reduce((now, [key, value]) => {
    const path = pathOf(key);
    return path === null ? now : apply({ shape, document: now, path, change: { op, value }, isNamed: false });
  }, document);
}

/** A key nobody could mean as a path is some attribute nobody keeps. */
function pathOf(key: string): ScimPath | null {
  try {
    return parseScimPath(key);
  } catch {
    return null;
  }
}

function apply({
  shape,
  document,
  path,
  change,
  isNamed,
}: Step & { readonly path: ScimPath; readonly change: Change; readonly isNamed: boolean }): ScimDocument {
  const target = resolveAttribute({ shape, name: path.sub === null ? path.path : `${path.path}.${path.sub}` });
  switch (target.kind) {
    case 'attribute':
      return applyToAttribute({ shape, document, path, target, change, isNamed });
    case 'extension':
      return applyToExtension({ shape, document, id: target.schema.id, change });
    case 'core':
      return change.op === 'remove'
        ? refuseUnknown(path)
        : merge({ shape, document, op: change.op, values: change.value });
    case 'dropped':
      return document;
    case 'common':
      if (isNamed && target.name !== 'schemas') throw readOnly(target.name);
      return document;
    case 'unknown':
      return isNamed ? refuseUnknown(path) : document;
  }
}

function applyToAttribute({
  shape,
  document,
  path,
  target,
  change,
  isNamed,
}: Step & {
  readonly path: ScimPath;
  readonly target: Extract<Resolved, { kind: 'attribute' }>;
  readonly change: Change;
  readonly isNamed: boolean;
}): ScimDocument {
  const { attribute, sub } = target;
  if (attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly') {
    if (isNamed && attribute.mutability === 'readOnly') throw readOnly(attribute.name);
    return document;
  }
  // Whether somebody is here is never unsaid.
  if (shape.name === 'User' && attribute.name === 'active' && isUnsaid(change)) return document;
  const next = changeAttribute({ document, target, filter: path.filter, ...change });
  if (isNamed && attribute.required) refuseWithout({ shape, document: next, op: change.op, name: attribute.name });
  return next;
}

function isUnsaid({ op, value }: Change): boolean {
  return op === 'remove' || value === null || value === '' || value === undefined;
}

function applyToExtension({
  shape,
  document,
  id,
  change,
}: Step & { readonly id: string; readonly change: Change }): ScimDocument {
  const { [id]: _gone, ...rest } = document;
  if (isUnsaid(change)) return rest;
  if (!isObject(change.value))
    throw new ScimRefusal({ scimType: 'invalidValue', detail: `What stands below ${id} is an object of attributes.` });
  const values = Object.fromEntries(Object.entries(change.value).map(([name, value]) => [`${id}:${name}`, value]));
  return merge({ shape, document, op: change.op, values });
}

function refuseWithout({
  shape,
  document,
  op,
  name,
}: Step & { readonly op: Change['op']; readonly name: string }): void {
  if (document[name] !== undefined) return;
  const scimType = op === 'remove' ? 'mutability' : 'invalidValue';
  throw new ScimRefusal({ scimType, detail: `A ${shape.name} needs a ${name}.` });
}

function readOnly(name: string): ScimRefusal {
  return new ScimRefusal({ scimType: 'mutability', detail: `${name} is set here and cannot be changed.` });
}

function refuseUnknown({ path, sub }: ScimPath): never {
  const name = sub === null ? path : `${path}.${sub}`;
  throw new ScimRefusal({
    scimType: 'invalidPath',
    detail: `There is no attribute ${name}: nothing is kept under that name. Take it out of the mapping.`,
  });
}
