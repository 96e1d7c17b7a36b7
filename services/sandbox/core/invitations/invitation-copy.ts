import type { CalendarEvent } from '../calendar/calendar-event.ts';

/** An entry before the store gives it a version and a time of change. */
export type EventContent = Omit<CalendarEvent, 'version' | 'updatedAt'>;

/**
 * The copy of an organizer's entry that stands in an attendee's calendar. What is the attendee's own stays: private
 * properties never travel, and neither do reminders, colours, categories and whether the time counts as busy once chosen.
 */
export function invitationCopy({
  event,
  account,
  existing,
}: {
  event: CalendarEvent;
  account: string;
  existing: CalendarEvent | undefined;
}): EventContent {
  const { version: _version, updatedAt: _updatedAt, ...content } = event;
  return {
    ...content,
    account,
    busy: existing?.busy ?? event.busy,
    privateProperties: existing?.privateProperties ?? {},
    own: existing?.own ?? {},
    outlookOwn: existing?.outlookOwn ?? {},
    createdAt: existing?.createdAt ?? event.createdAt,
  };
}

export function contentOf(event: CalendarEvent): EventContent {
  const { version: _version, updatedAt: _updatedAt, ...content } = event;
  return content;
}
