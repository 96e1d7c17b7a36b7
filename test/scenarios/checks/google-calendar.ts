import type { Entry, Reading } from './calendars.ts';

type GoogleTime = { dateTime?: string; date?: string };
type GoogleEvent = {
  iCalUID: string;
  summary?: string;
  status: string;
  start: GoogleTime;
  end: GoogleTime;
  transparency?: string;
  recurringEventId?: string;
  attendees?: { email: string; responseStatus: string; resource?: boolean }[];
  extendedProperties?: { private?: Record<string, string> };
};
type Page = { items: GoogleEvent[]; nextPageToken?: string; timeZone: string };

export async function readGoogleCalendar({ email, from, until, get }: Reading): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let pageToken: string | undefined;
  do {
    const query = new URLSearchParams({ timeMin: from.toString(), timeMax: until.toString(), singleEvents: 'true' });
    if (pageToken !== undefined) query.set('pageToken', pageToken);
    const page = (await get(`/calendar/v3/calendars/primary/events?${query.toString()}`)) as Page;
    entries.push(
      ...page.items
        .filter(({ status }) => status !== 'cancelled')
        .map((item) => entryOf({ item, email, zone: page.timeZone })),
    );
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return entries;
}

function entryOf({ item, email, zone }: { item: GoogleEvent; email: string; zone: string }): Entry {
  const attendees = (item.attendees ?? [])
    .filter(({ resource }) => resource !== true)
    .map((attendee) => ({ email: attendee.email.toLowerCase(), response: attendee.responseStatus }));
  const hasDeclined = attendees.some((attendee) => attendee.email === email && attendee.response === 'declined');
  return {
    iCalUID: item.iCalUID,
    title: item.summary ?? '',
    start: momentOf(item.start, zone),
    end: momentOf(item.end, zone),
    isBusy: item.transparency !== 'transparent' && !hasDeclined,
    isSeries: item.recurringEventId !== undefined,
    attendees,
    isMarked: Object.keys(item.extendedProperties?.private ?? {}).length > 0,
  };
}

function momentOf({ dateTime, date }: GoogleTime, zone: string): number {
  if (dateTime !== undefined) return Temporal.Instant.from(dateTime).epochMilliseconds;
  return Temporal.PlainDate.from(date ?? '').toZonedDateTime(zone).epochMilliseconds;
}
