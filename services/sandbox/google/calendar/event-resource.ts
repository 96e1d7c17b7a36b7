import { z } from 'zod';
import type { CalendarEvent, JsonObject, JsonValue } from '../../core/calendar/calendar-event.ts';
import { invalid } from '../google-error.ts';
import { presentEvent } from './event-json.ts';

const text = z.string().nullish();
const flag = z.boolean().nullish();
const time = z.object({ date: text, dateTime: text, timeZone: text }).nullish();
const properties = z.record(z.string(), z.string()).nullish();

const attendee = z.object({
  email: z.string(),
  displayName: text,
  responseStatus: z.enum(['needsAction', 'accepted', 'tentative', 'declined']).nullish(),
  comment: text,
  optional: flag,
  resource: flag,
});

const reminder = z.object({ method: z.enum(['email', 'popup']), minutes: z.int().min(0).max(40_320) });

/** Kept as they came; Google checks more of them than matters here. */
const asGiven = z.record(z.string(), z.json()).nullish();

/**
 * What of an event a client may write. Read-only and unknown fields are ignored, as Google ignores them; null is the same
 * as leaving a field out, except in a patch, where it was taken out before.
 */
export const eventResource = z.object({
  id: text,
  iCalUID: text,
  status: z.enum(['confirmed', 'tentative', 'cancelled']).nullish(),
  eventType: z.enum(['default', 'outOfOffice', 'focusTime', 'workingLocation', 'birthday', 'fromGmail']).nullish(),
  summary: text,
  description: text,
  location: text,
  start: time,
  end: time,
  recurrence: z.array(z.string()).nullish(),
  attendees: z.array(attendee).nullish(),
  visibility: z.enum(['default', 'public', 'private', 'confidential']).nullish(),
  transparency: z.enum(['opaque', 'transparent']).nullish(),
  extendedProperties: z.object({ private: properties, shared: properties }).nullish(),
  conferenceData: z
    .object({ createRequest: z.object({ requestId: z.string() }).nullish(), conferenceId: text })
    .nullish(),
  colorId: text,
  reminders: z
    .object({ useDefault: z.boolean().default(false), overrides: z.array(reminder).max(5).nullish() })
    .nullish(),
  source: asGiven,
  attachments: z
    .array(z.looseObject({ fileUrl: z.string() }))
    .max(25)
    .nullish(),
  guestsCanInviteOthers: flag,
  guestsCanModify: flag,
  guestsCanSeeOtherGuests: flag,
  anyoneCanAddSelf: flag,
  outOfOfficeProperties: asGiven,
  focusTimeProperties: asGiven,
  workingLocationProperties: asGiven,
  birthdayProperties: asGiven,
});

export type EventResource = z.infer<typeof eventResource>;

/** @throws GoogleError 400 */
export function readEventResource(body: unknown): EventResource {
  const parsed = eventResource.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(`Invalid value for: ${issue?.path.join('.') ?? 'body'} (${issue?.message ?? 'malformed'})`);
}

/**
 * The resource a PATCH leaves: objects are merged, null removes a field, everything else, lists included, is replaced.
 */
export function patchedResource({ event, patch }: { event: CalendarEvent; patch: unknown }): EventResource {
  const current = presentEvent({ event, zone: event.start.kind === 'timed' ? event.start.zone : 'UTC', publicUrl: '' });
  return readEventResource(merge({ into: current, patch: Object(patch) as JsonObject }));
}

function merge({ into, patch }: { into: JsonObject; patch: JsonObject }): JsonObject {
  const merged: Record<string, JsonValue> = { ...into };
  for (const [name, value] of Object.entries(patch)) {
    const before = merged[name];
    if (value === null) delete merged[name];
    else if (isObject(value) && isObject(before)) merged[name] = merge({ into: before, patch: value });
    else merged[name] = isObject(value) ? merge({ into: {}, patch: value }) : value;
  }
  return merged;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
