import type { CalendarEvent, EventFile, JsonObject } from '../../../core/calendar/calendar-event.ts';

export type ShowAs = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';

/** A Teams meeting of an event. It is made a moment after it was asked for. */
export type TeamsMeeting = {
  readonly status: 'pending' | 'made';
  readonly joinUrl: string;
  /** Twelve digits, as the block in the body shows them. */
  readonly meetingId: string;
};

/** What Outlook keeps of an event besides, and sends along with an invitation. */
export type OutlookShared = {
  readonly importance: 'low' | 'normal' | 'high';
  readonly responseRequested: boolean;
  readonly allowNewTimeProposals: boolean;
  readonly hideAttendees: boolean;
  /** The sensitivity that `visibility` has no word for. */
  readonly isPersonal: boolean;
  /** Places as given, when there is more to them than one name. */
  readonly locations: readonly JsonObject[] | null;
  /** IANA zone an all-day entry was stated in. */
  readonly dayZone: string | null;
  readonly teams: TeamsMeeting | null;
};

/** What Outlook keeps for one copy alone. */
export type OutlookOwn = {
  readonly transaction: { readonly id: string; readonly digest: string } | null;
  readonly categories: readonly string[];
  /** What its owner chose; null leaves it to the answer they gave. */
  readonly showAs: ShowAs | null;
  readonly isReminderOn: boolean;
  readonly reminderMinutes: number;
  /** Single-value extended properties by their id. */
  readonly properties: Readonly<Record<string, string>>;
  /** Files put on the entry; those sent to attendees are in the entry's `files`. */
  readonly attachments: readonly EventFile[];
  /** Whether the owner threw the copy away, rather than the organizer cancelling it. */
  readonly removed: boolean;
};

export const sharedByDefault: OutlookShared = {
  importance: 'normal',
  responseRequested: true,
  allowNewTimeProposals: true,
  hideAttendees: false,
  isPersonal: false,
  locations: null,
  dayZone: null,
  teams: null,
};

export const ownByDefault: OutlookOwn = {
  transaction: null,
  categories: [],
  showAs: null,
  isReminderOn: true,
  reminderMinutes: 15,
  properties: {},
  attachments: [],
  removed: false,
};

/** Entries of other clouds know nothing of this and have the usual values. */
export function sharedOf(event: Pick<CalendarEvent, 'outlook'>): OutlookShared {
  return { ...sharedByDefault, ...(event.outlook as Partial<OutlookShared> | undefined) };
}

export function ownOf(event: Pick<CalendarEvent, 'outlookOwn'>): OutlookOwn {
  return { ...ownByDefault, ...(event.outlookOwn as Partial<OutlookOwn> | undefined) };
}
