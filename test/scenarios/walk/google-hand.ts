import { doneFrom, type Call, type Change, type Done, type Hand, type OfOccurrence, type WalkEntry } from './hand.ts';
import { zone } from './walk-company.ts';

const events = '/calendar/v3/calendars/primary/events';

type Time = { readonly dateTime?: string; readonly date?: string };
type Event = {
  readonly id: string;
  readonly status: string;
  readonly iCalUID: string;
  readonly summary?: string;
  readonly start: Time;
  readonly end: Time;
  readonly recurrence?: readonly string[];
  readonly recurringEventId?: string;
  readonly visibility?: string;
  readonly organizer?: { readonly email: string };
  readonly attendees?: readonly {
    readonly email: string;
    readonly responseStatus: string;
    readonly resource?: boolean;
  }[];
  readonly extendedProperties?: { readonly private?: Readonly<Record<string, string>> };
};
type Page = { readonly items?: readonly Event[]; readonly nextPageToken?: string };

export function googleHand({ email, call }: { email: string; call: Call }): Hand {
  async function read(id: string): Promise<Event | null> {
    const { status, body } = await call('GET', `${events}/${id}`);
    const found = status === 200 ? (body as Event) : null;
    return found?.status === 'cancelled' ? null : found;
  }

  async function list(query: string): Promise<readonly Event[]> {
    const found: Event[] = [];
    let pageToken: string | undefined;
    do {
      const more = pageToken === undefined ? '' : `&pageToken=${encodeURIComponent(pageToken)}`;
      const { body } = await call('GET', `${events}?maxResults=2500&${query}${more}`);
      const { items = [], nextPageToken } = body as Page;
      found.push(...items.filter(({ status }) => status !== 'cancelled'));
      pageToken = nextPageToken;
    } while (pageToken !== undefined);
    return found;
  }

  async function occurrence({ id, at }: { id: string; at: number }): Promise<Event | null> {
    const { status, body } = await call('GET', `${events}/${id}/instances`);
    return status === 200 ? ((body as Page).items?.[at] ?? null) : null;
  }

  const patch = async (id: string, body: unknown) =>
    doneFrom(await call('PATCH', `${events}/${id}?sendUpdates=all`, body));

  return {
    ownId: async (uid) => (await list(`iCalUID=${encodeURIComponent(uid)}`))[0]?.id ?? null,

    async enter({ kind, start, end }) {
      const away = {
        eventType: 'outOfOffice',
        transparency: 'opaque',
        outOfOfficeProperties: { autoDeclineMode: 'declineNone' },
      };
      const times = { start: { dateTime: start.toString() }, end: { dateTime: end.toString() } };
      await call('POST', events, { summary: 'Something else', ...times, ...(kind === 'away' ? away : {}) });
    },

    entries: async () =>
      (await list('singleEvents=false'))
        .filter(({ recurringEventId }) => recurringEventId === undefined)
        .map((found) => entryOf({ found, email })),

    async change({ id, change }): Promise<Done> {
      if (change.kind === 'delete') return doneFrom(await call('DELETE', `${events}/${id}?sendUpdates=all`));
      const current = await read(id);
      if (current === null) return 'impossible';
      if (change.kind === 'delete_occurrence' || change.kind === 'move_occurrence') {
        const found = current.recurrence === undefined ? null : await occurrence({ id, at: change.at });
        if (found === null) return 'impossible';
        if (change.kind === 'delete_occurrence')
          return doneFrom(await call('DELETE', `${events}/${found.id}?sendUpdates=all`));
        if (found.start.dateTime === undefined || found.end.dateTime === undefined) return 'impossible';
        return patch(found.id, { start: later(found.start.dateTime), end: later(found.end.dateTime) });
      }
      if (change.kind === 'copy') {
        const { start, end, attendees, extendedProperties } = current;
        const body = { summary: change.title, start, end, attendees, extendedProperties };
        return doneFrom(await call('POST', `${events}?sendUpdates=all`, body));
      }
      const body = patchOf({ change, current, email });
      return body === null ? 'impossible' : patch(id, body);
    },
  };
}

function later(dateTime: string) {
  return { dateTime: Temporal.Instant.from(dateTime).add({ hours: 2 }).toString(), timeZone: zone };
}

/** Null where there is nothing to change. */
function patchOf({
  change,
  current,
  email,
}: {
  change: Exclude<Change, OfOccurrence | { kind: 'delete' | 'copy' }>;
  current: Event;
  email: string;
}): Record<string, unknown> | null {
  const { attendees = [], recurrence } = current;
  switch (change.kind) {
    case 'times':
      return {
        start: { dateTime: change.start.toString(), timeZone: zone, date: null },
        end: { dateTime: change.end.toString(), timeZone: zone, date: null },
      };
    case 'all_day':
      return {
        start: { date: change.date.toString(), dateTime: null, timeZone: null },
        end: { date: change.date.add({ days: 1 }).toString(), dateTime: null, timeZone: null },
      };
    case 'weekly':
      return recurrence === undefined ? { recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'] } : null;
    case 'single':
      return recurrence === undefined ? null : { recurrence: null };
    case 'retitle':
      return { summary: change.text };
    case 'rewrite':
      return { description: change.text };
    case 'make_public':
      return { visibility: 'public' };
    case 'unlabel':
      return { extendedProperties: { private: { throughlineCategory: null } } };
    case 'strip_marker':
      return { extendedProperties: { private: { throughlineEvent: null } } };
    case 'invite':
      return attendees.some((one) => one.email === change.email)
        ? null
        : { attendees: [...attendees, { email: change.email }] };
    case 'uninvite': {
      const rest = attendees.filter((one) => one.email !== change.email);
      return rest.length === attendees.length ? null : { attendees: rest };
    }
    case 'respond':
      if (!attendees.some((one) => one.email === email)) return null;
      return {
        attendees: attendees.map((one) => (one.email === email ? { ...one, responseStatus: change.response } : one)),
      };
  }
}

function entryOf({ found, email }: { found: Event; email: string }): WalkEntry {
  const { attendees = [], visibility = 'default', summary = '' } = found;
  const own = attendees.find((one) => one.email.toLowerCase() === email);
  const properties = found.extendedProperties?.private ?? {};
  return {
    id: found.id,
    uid: found.iCalUID,
    title: summary,
    start: momentOf(found.start),
    end: momentOf(found.end),
    allDay: found.start.date !== undefined,
    recurring: found.recurrence !== undefined,
    private: visibility === 'private' || visibility === 'confidential',
    category: properties['throughlineCategory'] !== undefined,
    marker: properties['throughlineEvent'] ?? null,
    organizer: found.organizer?.email.toLowerCase() ?? '',
    ownResponse: own?.responseStatus ?? 'accepted',
    responses: new Map(
      attendees
        .filter((one) => one !== own && one.resource !== true)
        .map((one) => [one.email.toLowerCase(), one.responseStatus]),
    ),
  };
}

function momentOf({ dateTime, date }: Time): number {
  if (dateTime !== undefined) return Temporal.Instant.from(dateTime).epochMilliseconds;
  return Temporal.PlainDate.from(date ?? '').toZonedDateTime(zone).epochMilliseconds;
}
