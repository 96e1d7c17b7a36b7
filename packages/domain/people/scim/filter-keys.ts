import type { ScimFilter } from './scim-filter.ts';

/** What whoever passes a filter must bear one of; the lists are as they were written. */
export type FilterKeys = {
  readonly ids: readonly string[];
  readonly userNames: readonly string[];
  readonly externalIds: readonly string[];
  readonly emails: readonly string[];
};

const none: FilterKeys = { ids: [], userNames: [], externalIds: [], emails: [] };
const core = 'urn:ietf:params:scim:schemas:core:2.0:user:';

/**
 * What to look for before a filter is tried on everybody: directories ask for one person by name thousands of times a
 * day. Null where it could be anybody, and where databases and we differ on the case of a letter.
 */
export function filterKeys(filter: ScimFilter): FilterKeys | null {
  if (filter.op === 'and') return filterKeys(filter.left) ?? filterKeys(filter.right);
  if (filter.op === 'some') return nameOf(filter.path) === 'emails' ? emailKeys(filter.filter) : null;
  if (filter.op === 'or') {
    const [left, right] = [filterKeys(filter.left), filterKeys(filter.right)];
    return left && right ? union(left, right) : null;
  }
  if (filter.op !== 'eq' || typeof filter.value !== 'string') return null;
  return keyOf(nameOf(filter.path), filter.value);
}

function emailKeys(filter: ScimFilter): FilterKeys | null {
  if (filter.op === 'and') return emailKeys(filter.left) ?? emailKeys(filter.right);
  const isValue = filter.op === 'eq' && nameOf(filter.path) === 'value' && typeof filter.value === 'string';
  return isValue ? keyOf('emails.value', String(filter.value)) : null;
}

function keyOf(name: string, value: string): FilterKeys | null {
  if (!/^[\x20-\x7e]*$/.test(value)) return null;
  switch (name) {
    case 'id':
      return { ...none, ids: [value] };
    case 'username':
      return { ...none, userNames: [value] };
    case 'externalid':
      return { ...none, externalIds: [value] };
    case 'emails':
    case 'emails.value':
      return { ...none, emails: [value] };
    default:
      return null;
  }
}

function union(a: FilterKeys, b: FilterKeys): FilterKeys {
  return {
    ids: [...a.ids, ...b.ids],
    userNames: [...a.userNames, ...b.userNames],
    externalIds: [...a.externalIds, ...b.externalIds],
    emails: [...a.emails, ...b.emails],
  };
}

function nameOf(path: string): string {
  const lower = path.toLowerCase();
  return lower.startsWith(core) ? lower.slice(core.length) : lower;
}
