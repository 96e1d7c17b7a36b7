import { scimTokens, type ScimToken } from './scim-tokens.ts';
import { ScimRefusal } from './scim-refusal.ts';

export type Comparison = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type FilterValue = string | number | boolean | null;

/** A filter as RFC 7644 §3.4.2.2 writes it. Paths are as they were written. */
export type ScimFilter =
  | { readonly op: 'and' | 'or'; readonly left: ScimFilter; readonly right: ScimFilter }
  | { readonly op: 'not'; readonly filter: ScimFilter }
  | { readonly op: 'pr'; readonly path: string }
  | { readonly op: Comparison; readonly path: string; readonly value: FilterValue }
  /** `emails[…]`: one of several values for which the filter holds. */
  | { readonly op: 'some'; readonly path: string; readonly filter: ScimFilter };

/** Where an attribute stands, as PATCH (§3.5.2) and the names of attributes write it. */
export type ScimPath = { readonly path: string; readonly filter: ScimFilter | null; readonly sub: string | null };

const comparisons: ReadonlySet<string> = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le']);
/** Deeper than anybody writes, and far from what a stack holds. */
const deepest = 50;

export function parseScimFilter(written: string): ScimFilter {
  const reader = readerOf({ written, scimType: 'invalidFilter', what: 'filter' });
  const filter = reader.disjunction(0);
  reader.end();
  return filter;
}

export function parseScimPath(written: string): ScimPath {
  const reader = readerOf({ written, scimType: 'invalidPath', what: 'path' });
  const path = reader.path();
  reader.end();
  return path;
}

function readerOf({
  written,
  scimType,
  what,
}: {
  written: string;
  scimType: 'invalidFilter' | 'invalidPath';
  what: string;
}) {
  const refuse = (because: string): never => {
    throw new ScimRefusal({ scimType, detail: `The ${what} cannot be read: ${because}.` });
  };
  const tokens = scimTokens(written) ?? refuse('it has a character that belongs nowhere, or a text without an end');
  let at = 0;
  const peek = (): ScimToken | undefined => tokens[at];
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word;
  const isMark = (mark: string) => peek()?.kind === 'mark' && peek()?.text === mark;
  const take = (): ScimToken => tokens[at++] ?? refuse('it ends too early');
  const expect = (mark: string): void => {
    if (!isMark(mark)) refuse(`it lacks ${mark}`);
    at += 1;
  };

  function disjunction(depth: number): ScimFilter {
    if (depth > deepest) refuse('it is nested too deeply');
    let left = conjunction(depth);
    while (isWord('or')) {
      at += 1;
      left = { op: 'or', left, right: conjunction(depth) };
    }
    return left;
  }

  function conjunction(depth: number): ScimFilter {
    let left = term(depth);
    while (isWord('and')) {
      at += 1;
      left = { op: 'and', left, right: term(depth) };
    }
    return left;
  }

  function term(depth: number): ScimFilter {
    if (isMark('(')) return grouped(depth);
    if (isWord('not') && tokens[at + 1]?.text === '(') {
      at += 1;
      return { op: 'not', filter: grouped(depth) };
    }
    return comparison(depth);
  }

  function grouped(depth: number): ScimFilter {
    expect('(');
    const filter = disjunction(depth + 1);
    expect(')');
    return filter;
  }

  function comparison(depth: number): ScimFilter {
    const path = attributeName();
    if (isMark('[')) return valuePath({ path, depth });
    const op = take().text.toLowerCase();
    if (op === 'pr') return { op: 'pr', path };
    if (!comparisons.has(op)) return refuse(`${JSON.stringify(op)} is no operator`);
    return { op: op as Comparison, path, value: literal() };
  }

  /** What follows the brackets holds for the same value: `emails[type eq "work"].value eq "ana@example.com"`. */
  function valuePath({ path, depth }: { path: string; depth: number }): ScimFilter {
    const filter = bracketed(depth);
    const sub = subAttribute();
    if (sub === null) return { op: 'some', path, filter };
    const op = take().text.toLowerCase();
    if (op === 'pr') return { op: 'some', path, filter: { op: 'and', left: filter, right: { op: 'pr', path: sub } } };
    if (!comparisons.has(op)) return refuse(`${JSON.stringify(op)} is no operator`);
    const right: ScimFilter = { op: op as Comparison, path: sub, value: literal() };
    return { op: 'some', path, filter: { op: 'and', left: filter, right } };
  }

  function bracketed(depth: number): ScimFilter {
    expect('[');
    const filter = disjunction(depth + 1);
    expect(']');
    return filter;
  }

  /** Directly behind the bracket, with the full stop it begins with. */
  function subAttribute(): string | null {
    const next = peek();
    if (next?.kind !== 'word' || !next.text.startsWith('.')) return null;
    at += 1;
    return next.text.length > 1 ? next.text.slice(1) : refuse('it ends in a full stop');
  }

  function attributeName(): string {
    const token = take();
    if (token.kind !== 'word' || !/^(urn:[^\s"]+|[a-z$][\w$-]*(\.[a-z$][\w$-]*)?)$/i.test(token.text))
      return refuse(`${JSON.stringify(token.text)} is no name of an attribute`);
    return token.text;
  }

  function literal(): FilterValue {
    const token = take();
    if (token.kind === 'text') return token.value;
    const word = token.text.toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (token.kind === 'word' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(word)) return Number(word);
    return refuse(`${JSON.stringify(token.text)} is no value: texts stand in double quotes`);
  }

  return {
    disjunction,
    path(): ScimPath {
      const path = attributeName();
      const filter = isMark('[') ? bracketed(0) : null;
      return { path, filter, sub: filter ? subAttribute() : null };
    },
    end(): void {
      const rest = peek();
      if (rest) refuse(`nothing may follow before ${JSON.stringify(rest.text)}`);
    },
  };
}
