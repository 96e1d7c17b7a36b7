import type { DemoEntry } from './demo-calendars.ts';

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** An entry as Google's Calendar API takes it. */
export function googleEntry({ entry }: { entry: DemoEntry }): object {
  const { title, start, end, repeats, attendees, kind } = entry;
  return {
    summary: title,
    start,
    end,
    ...(kind === 'free' ? { transparency: 'transparent' } : {}),
    ...(kind === 'focus_time' ? { eventType: 'focusTime' } : {}),
    ...(kind === 'away'
      ? {
          eventType: 'outOfOffice',
          outOfOfficeProperties: { autoDeclineMode: 'declineAllConflictingInvitations' },
        }
      : {}),
    ...(repeats === undefined ? {} : { recurrence: [ruleOf(repeats)] }),
    ...(attendees === undefined
      ? {}
      : { attendees: attendees.map((email) => ({ email, responseStatus: 'accepted' })) }),
  };
}

function ruleOf({ weekdays: on, times }: NonNullable<DemoEntry['repeats']>): string {
  return `RRULE:FREQ=WEEKLY;BYDAY=${on.map((day) => weekdays[day - 1]).join(',')};COUNT=${times}`;
}
