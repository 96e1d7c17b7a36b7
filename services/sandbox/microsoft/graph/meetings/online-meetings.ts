import type { Account } from '../../../core/accounts/account-store.ts';
import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../../core/calendar/calendar-event.ts';
import type { CalendarStore } from '../../../core/calendar/calendar-store.ts';
import { momentOf } from '../../../core/calendar/event-time.ts';
import { sharedOf } from '../events/outlook-content.ts';

/** The Teams meeting of one of an organizer's events. */
export type OnlineMeeting = { readonly event: CalendarEvent; readonly joinUrl: string };

/** Those an account organizes; attendees cannot look theirs up. */
export function onlineMeetingsOf({ store, account }: { store: CalendarStore; account: Account }): OnlineMeeting[] {
  return [...store.eventsOf(account.email)].filter(isOrganizer).flatMap((event) => {
    const { teams } = sharedOf(event);
    return teams?.status === 'made' ? [{ event, joinUrl: teams.joinUrl }] : [];
  });
}

/** Holds the organizer and the thread of the meeting, as Teams' ids do. */
export function meetingIdOf({ account, joinUrl }: { account: Account; joinUrl: string }): string {
  const thread = /meetup-join\/([^/?]+)/.exec(joinUrl)?.[1] ?? joinUrl;
  return Buffer.from(`1*${account.subject}*0**${decodeURIComponent(thread)}`).toString('base64url');
}

export function presentMeeting({ meeting, account }: { meeting: OnlineMeeting; account: Account }): JsonObject {
  const { event, joinUrl } = meeting;
  const moment = (time: CalendarEvent['start']): string =>
    new Date(momentOf({ time, zone: account.timeZone })).toISOString();
  return {
    id: meetingIdOf({ account, joinUrl }),
    creationDateTime: new Date(event.createdAt).toISOString(),
    startDateTime: moment(event.start),
    endDateTime: moment(event.end),
    joinWebUrl: joinUrl,
    subject: event.summary ?? '',
    allowedPresenters: 'everyone',
    isEntryExitAnnounced: false,
    participants: {
      organizer: {
        upn: account.email,
        role: 'presenter',
        identity: { user: { id: account.subject, displayName: account.displayName } },
      },
      attendees: [],
    },
  };
}
