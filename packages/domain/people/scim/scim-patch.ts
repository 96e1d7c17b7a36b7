import { isObject } from './coerce-value.ts';
import { ScimRefusal } from './scim-refusal.ts';

export type ScimPatchOperation = {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string | null;
  readonly value: unknown;
};

const ops = ['add', 'replace', 'remove'] as const;
/** Entra sends members a hundred at a time; nobody sends more operations than this. */
const mostOperations = 1_000;

/**
 * The operations of a PATCH request, whatever the case of their names. An empty list is one that changes nothing:
 * Microsoft's validator sends it.
 */
export function readScimPatch(body: unknown): readonly ScimPatchOperation[] {
  const operations = isObject(body) ? part(body, 'operations') : undefined;
  if (!Array.isArray(operations)) throw invalid('A PATCH needs a list of Operations.');
  if (operations.length > mostOperations) throw invalid(`A PATCH takes at most ${mostOperations} operations.`);
  return operations.map(readOperation);
}

function readOperation(given: unknown): ScimPatchOperation {
  if (!isObject(given)) throw invalid('An operation is an object with op, path and value.');
  const written = part(given, 'op');
  const op = ops.find((one) => typeof written === 'string' && one === written.toLowerCase());
  if (!op) throw invalid(`${JSON.stringify(written ?? null)} is no operation: there are add, replace and remove.`);
  const path = part(given, 'path') ?? null;
  if (path !== null && typeof path !== 'string')
    throw new ScimRefusal({ scimType: 'invalidPath', detail: 'A path is a text.' });
  const value = part(given, 'value');
  if (path === null && op === 'remove')
    throw new ScimRefusal({ scimType: 'noTarget', detail: 'To remove something needs a path.' });
  if (path === null && !isObject(value))
    throw new ScimRefusal({ scimType: 'invalidValue', detail: 'Without a path the value is an object of attributes.' });
  return { op, path: path === '' ? null : path, value };
}

/** By name, in any case. */
function part(given: { readonly [name: string]: unknown }, name: string): unknown {
  const key = Object.keys(given).find((one) => one.toLowerCase() === name);
  return key === undefined ? undefined : given[key];
}

const invalid = (detail: string) => new ScimRefusal({ scimType: 'invalidSyntax', detail });
