import type { Journal } from '../state/journal.ts';
import { openTable } from '../state/table.ts';
import type { SandboxClock } from '../clock/sandbox-clock.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { instanceSuffix } from './event-time.ts';

/** Every account's entries, whatever provider the account is at. */
export type CalendarStore = {
  readonly get: (args: { account: string; id: string }) => CalendarEvent | undefined;
  readonly eventsOf: (account: string) => Iterable<CalendarEvent>;
  /** Entries of the account bearing the RFC 5545 UID: a master and its exceptions share one. */
  readonly withUid: (args: { account: string; uid: string }) => CalendarEvent[];
  /** Changed or cancelled instances of a series, by the suffix of their id. */
  readonly exceptionsOf: (args: { account: string; seriesId: string }) => ReadonlyMap<string, CalendarEvent>;
  /** Keeps the entry under a new version. `touch: false` leaves its time of change alone, as for reminders. */
  readonly put: (event: Omit<CalendarEvent, 'version' | 'updatedAt'>, options?: { touch: boolean }) => CalendarEvent;
  /** The version last given out. */
  readonly version: () => number;
  readonly size: () => number;
  /** Called with each entry as it became, and as it was. */
  readonly onChange: (listener: ChangeListener) => void;
  readonly clear: () => void;
};

type ChangeListener = (event: CalendarEvent, before: CalendarEvent | undefined) => void;

type AccountCalendar = {
  readonly events: Map<string, CalendarEvent>;
  readonly exceptions: Map<string, Map<string, CalendarEvent>>;
};

const noExceptions: ReadonlyMap<string, CalendarEvent> = new Map();

export function openCalendars({ journal, clock }: { journal: Journal; clock: SandboxClock }): CalendarStore {
  const table = openTable<CalendarEvent>({ name: 'events', journal });
  const calendars = new Map<string, AccountCalendar>();
  const listeners: ChangeListener[] = [];
  let version = 0;

  const calendarOf = (account: string): AccountCalendar => {
    const known = calendars.get(account);
    if (known !== undefined) return known;
    const calendar = { events: new Map(), exceptions: new Map() };
    calendars.set(account, calendar);
    return calendar;
  };

  const index = (event: CalendarEvent): void => {
    const calendar = calendarOf(event.account);
    calendar.events.set(event.id, event);
    version = Math.max(version, event.version);
    if (event.series === null) return;
    const exceptions = calendar.exceptions.get(event.series.id) ?? new Map<string, CalendarEvent>();
    exceptions.set(instanceSuffix(event.series.originalStart), event);
    calendar.exceptions.set(event.series.id, exceptions);
  };

  for (const event of table.values()) index(event);

  return {
    get: ({ account, id }) => calendars.get(account)?.events.get(id),
    eventsOf: (account) => calendars.get(account)?.events.values() ?? [],
    withUid: ({ account, uid }) => {
      const events = calendars.get(account)?.events.values() ?? [];
      return [...events].filter((event) => event.uid === uid);
    },
    exceptionsOf: ({ account, seriesId }) => calendars.get(account)?.exceptions.get(seriesId) ?? noExceptions,
    put: (event, { touch } = { touch: true }) => {
      const before = calendars.get(event.account)?.events.get(event.id);
      const now = clock.now().epochMilliseconds;
      const updatedAt = touch || before === undefined ? now : before.updatedAt;
      const stored: CalendarEvent = { ...event, version: version + 1, updatedAt };
      index(stored);
      table.set(`${stored.account} ${stored.id}`, stored);
      for (const listener of listeners) listener(stored, before);
      return stored;
    },
    version: () => version,
    size: table.size,
    onChange: (listener) => {
      listeners.push(listener);
    },
    clear: () => {
      table.clear();
      calendars.clear();
    },
  };
}
