import type { Attendee, CalendarEvent } from '../calendar/calendar-event.ts';

/** A new time is a new question to everyone but the organizer. */
export function askedAgain(event: Pick<CalendarEvent, 'attendees' | 'organizer'>): Attendee[] {
  return event.attendees.map((attendee) =>
    attendee.email === event.organizer.email ? attendee : { ...attendee, response: 'needsAction', comment: null },
  );
}
