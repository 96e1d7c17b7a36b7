import { describe, expect, test } from 'vitest';
import { aSlot } from '../testing/builders.ts';
import { regularOneOnOnes } from './regular-one-on-one.ts';
import type { CalendarOccurrence, OccurrenceAttendee } from './regular-one-on-one.ts';

const slot = aSlot({ start: '2026-12-09T09:00:00Z', minutes: 30 });

function anAttendee(email: string, given: Partial<OccurrenceAttendee> = {}): OccurrenceAttendee {
  return { email, response: 'accepted', resource: false, organizer: false, ...given };
}

function anOccurrence(given: Partial<CalendarOccurrence> = {}): CalendarOccurrence {
  const attendees = [anAttendee('ben@example.com', { organizer: true }), anAttendee('ana@example.com')];
  return { id: 'occurrence-1', seriesId: 'series-1', ...slot, allDay: false, busy: true, attendees, ...given };
}

function find(given: Partial<CalendarOccurrence>) {
  return regularOneOnOnes({
    occurrences: [anOccurrence(given)],
    managerEmails: ['Ben@Example.com'],
    reportEmails: ['a.sousa@example.com', 'ana@example.com'],
  });
}

const ben = anAttendee('ben@example.com');
const ana = anAttendee('ana@example.com');

describe('the regular 1:1', () => {
  test('is a recurring entry between the two, whichever address and spelling', () => {
    expect(find({ attendees: [ben, anAttendee('ANA@example.com')] })).toEqual([slot]);
  });

  test('does not mind a room, nor one who has not answered', () => {
    expect(
      find({
        attendees: [ben, { ...ana, response: 'needsAction' }, anAttendee('room-4@example.com', { resource: true })],
      }),
    ).toEqual([slot]);
  });

  test('is one though the calendar calls it free time', () => {
    expect(find({ busy: false })).toEqual([slot]);
  });

  test.each([
    ['a single entry', { seriesId: null }],
    ['one a third person is invited to', { attendees: [ben, ana, anAttendee('cem@example.com')] }],
    ['one with somebody else', { attendees: [ben, anAttendee('cem@example.com')] }],
    ['one the report declined', { attendees: [ben, { ...ana, response: 'declined' as const }] }],
    ['one the manager declined', { attendees: [{ ...ben, response: 'declined' as const }, ana] }],
    ['an all-day entry', { allDay: true }],
    ['a series for oneself', { attendees: [ben] }],
  ])('is not %s', (_, given) => {
    expect(find(given)).toEqual([]);
  });
});
