import type { CalendarEvent, Response } from '../calendar/calendar-event.ts';
import { findInstance } from '../calendar/occurrences.ts';
import type { Cloud } from '../cloud.ts';
import { shareResponses } from './attendee-copies.ts';
import { contentOf } from './invitation-copy.ts';
import { mailAnswer } from './invitation-mail.ts';
import type { Notify } from './notify.ts';

/**
 * Carries an attendee's answer to the organizer's entry and from there to everyone's copy. `copy` is the attendee's own
 * entry, kept or computed from a series; an answer to one instance makes that instance an entry of its own on both sides.
 *
 * @returns the attendee's copy bearing the answer
 */
export function answerInvitation({
  cloud,
  copy,
  response,
  comment,
  notify,
}: {
  cloud: Cloud;
  copy: CalendarEvent;
  response: Response;
  comment: string | null;
  notify: Notify;
}): CalendarEvent {
  const attendee = copy.account;
  const answeredAt = cloud.clock.now().epochMilliseconds;
  const answered = cloud.calendars.put(withAnswer({ event: copy, attendee, response, comment, answeredAt }));
  const organizers = organizersEntry({ cloud, copy });
  if (organizers === undefined || organizers.status === 'cancelled') return answered;
  const updated = cloud.calendars.put(withAnswer({ event: organizers, attendee, response, comment, answeredAt }));
  shareResponses({ cloud, event: updated });
  if (notify !== 'none') mailAnswer({ cloud, event: updated, attendee, response, comment });
  return cloud.calendars.get({ account: attendee, id: copy.id }) ?? answered;
}

function organizersEntry({ cloud, copy }: { cloud: Cloud; copy: CalendarEvent }): CalendarEvent | undefined {
  const account = copy.organizer.email;
  return (
    cloud.calendars.get({ account, id: copy.id }) ?? findInstance({ store: cloud.calendars, account, id: copy.id })
  );
}

function withAnswer({
  event,
  attendee,
  response,
  comment,
  answeredAt,
}: {
  event: CalendarEvent;
  attendee: string;
  response: Response;
  comment: string | null;
  answeredAt: number;
}) {
  const attendees = event.attendees.map((entry) =>
    entry.email === attendee ? { ...entry, response, comment } : entry,
  );
  return { ...contentOf(event), attendees, answeredAt: { ...event.answeredAt, [attendee]: answeredAt } };
}
