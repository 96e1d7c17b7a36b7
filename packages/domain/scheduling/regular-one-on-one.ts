import { mergeIntervals } from '../time/interval.ts';
import type { Interval } from '../time/interval.ts';

export type ParticipationStatus = 'accepted' | 'tentative' | 'needsAction' | 'declined';

/** One entry of a calendar, or one occurrence of a series, as every provider's adapter hands it over. Cancelled ones are left out. */
export type CalendarOccurrence = {
  readonly id: string;
  /** The series it belongs to; `null` for a single entry. */
  readonly seriesId: string | null;
  readonly start: Temporal.Instant;
  /** Exclusive. All-day entries start and end at midnight in the calendar owner's zone. */
  readonly end: Temporal.Instant;
  readonly allDay: boolean;
  readonly busy: boolean;
  /** Everybody invited, the organizer and the calendar's owner included. */
  readonly attendees: readonly OccurrenceAttendee[];
};

export type OccurrenceAttendee = {
  readonly email: string;
  readonly response: ParticipationStatus;
  /** A room or a piece of equipment. */
  readonly resource: boolean;
  readonly organizer: boolean;
};

/**
 * When manager and report have their regular 1:1: occurrences of a series between these two humans, rooms
 * not counted, that neither declined. One marked free in the calendar is still a 1:1. Titles say nothing.
 * A person may be known by several addresses; case does not matter.
 */
export function regularOneOnOnes({
  occurrences,
  managerEmails,
  reportEmails,
}: {
  occurrences: readonly CalendarOccurrence[];
  managerEmails: readonly string[];
  reportEmails: readonly string[];
}): readonly Interval[] {
  const manager = new Set(managerEmails.map(normalized));
  const report = new Set(reportEmails.map(normalized));
  const found = occurrences.filter(({ seriesId, allDay, attendees }) => {
    if (seriesId === null || allDay) return false;
    const humans = attendees.filter((attendee) => !attendee.resource);
    if (humans.some((human) => human.response === 'declined')) return false;
    return (
      humans.length === 2 &&
      humans.some(({ email }) => manager.has(normalized(email))) &&
      humans.some(({ email }) => report.has(normalized(email)))
    );
  });
  return mergeIntervals(found.map(({ start, end }) => ({ start, end })));
}

function normalized(email: string): string {
  return email.trim().toLowerCase();
}
