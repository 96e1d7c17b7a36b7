import { badRequest } from '../graph-error.ts';

export type Literal = string | number | boolean | null | { readonly at: number };

/** The part of OData's `$filter` that Outlook's collections understand. */
export type Expression =
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly inner: Expression }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: Operator; readonly literal: Literal }
  | {
      readonly kind: 'call';
      readonly name: 'startswith' | 'contains' | 'endswith';
      readonly path: string;
      readonly text: string;
    }
  | { readonly kind: 'any'; readonly path: string; readonly variable: string; readonly inner: Expression };

export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

const tokenPattern = /\s*('(?:[^']|'')*'|[(),:]|[^\s(),:']+(?::\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)/gy;
const operators: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const calls: readonly string[] = ['startswith', 'contains', 'endswith'];

/** @throws GraphError 400 */
export function parseFilter(text: string): Expression {
  const tokens = [...text.matchAll(tokenPattern)].map(([, token = '']) => token);
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (expected?: string): string => {
    const token = tokens[at] ?? '';
    if (token === '' || (expected !== undefined && token !== expected)) throw invalidFilter(text);
    at += 1;
    return token;
  };
  const either = (): Expression => {
    let left = both();
    while (peek().toLowerCase() === 'or') {
      take();
      left = { kind: 'or', left, right: both() };
    }
    return left;
  };
  const both = (): Expression => {
    let left = single();
    while (peek().toLowerCase() === 'and') {
      take();
      left = { kind: 'and', left, right: single() };
    }
    return left;
  };
  const single = (): Expression => {
    const token = take();
    if (token === '(') {
      const inner = either();
      take(')');
      return inner;
    }
    if (token.toLowerCase() === 'not') return { kind: 'not', inner: single() };
    if (calls.includes(token.toLowerCase()) && peek() === '(') return call(token.toLowerCase() as 'startswith');
    if (token.endsWith('/any') && peek() === '(') return any(token.slice(0, -'/any'.length));
    const operator = take().toLowerCase();
    if (!operators.includes(operator)) throw invalidFilter(text);
    return { kind: 'compare', path: token, operator: operator as Operator, literal: literalOf(take()) };
  };
  const call = (name: 'startswith' | 'contains' | 'endswith'): Expression => {
    take('(');
    const path = take();
    take(',');
    const given = literalOf(take());
    take(')');
    if (typeof given !== 'string') throw invalidFilter(text);
    return { kind: 'call', name, path, text: given };
  };
  const any = (path: string): Expression => {
    take('(');
    const variable = take();
    take(':');
    const inner = either();
    take(')');
    return { kind: 'any', path, variable, inner };
  };
  const expression = either();
  if (at < tokens.length) throw invalidFilter(text);
  return expression;
}

function literalOf(token: string): Literal {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'null') return null;
  if (token === 'true' || token === 'false') return token === 'true';
  if (/^-?\d+(\.\d+)?$/.test(token)) return Number(token);
  const at = Date.parse(token);
  if (Number.isNaN(at)) throw invalidFilter(token);
  return { at };
}

export function invalidFilter(text: string): ReturnType<typeof badRequest> {
  return badRequest(`Invalid filter clause: ${text}`);
}
