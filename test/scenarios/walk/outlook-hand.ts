import { doneFrom, type Call, type Change, type Done, type Hand, type OfOccurrence, type WalkEntry } from './hand.ts';
import { zone } from './walk-company.ts';

const events = '/v1.0/me/events';
const mark = 'String {6f3d1f0e-5b4c-4b7a-9d35-2f9a64c1e8b7} Name throughlineEvent';
const expanded = `$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${mark}')`)}`;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const answers = { accepted: 'accept', tentative: 'tentativelyAccept', declined: 'decline' } as const;
/** As RFC 5545 has it, which the other cloud speaks. */
const responses: Readonly<Record<string, string>> = {
  none: 'needsAction',
  notResponded: 'needsAction',
  tentativelyAccepted: 'tentative',
  organizer: 'accepted',
};

type Address = { readonly emailAddress: { readonly address: string } };
type Time = { readonly dateTime: string };
type Event = {
  readonly id: string;
  readonly iCalUId: string;
  readonly isCancelled: boolean;
  readonly isAllDay: boolean;
  readonly type: string;
  readonly subject: string | null;
  readonly start: Time;
  readonly end: Time;
  readonly recurrence: unknown;
  readonly sensitivity: string;
  readonly categories: readonly string[];
  readonly organizer?: Address | null;
  readonly responseStatus?: { readonly response: string } | null;
  readonly attendees: readonly (Address & { readonly type: string; readonly status: { readonly response: string } })[];
  readonly singleValueExtendedProperties?: readonly { readonly id: string; readonly value: string }[];
};
type Page = { readonly value: readonly Event[]; readonly '@odata.nextLink'?: string };

export function outlookHand({ email, call }: { email: string; call: Call }): Hand {
  const pathOf = (id: string) => `${events}/${encodeURIComponent(id)}`;

  async function read(id: string): Promise<Event | null> {
    const { status, body } = await call('GET', `${pathOf(id)}?${expanded}`);
    const found = status === 200 ? (body as Event) : null;
    return found?.isCancelled === true ? null : found;
  }

  async function list(query: string): Promise<readonly Event[]> {
    const found: Event[] = [];
    let path: string | undefined = `${events}?${query}`;
    while (path !== undefined) {
      const answer = (await call('GET', path)).body as Page;
      found.push(...answer.value.filter(({ isCancelled }) => !isCancelled));
      const next = answer['@odata.nextLink'];
      path = next === undefined ? undefined : new URL(next).pathname + new URL(next).search;
    }
    return found;
  }

  async function occurrence({ current, at }: { current: Event; at: number }): Promise<Event | null> {
    const from = moment(current.start);
    const window = `startDateTime=${from.toString()}&endDateTime=${from.add({ hours: 24 * 40 }).toString()}`;
    const { status, body } = await call('GET', `${pathOf(current.id)}/instances?${window}`);
    return status === 200 ? ((body as Page).value[at] ?? null) : null;
  }

  const patch = async (id: string, body: unknown) => doneFrom(await call('PATCH', pathOf(id), body));

  return {
    ownId: async (uid) => (await list(`$filter=${encodeURIComponent(`iCalUId eq '${uid}'`)}`))[0]?.id ?? null,

    async enter({ kind, start, end }) {
      const showAs = kind === 'away' ? 'oof' : 'busy';
      await call('POST', events, { subject: 'Something else', start: toTime(start), end: toTime(end), showAs });
    },

    entries: async () =>
      (await list(`$top=500&${expanded}`))
        .filter(({ type }) => type === 'singleInstance' || type === 'seriesMaster')
        .map((found) => entryOf({ found, email })),

    async change({ id, change }): Promise<Done> {
      if (change.kind === 'delete') return doneFrom(await call('DELETE', pathOf(id)));
      const current = await read(id);
      if (current === null) return 'impossible';
      if (change.kind === 'delete_occurrence' || change.kind === 'move_occurrence') {
        const found = current.recurrence ? await occurrence({ current, at: change.at }) : null;
        if (found === null || found.isAllDay) return 'impossible';
        if (change.kind === 'delete_occurrence') return doneFrom(await call('DELETE', pathOf(found.id)));
        const later = (at: Time) => toTime(moment(at).add({ hours: 2 }));
        return patch(found.id, { start: later(found.start), end: later(found.end) });
      }
      if (change.kind === 'respond') {
        return doneFrom(await call('POST', `${pathOf(id)}/${answers[change.response]}`, { sendResponse: true }));
      }
      if (change.kind === 'copy') {
        const { start, end, singleValueExtendedProperties } = current;
        const times = { start: { ...start, timeZone: 'UTC' }, end: { ...end, timeZone: 'UTC' } };
        // Everything goes along but that anybody was invited ([MS-OXOCAL] 3.1.4.3: PidLidFInvited is set to false).
        return doneFrom(await call('POST', events, { subject: change.title, ...times, singleValueExtendedProperties }));
      }
      const body = patchOf({ change, current });
      return body === null ? 'impossible' : patch(id, body);
    },
  };
}

/** Null where there is nothing to change. */
function patchOf({
  change,
  current,
}: {
  change: Exclude<Change, OfOccurrence | { kind: 'delete' | 'copy' | 'respond' }>;
  current: Event;
}): Record<string, unknown> | null {
  const { attendees, recurrence } = current;
  const listed = attendees.map(({ type, emailAddress }) => ({ type, emailAddress }));
  switch (change.kind) {
    case 'times':
      return { start: toTime(change.start), end: toTime(change.end), isAllDay: false };
    case 'all_day':
      return {
        isAllDay: true,
        start: { dateTime: `${change.date.toString()}T00:00:00`, timeZone: zone },
        end: { dateTime: `${change.date.add({ days: 1 }).toString()}T00:00:00`, timeZone: zone },
      };
    case 'weekly':
      return recurrence ? null : { recurrence: fourTimes(moment(current.start)) };
    case 'single':
      return recurrence ? { recurrence: null } : null;
    case 'retitle':
      return { subject: change.text };
    case 'rewrite':
      return { body: { contentType: 'html', content: change.text } };
    case 'make_public':
      return { sensitivity: 'normal' };
    case 'unlabel':
      return { categories: [] };
    case 'strip_marker':
      return { singleValueExtendedProperties: [{ id: mark, value: null }] };
    case 'invite':
      return attendees.some(({ emailAddress }) => emailAddress.address === change.email)
        ? null
        : { attendees: [...listed, { type: 'required', emailAddress: { address: change.email } }] };
    case 'uninvite': {
      const rest = listed.filter(({ emailAddress }) => emailAddress.address !== change.email);
      return rest.length === listed.length ? null : { attendees: rest };
    }
  }
}

function fourTimes(start: Temporal.Instant) {
  const date = start.toZonedDateTimeISO(zone).toPlainDate();
  return {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: [weekdays[date.dayOfWeek - 1]], firstDayOfWeek: 'monday' },
    range: { type: 'numbered', startDate: date.toString(), numberOfOccurrences: 4, recurrenceTimeZone: zone },
  };
}

function entryOf({ found, email }: { found: Event; email: string }): WalkEntry {
  return {
    id: found.id,
    uid: found.iCalUId,
    title: found.subject ?? '',
    start: shownAt(found, found.start),
    end: shownAt(found, found.end),
    allDay: found.isAllDay,
    recurring: found.type === 'seriesMaster',
    private: found.sensitivity === 'private',
    category: found.categories.length > 0,
    marker: found.singleValueExtendedProperties?.find(({ id }) => id === mark)?.value ?? null,
    organizer: found.organizer?.emailAddress.address.toLowerCase() ?? '',
    ownResponse: rfc(found.responseStatus?.response ?? 'none'),
    responses: new Map(
      found.attendees
        .filter(({ type, emailAddress }) => type !== 'resource' && emailAddress.address.toLowerCase() !== email)
        .map(({ emailAddress, status }) => [emailAddress.address.toLowerCase(), rfc(status.response)]),
    ),
  };
}

function rfc(response: string): string {
  return responses[response] ?? response;
}

/** What lasts all day is shown from midnight to midnight without a zone, and means the owner's. */
function shownAt({ isAllDay }: Event, given: Time): number {
  if (!isAllDay) return moment(given).epochMilliseconds;
  return Temporal.PlainDateTime.from(given.dateTime).toPlainDate().toZonedDateTime(zone).epochMilliseconds;
}

function moment({ dateTime }: Time): Temporal.Instant {
  return Temporal.PlainDateTime.from(dateTime).toZonedDateTime('UTC').toInstant();
}

function toTime(instant: Temporal.Instant) {
  return { dateTime: instant.toZonedDateTimeISO('UTC').toPlainDateTime().toString(), timeZone: 'UTC' };
}
