import type { SandboxControl } from '@throughline/standalone/sandbox-control.ts';

/** One entry of somebody's calendar, or one occurrence of a series, as the provider's API tells that person. */
export type Entry = {
  readonly iCalUID: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly isBusy: boolean;
  readonly isSeries: boolean;
  /** The humans invited, in lower case. */
  readonly attendees: readonly { readonly email: string; readonly response: string }[];
  /** Whether it carries a private mark some application left. */
  readonly isMarked: boolean;
};

export type Calendars = ReadonlyMap<string, readonly Entry[]>;

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

/** Reads calendars whole, page by page, each as its owner. */
export async function readCalendars({
  control,
  origin,
  emails,
  from,
  until,
}: {
  control: SandboxControl;
  origin: string;
  emails: readonly string[];
  from: Temporal.Instant;
  until: Temporal.Instant;
}): Promise<Calendars> {
  const read = async (email: string): Promise<readonly Entry[]> => {
    const token = await control.tokenFor(email);
    const entries: Entry[] = [];
    let pageToken: string | undefined;
    do {
      const query = new URLSearchParams({ timeMin: from.toString(), timeMax: until.toString(), singleEvents: 'true' });
      if (pageToken !== undefined) query.set('pageToken', pageToken);
      const answer = await fetch(`${origin}/calendar/v3/calendars/primary/events?${query.toString()}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (!answer.ok) throw new Error(`the calendar of ${email}: ${answer.status} ${await answer.text()}`);
      const page = (await answer.json()) as Page;
      entries.push(
        ...page.items
          .filter(({ status }) => status !== 'cancelled')
          .map((item) => entryOf({ item, email, zone: page.timeZone })),
      );
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined);
    return entries;
  };
  const all = new Map<string, readonly Entry[]>();
  for (const email of emails) all.set(email, await read(email));
  return all;
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
