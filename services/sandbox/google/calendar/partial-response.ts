import { invalidParameter } from '../google-error.ts';

type Selection = { readonly [field: string]: Selection | true };

/**
 * Cuts an answer down to what `fields` names: `items(id,start/dateTime),nextPageToken`, `*` for everything at a level.
 * developers.google.com/workspace/calendar/api/guides/performance#partial-response
 *
 * @throws GoogleError 400 when the selection cannot be read
 */
export function selectFields({ answer, fields }: { answer: unknown; fields: string }): unknown {
  return cut({ value: answer, selection: parse(fields) });
}

function cut({ value, selection }: { value: unknown; selection: Selection | true }): unknown {
  if (selection === true || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry: unknown) => cut({ value: entry, selection }));
  const kept: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const below = selection[name] ?? selection['*'];
    if (below !== undefined) kept[name] = cut({ value: entry, selection: below });
  }
  return kept;
}

function parse(fields: string): Selection {
  const tokens = fields.match(/[^(),/]+|[(),/]/g) ?? [];
  let at = 0;

  const list = (): Selection => {
    const selection: Record<string, Selection | true> = {};
    for (;;) {
      const name = tokens[at]?.trim() ?? '';
      if (!/^[\w*-]+$/.test(name)) throw unreadable(fields);
      at += 1;
      selection[name] = below();
      if (tokens[at] !== ',') return selection;
      at += 1;
    }
  };

  const below = (): Selection | true => {
    if (tokens[at] === '/') {
      at += 1;
      const name = tokens[at]?.trim() ?? '';
      if (!/^[\w*-]+$/.test(name)) throw unreadable(fields);
      at += 1;
      return { [name]: below() };
    }
    if (tokens[at] !== '(') return true;
    at += 1;
    const inner = list();
    if (tokens[at] !== ')') throw unreadable(fields);
    at += 1;
    return inner;
  };

  const selection = list();
  if (at < tokens.length) throw unreadable(fields);
  return selection;
}

function unreadable(fields: string) {
  return invalidParameter({ name: 'fields', message: `Invalid field selection ${fields}` });
}
