import type { DemoEntry, DemoTime } from './demo-calendars.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const showAs = { free: 'free', focus_time: 'busy', away: 'oof' } as const;

/** An entry as Microsoft Graph takes it: a whole day runs from midnight to midnight of `timeZone`. */
export function outlookEntry({ entry, timeZone }: { entry: DemoEntry; timeZone: string }): object {
  const { title, start, end, repeats, attendees, kind } = entry;
  return {
    subject: title,
    isAllDay: 'date' in start,
    start: graphTime({ time: start, timeZone }),
    end: graphTime({ time: end, timeZone }),
    showAs: kind === undefined ? 'busy' : showAs[kind],
    ...(repeats === undefined ? {} : { recurrence: recurrenceOf({ repeats, start, timeZone }) }),
    ...(attendees === undefined
      ? {}
      : {
          attendees: attendees.map((address) => ({
            type: 'required',
            emailAddress: { address },
            status: { response: 'accepted' },
          })),
        }),
  };
}

function graphTime({ time, timeZone }: { time: DemoTime; timeZone: string }): object {
  return 'date' in time ? { dateTime: `${time.date}T00:00:00`, timeZone } : time;
}

function recurrenceOf({
  repeats: { weekdays: on, times },
  start,
  timeZone,
}: {
  repeats: NonNullable<DemoEntry['repeats']>;
  start: DemoTime;
  timeZone: string;
}): object {
  const startDate = 'date' in start ? start.date : start.dateTime.slice(0, 10);
  return {
    pattern: {
      type: 'weekly',
      interval: 1,
      firstDayOfWeek: 'monday',
      daysOfWeek: on.map((day) => weekdays[day - 1]),
    },
    range: {
      type: 'numbered',
      startDate,
      numberOfOccurrences: times,
      recurrenceTimeZone: 'date' in start ? timeZone : start.timeZone,
    },
  };
}
