import type { CalendarEvent, JsonObject, JsonValue } from '../../../core/calendar/calendar-event.ts';
import type { Mailbox } from '../graph-access.ts';
import { badRequest } from '../graph-error.ts';
import type { Preferences } from '../prefer.ts';
import { presentAttachment } from './attachment-json.ts';
import { filesOf } from './attachment-routes.ts';
import { readsBasicsOnly } from './event-access.ts';
import { presentEvent } from './event-json.ts';
import { samePropertyId } from './extended-property.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import type { Shape } from './odata-shape.ts';
import { ownOf } from './outlook-content.ts';

/** An event as this caller may see it and asked to see it. */
export function presentFor({
  calendar,
  event,
  mailbox,
  preferences,
  shape,
}: {
  calendar: GraphCalendar;
  event: CalendarEvent;
  mailbox: Mailbox;
  preferences: Preferences;
  shape: Shape;
}): JsonObject {
  const { cloud, publicUrl } = calendar.microsoft;
  const isKept = (candidate: CalendarEvent): boolean => cloud.calendars.get(candidate) !== undefined;
  const full = presentEvent({ event, as: { ...preferences, publicUrl: publicUrl(), isKept } });
  const basic = readsBasicsOnly(mailbox) ? without(full, ['body', 'bodyPreview']) : full;
  const selected = shape.select === null ? basic : pick({ from: basic, names: shape.select, all: full });
  if (readsBasicsOnly(mailbox)) return selected;
  return { ...selected, ...expansions({ calendar, event, shape, preferences }) };
}

function expansions({
  calendar,
  event,
  shape,
  preferences,
}: {
  calendar: GraphCalendar;
  event: CalendarEvent;
  shape: Shape;
  preferences: Preferences;
}): JsonObject {
  const expanded: Record<string, JsonValue> = {};
  const found = Object.entries(ownOf(event).properties).filter(([id]) =>
    shape.properties?.some((wanted) => samePropertyId(wanted, id)),
  );
  // Graph leaves the collection out where an event has none of those asked for.
  if (found.length > 0) expanded['singleValueExtendedProperties'] = found.map(([id, value]) => ({ id, value }));
  if (shape.attachments) {
    expanded['attachments'] = filesOf(event).map((file) => presentAttachment({ calendar, event, file, preferences }));
  }
  return expanded;
}

/** The etag and the id come whatever is selected. */
function pick({ from, names, all }: { from: JsonObject; names: ReadonlySet<string>; all: JsonObject }): JsonObject {
  const picked: Record<string, JsonValue> = { '@odata.etag': from['@odata.etag'] ?? '', id: from['id'] ?? '' };
  for (const name of names) {
    const known = Object.keys(all).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (known === undefined && !expandable.has(name)) {
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.event'.`,
      );
    }
    const value = known === undefined ? undefined : from[known];
    if (known !== undefined && value !== undefined) picked[known] = value;
  }
  return picked;
}

const expandable = new Set([
  'singleValueExtendedProperties',
  'attachments',
  'cancelledOccurrences',
  'originalStart',
  'occurrenceId',
]);

function without(json: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}
