import { z } from 'zod';
import type { Edit, Entry } from '../contract/world.ts';
import { eventTime, instantOf, toEventTime } from '../microsoft/event-time.ts';

export const person = z.object({ emailAddress: z.object({ address: z.string() }) });
/** An entry as its owner reads it. */
export const seenEvent = z.object({
  id: z.string(),
  iCalUId: z.string(),
  isCancelled: z.boolean(),
  isAllDay: z.boolean(),
  subject: z.string().nullable(),
  body: z.object({ content: z.string() }),
  start: eventTime,
  end: eventTime,
  originalStartTimeZone: z.string().nullable(),
  sensitivity: z.string(),
  attendees: z.array(person.extend({ type: z.string(), status: z.object({ response: z.string() }) })),
  isReminderOn: z.boolean(),
  reminderMinutesBeforeStart: z.number(),
  hasAttachments: z.boolean(),
});
export type SeenEvent = z.infer<typeof seenEvent>;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

function weekly({ start, timeZone }: { start: Temporal.Instant; timeZone: string }) {
  const date = start.toZonedDateTimeISO(timeZone).toPlainDate();
  return {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: [weekdays[date.dayOfWeek - 1]], firstDayOfWeek: 'monday' },
    range: { type: 'noEnd', startDate: date.toString(), recurrenceTimeZone: timeZone },
  };
}

function allDay({ from, until, timeZone }: { from: string; until: string; timeZone: string }) {
  return {
    isAllDay: true,
    start: { dateTime: `${from}T00:00:00`, timeZone },
    end: { dateTime: `${until}T00:00:00`, timeZone },
  };
}

function timed({ start, end, timeZone = 'UTC' }: { start: string; end: string; timeZone?: string }) {
  return {
    start: toEventTime({ instant: Temporal.Instant.from(start), timeZone }),
    end: toEventTime({ instant: Temporal.Instant.from(end), timeZone }),
  };
}

/** What Graph is sent for something a person enters. */
export function resourceOf({ entry, ownerZone }: { entry: Entry; ownerZone: string }): Record<string, unknown> {
  switch (entry.kind) {
    case 'busy':
      return { subject: 'Something private', ...timed(entry), showAs: 'busy' };
    case 'out_of_office':
      return { subject: 'Away', ...timed(entry), showAs: 'oof' };
    case 'all_day_busy':
    case 'all_day_free': {
      const showAs = entry.kind === 'all_day_free' ? 'free' : 'busy';
      return { subject: 'All day', ...allDay({ ...entry, timeZone: ownerZone }), showAs };
    }
    // Outlook keeps birthdays in a calendar of their own; one somebody entered in theirs is what can come along.
    case 'birthday': {
      const until = Temporal.PlainDate.from(entry.on).add({ days: 1 }).toString();
      return { subject: 'Birthday', ...allDay({ from: entry.on, until, timeZone: ownerZone }), showAs: 'free' };
    }
    case 'working_location':
      return { subject: 'Home', ...allDay({ ...entry, timeZone: ownerZone }), showAs: 'workingElsewhere' };
    case 'weekly': {
      const timeZone = 'America/New_York';
      return {
        subject: 'Weekly',
        ...timed({ ...entry, timeZone }),
        recurrence: weekly({ start: Temporal.Instant.from(entry.start), timeZone }),
        attendees: [
          ...entry.attendees.map((address) => ({ type: 'required', emailAddress: { address } })),
          ...(entry.rooms ?? []).map((address) => ({ type: 'resource', emailAddress: { address } })),
        ],
      };
    }
  }
}

/** What Graph is sent for what a person changes in an entry of theirs. */
export function patchOf({
  edit,
  current,
  ownerZone,
}: {
  edit: Edit;
  current: SeenEvent;
  ownerZone: string;
}): Record<string, unknown> {
  switch (edit.kind) {
    case 'move':
      return timed({ start: edit.start.toString(), end: edit.end.toString() });
    case 'retitle':
      return { subject: edit.title };
    case 'rewrite':
      return { body: { contentType: 'html', content: edit.rewrite(current.body.content) } };
    case 'make_public':
      return { sensitivity: 'normal' };
    case 'repeat_weekly': {
      const start = instantOf({ time: current.start, allDay: current.isAllDay, ownerZone });
      return { recurrence: weekly({ start, timeZone: ownerZone }) };
    }
    case 'make_all_day':
      return allDay({ from: '2027-03-02', until: '2027-03-03', timeZone: ownerZone });
    case 'unlabel':
      return { categories: [] };
    case 'invite':
      return {
        attendees: [
          ...listed(current),
          { type: edit.as === 'room' ? 'resource' : 'required', emailAddress: { address: edit.email } },
        ],
      };
    case 'uninvite':
      return { attendees: listed(current).filter(({ emailAddress }) => emailAddress.address !== edit.email) };
    case 'delete':
    case 'delete_own_copy':
    case 'delete_occurrence':
    case 'strip_marker':
    case 'copy':
    case 'respond':
      throw new Error(`${edit.kind} is no patch`);
  }
}

function listed({ attendees }: SeenEvent) {
  return attendees.map(({ type, emailAddress }) => ({ type, emailAddress }));
}
