import { GraphError } from '../graph-error.ts';

const guid = '\\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\}';
const named = new RegExp(`^(\\w+) (${guid}) (Name|Id) (.+)$`, 'i');
const tagged = /^(\w+) (0x[0-9a-f]+)$/i;
const types = new Set('binary boolean currency double float integer long null short string systemtime guid'.split(' '));

/**
 * The id of a single-value extended property as Graph gives it back: `String {guid} Name X`, the GUID in small letters.
 * Two spellings of one property differ in the letter case of all but the name.
 *
 * @throws GraphError 400 for what names no property
 */
export function propertyId(given: string): string {
  const [, type = '', set = '', by = '', name = ''] = named.exec(given.trim()) ?? [];
  if (types.has(type.toLowerCase())) {
    const kind = by.toLowerCase() === 'name' ? 'Name' : 'Id';
    return `${capitalised(type)} ${set.toLowerCase()} ${kind} ${kind === 'Id' ? name.toLowerCase() : name}`;
  }
  const [, tagType = '', tag = ''] = tagged.exec(given.trim()) ?? [];
  if (types.has(tagType.toLowerCase())) return `${capitalised(tagType)} ${tag.toLowerCase()}`;
  throw new GraphError({
    status: 400,
    code: 'ErrorInvalidExtendedProperty',
    message: `The extended property id '${given}' is invalid.`,
  });
}

/** Exchange finds a property whatever the letter case of its name. */
export function samePropertyId(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function capitalised(word: string): string {
  return word === 'SystemTime' ? word : `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`;
}
