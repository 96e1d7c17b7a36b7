import type { Presence } from '@throughline/domain/attendance/floor-reached.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import type { CalendarAuth } from './calendar.ts';

/** Whose account it is, as it was stored when they connected. Nobody is ever recognised by name. */
export type KnownAccount = { readonly subject: string; readonly email: string };

export type AttendanceAnswer =
  /** Each account's stays, by subject; one without any was not seen, which says nothing of where they were. */
  | { readonly kind: 'told'; readonly presences: ReadonlyMap<string, readonly Presence[]> }
  | {
      readonly kind: 'not_allowed';
      /** The grant no longer covers it; or somebody's settings forbid it, of this call or altogether. */
      readonly because: 'scope' | 'settings';
    };

/** Who was in an online meeting. Asked for apart from calendars, and nothing of calendars depends on it. */
export type CalendarAttendance = {
  /** What is granted besides, in the provider's own names. */
  readonly scopes: readonly string[];
  /** Whether the provider keeps records for an account of this kind at all. */
  isKeptFor(account: { readonly accountSubject: string }): boolean;
  /**
   * The stays of these accounts behind a join link, of all calls that touch the window. Nothing of anybody else, and of
   * these no more than when they came and left, gets out of here. Throws CalendarErrors for what may work later.
   */
  presences(input: {
    auth: CalendarAuth;
    conferenceUrl: string;
    window: Interval;
    accounts: readonly KnownAccount[];
  }): Promise<AttendanceAnswer>;
};
