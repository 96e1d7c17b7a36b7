import type { EventTime } from './event-time.ts';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

export type Party = { readonly email: string; readonly displayName: string | null };

export type Response = 'needsAction' | 'accepted' | 'tentative' | 'declined';

export type Attendee = Party & {
  readonly response: Response;
  readonly comment: string | null;
  readonly optional: boolean;
  /** A room or a projector. */
  readonly resource: boolean;
};

/** An online room belonging to an entry. It is made a moment after it was asked for. */
export type Conference = {
  readonly requestId: string;
  readonly status: 'pending' | 'success' | 'failure';
  /** The code in the link, as in `abc-mnop-xyz`. */
  readonly code: string;
};

/** A file an entry carries along; its bytes are kept apart, under their digest. */
export type EventFile = {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
  readonly isInline: boolean;
  readonly updatedAt: number;
};

export type EventType = 'default' | 'outOfOffice' | 'focusTime' | 'workingLocation' | 'birthday' | 'fromGmail';

/**
 * One entry in one account's calendar. Invitations are copies: the organizer's and each attendee's copy share `id` and
 * `uid` and differ in `account`, `version`, `own`, `outlookOwn` and `privateProperties`. A value, never changed in place.
 */
export type CalendarEvent = {
  readonly account: string;
  readonly id: string;
  readonly uid: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly type: EventType;
  readonly summary: string | null;
  /** May hold HTML. */
  readonly description: string | null;
  readonly location: string | null;
  readonly start: EventTime;
  readonly end: EventTime;
  /** RRULE, RDATE and EXDATE lines of RFC 5545; empty unless this is the master of a series. */
  readonly recurrence: readonly string[];
  /** Set on an instance of a series, kept or computed. */
  readonly series: { readonly id: string; readonly originalStart: EventTime } | null;
  readonly organizer: Party;
  readonly creator: Party;
  readonly attendees: readonly Attendee[];
  readonly visibility: 'default' | 'public' | 'private' | 'confidential';
  /** Whether it takes up the owner's time. */
  readonly busy: boolean;
  readonly privateProperties: Readonly<Record<string, string>>;
  readonly sharedProperties: Readonly<Record<string, string>>;
  readonly conference: Conference | null;
  /** What Google keeps besides, and sends along with an invitation. */
  readonly shared: JsonObject;
  /** What Google keeps besides for this copy alone, such as reminders and colour. */
  readonly own: JsonObject;
  /** What Microsoft keeps besides, and sends along with an invitation. */
  readonly outlook?: JsonObject;
  /** What Microsoft keeps besides for this copy alone, such as categories. */
  readonly outlookOwn?: JsonObject;
  /** Files that went out with the invitation. */
  readonly files?: readonly EventFile[];
  /** When attendees last answered, by address. */
  readonly answeredAt?: Readonly<Record<string, number>>;
  readonly sequence: number;
  /** Rises with every change of any entry; what etags and sync tokens are made of. */
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export function isOrganizer(event: CalendarEvent): boolean {
  return event.organizer.email === event.account;
}

export function ownResponse(event: CalendarEvent): Response | null {
  return event.attendees.find((attendee) => attendee.email === event.account)?.response ?? null;
}
