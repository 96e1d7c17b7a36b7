import { z } from 'zod';
import { badRequest } from '../graph-error.ts';
import { propertyId } from './extended-property.ts';

/** Which properties an answer shows. */
export type Shape = {
  /** Null for all. */
  readonly select: ReadonlySet<string> | null;
  /** Ids of the single-value extended properties to show; null for none. */
  readonly properties: readonly string[] | null;
  readonly attachments: boolean;
};

const query = z.looseObject({ $select: z.string().optional(), $expand: z.string().optional() });

/** @throws GraphError 400 for an expansion that Graph does not know */
export function readShape(given: unknown): Shape {
  const { $select, $expand = '' } = query.parse(given ?? {});
  const names = ($select ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  let properties: readonly string[] | null = null;
  let attachments = false;
  for (const part of topLevelParts($expand)) {
    const [, name = '', options = ''] = /^(\w+)\s*(?:\((.*)\))?$/s.exec(part) ?? [];
    if (name === 'singleValueExtendedProperties') properties = readPropertyIds(options);
    else if (name === 'attachments') attachments = true;
    else
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${part}' on type 'microsoft.graph.event'.`,
      );
  }
  return { select: names.length === 0 ? null : new Set(names), properties, attachments };
}

/** `$filter=id eq 'A' or id eq 'B'`, which Graph demands. */
function readPropertyIds(options: string): string[] {
  const filter = /\$filter\s*=\s*(.+)/is.exec(options)?.[1] ?? '';
  const ids = [...filter.matchAll(/\bid\s+eq\s+'((?:[^']|'')*)'/gi)].map(([, id = '']) =>
    propertyId(id.replaceAll("''", "'")),
  );
  if (ids.length > 0) return ids;
  throw badRequest('The expansion of singleValueExtendedProperties needs a filter on their ids.');
}

/** Splits at commas outside parentheses and quotes. */
function topLevelParts(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (const character of list) {
    if (character === "'") quoted = !quoted;
    if (!quoted && character === '(') depth += 1;
    if (!quoted && character === ')') depth -= 1;
    if (character === ',' && depth === 0 && !quoted) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...parts, part.trim()].filter((given) => given !== '');
}
