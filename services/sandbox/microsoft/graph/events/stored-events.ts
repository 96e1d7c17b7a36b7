import type { Account } from '../../../core/accounts/account-store.ts';
import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { occurrencesIn } from '../../../core/calendar/occurrences.ts';
import type { Span } from '../../../core/calendar/occurrences.ts';
import { createEvent } from './create-event.ts';
import { presentEvent } from './event-json.ts';
import { readEventResource } from './event-resource.ts';
import { utc } from './event-time.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import { ownOf } from './outlook-content.ts';

/** Enters an event in Graph's shape, without mailing anybody. Throws what the API would answer. */
export function seedEvent({
  calendar,
  account,
  event,
}: {
  calendar: GraphCalendar;
  account: Account;
  event: unknown;
}): void {
  createEvent({ calendar, account, resource: readEventResource(event), body: event, notify: 'none' });
}

/** An account's entries in Graph's shape with all their extended properties, deleted ones too (`isCancelled`). */
export function storedEvents({
  calendar,
  account,
  window,
}: {
  calendar: GraphCalendar;
  account: Account;
  window: Span | null;
}): JsonObject[] {
  const { cloud, publicUrl } = calendar.microsoft;
  const store = cloud.calendars;
  const { email, timeZone: zone } = account;
  const events =
    window === null
      ? [...store.eventsOf(email)]
      : occurrencesIn({ store, account: email, zone, from: window.start, until: window.end });
  const isKept = (event: CalendarEvent): boolean => store.get(event) !== undefined;
  const as = { answerZone: utc, bodyType: 'html', immutableIds: true, publicUrl: publicUrl(), isKept } as const;
  return events.map((event) => ({
    ...presentEvent({ event, as }),
    singleValueExtendedProperties: Object.entries(ownOf(event).properties).map(([id, value]) => ({ id, value })),
  }));
}
