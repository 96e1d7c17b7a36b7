import type { JsonValue } from '../../../core/calendar/calendar-event.ts';
import { GraphError } from '../graph-error.ts';
import { samePropertyId } from './extended-property.ts';
import type { Expression, Literal, Operator } from './filter-expression.ts';

/** An event, or one of its properties within `any`, by the paths a filter uses. */
export type Filterable = { readonly [name: string]: JsonValue };

const filterable = new Set([
  'subject',
  'start/dateTime',
  'end/dateTime',
  'createdDateTime',
  'lastModifiedDateTime',
  'iCalUId',
  'type',
  'isAllDay',
  'isCancelled',
  'isOrganizer',
  'isOnlineMeeting',
  'hasAttachments',
  'importance',
  'sensitivity',
  'showAs',
  'seriesMasterId',
  'organizer/emailAddress/address',
]);

const collections = new Set(['singleValueExtendedProperties', 'categories', 'attendees']);
const moments = new Set(['start/dateTime', 'end/dateTime', 'createdDateTime', 'lastModifiedDateTime']);

/**
 * Whether an event satisfies a filter. Its times are to be those in UTC.
 *
 * @throws GraphError 400 for what Outlook does not filter by
 */
export function satisfies({ event, filter }: { event: Filterable; filter: Expression }): boolean {
  return holds({ subject: event, filter, variable: null });
}

function holds({
  subject,
  filter,
  variable,
}: {
  subject: JsonValue;
  filter: Expression;
  variable: string | null;
}): boolean {
  switch (filter.kind) {
    case 'and':
      return holds({ subject, filter: filter.left, variable }) && holds({ subject, filter: filter.right, variable });
    case 'or':
      return holds({ subject, filter: filter.left, variable }) || holds({ subject, filter: filter.right, variable });
    case 'not':
      return !holds({ subject, filter: filter.inner, variable });
    case 'compare': {
      const value = valueAt({ subject, path: filter.path, variable });
      if (variable !== null && filter.path.toLowerCase() === `${variable.toLowerCase()}/id`) {
        return samePropertyId(textOf(value), textOf(filter.literal)) === (filter.operator === 'eq');
      }
      return compare({ value, operator: filter.operator, literal: filter.literal, isMoment: moments.has(filter.path) });
    }
    case 'call': {
      const value = textOf(valueAt({ subject, path: filter.path, variable })).toLowerCase();
      const text = filter.text.toLowerCase();
      if (filter.name === 'startswith') return value.startsWith(text);
      return filter.name === 'contains' ? value.includes(text) : value.endsWith(text);
    }
    case 'any': {
      if (!collections.has(filter.path)) throw unsupported(filter.path);
      const items = Object(subject)[filter.path] as readonly JsonValue[] | undefined;
      return (items ?? []).some((item) => holds({ subject: item, filter: filter.inner, variable: filter.variable }));
    }
  }
}

function valueAt({
  subject,
  path,
  variable,
}: {
  subject: JsonValue;
  path: string;
  variable: string | null;
}): JsonValue {
  const [first = '', ...rest] = path.split('/');
  if (variable === null) {
    if (!filterable.has(path)) throw unsupported(path);
    return stepInto(subject, [first, ...rest]);
  }
  if (first.toLowerCase() !== variable.toLowerCase()) throw unsupported(path);
  return stepInto(subject, rest);
}

function stepInto(value: JsonValue, names: readonly string[]): JsonValue {
  return names.reduce<JsonValue>((current, name) => (Object(current) as Filterable)[name] ?? null, value);
}

function compare({
  value,
  operator,
  literal,
  isMoment,
}: {
  value: JsonValue;
  operator: Operator;
  literal: Literal;
  isMoment: boolean;
}): boolean {
  const order = isMoment ? momentOf(value) - momentOf(literal) : orderOf(value, literal);
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'ne':
      return order !== 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
  }
}

/** Without an offset a time is UTC. */
function momentOf(value: JsonValue | Literal): number {
  if (typeof value === 'object' && value !== null && 'at' in value) return Number(value.at);
  const text = textOf(value);
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}${text.includes('T') ? '' : 'T00:00:00'}Z`);
}

function textOf(value: JsonValue | Literal): string {
  return typeof value === 'string' ? value : '';
}

function orderOf(value: JsonValue, literal: Literal): number {
  if (typeof value !== 'string' || typeof literal !== 'string') return value === literal ? 0 : Number.NaN;
  return value < literal ? -1 : value > literal ? 1 : 0;
}

function unsupported(path: string): GraphError {
  return new GraphError({
    status: 400,
    code: 'ErrorInvalidProperty',
    message: `The property '${path}' does not support filtering.`,
  });
}
