import type { CalendarEvent } from '../../../core/calendar/calendar-event.ts';
import type { CalendarStore } from '../../../core/calendar/calendar-store.ts';
import { sameTime } from '../../../core/calendar/event-time.ts';
import type { Journal } from '../../../core/state/journal.ts';
import { openTable } from '../../../core/state/table.ts';

type Shape = Pick<CalendarEvent, 'account' | 'id' | 'start' | 'end' | 'recurrence' | 'version'>;

/**
 * How series recurred before they were moved or given another pattern: the occurrences they had then bear ids of their
 * own, and whoever follows the changes has to be told that these are gone.
 */
export type FormerSeries = {
  /** Masters as they were, under the version of the change that ended that. */
  readonly of: (args: { account: string; since: number }) => CalendarEvent[];
  readonly clear: () => void;
};

export function watchFormerSeries({
  journal,
  calendars,
}: {
  journal: Journal;
  calendars: CalendarStore;
}): FormerSeries {
  const table = openTable<Shape>({ name: 'microsoft-former-series', journal });

  calendars.onChange((event, before) => {
    if (before === undefined || before.recurrence.length === 0 || recursAlike(event, before)) return;
    const { account, id, start, end, recurrence } = before;
    const { version } = event;
    table.set(`${account} ${id} ${version}`, { account, id, start, end, recurrence, version });
  });

  return {
    of: ({ account, since }) =>
      [...table.values()]
        .filter((shape) => shape.account === account && shape.version > since)
        .flatMap((shape) => {
          const master = calendars.get(shape);
          return master === undefined ? [] : [{ ...master, ...shape }];
        }),
    clear: table.clear,
  };
}

function recursAlike(a: CalendarEvent, b: CalendarEvent): boolean {
  return sameTime(a.start, b.start) && a.recurrence.join(' ') === b.recurrence.join(' ');
}
