import type { WalkEntry } from '../walk/hand.ts';
import { isStanding, type WalkEvent } from './read-events.ts';

const shortestMinutes = 45;

export type Compared = {
  readonly events: readonly WalkEvent[];
  /** By owner. */
  readonly calendars: ReadonlyMap<string, readonly WalkEntry[]>;
  readonly now: Temporal.Instant;
  /** Entries whose Outlook owners threw their copy away without an answer, of which nobody is told: `uid owner`. */
  readonly thrownAway: ReadonlySet<string>;
};

/** Where record and calendars part ways, item by item. */
export function disagreements(compared: Compared): readonly string[] {
  const upcoming = compared.events.filter(
    (event) =>
      isStanding(event) && event.state === 'booked' && event.ends_at.getTime() > compared.now.epochMilliseconds,
  );
  return [
    ...upcoming.flatMap((event) =>
      [...inTheOrganizersCalendar({ event, ...compared }), ...inTheReportsCalendar({ event, ...compared })].map(
        (problem) => `${event.manager} & ${event.report} on ${event.starts_at.toISOString()}: ${problem}`,
      ),
    ),
    ...withoutEvent(compared),
    ...bookedOtherThanOnce(compared),
  ];
}

function inTheOrganizersCalendar({ event, calendars }: Compared & { event: WalkEvent }): readonly string[] {
  const entries = (calendars.get(event.account) ?? []).filter(({ uid }) => uid === event.ical_uid);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) return [`stands ${entries.length} times in the organizer's calendar`];
  const { responses } = entry;
  const others = [...responses.keys()].filter((email) => email !== event.report);
  const minutes = (entry.end - entry.start) / 60_000;
  return [
    ...difference('its id', event.provider_event_id, entry.id),
    ...difference('its step', event.applied_version, event.desired_version),
    ...difference('its agenda', event.applied_agenda_version, event.agenda_version),
    ...difference('its start', event.starts_at.toISOString(), new Date(entry.start).toISOString()),
    ...difference('its end', event.ends_at.toISOString(), new Date(entry.end).toISOString()),
    ...difference('the start of its conversation', event.conversation_starts_at?.getTime(), entry.start),
    ...difference('the end of its conversation', event.conversation_ends_at?.getTime(), entry.end),
    ...(isUnderAnotherName({ event, entry, calendars })
      ? []
      : difference('the answer of the report', event.report_response, responses.get(event.report))),
    ...difference('the answer of the manager', event.organizer_response, entry.ownResponse),
    ...(event.report_response === 'declined' ? ['was declined and stands'] : []),
    ...difference('that it lasts all day', event.asked.includes('all_day'), entry.allDay),
    ...difference('that it repeats', event.asked.includes('recurring'), entry.recurring),
    ...difference('that it was shortened', event.asked.includes('shortened'), minutes < shortestMinutes),
    ...difference('who else is invited', event.asked.includes('not_between_two'), others.length > 0),
    ...lost({ event, what: 'privacy', is: entry.private }),
    ...lost({ event, what: 'category', is: entry.category }),
    ...lost({ event, what: 'marker', is: entry.marker === event.marker }),
  ];
}

/**
 * Whom the organisation does not know and nobody saw beside the report may be the report by another of their addresses.
 * The manager has been asked, and the date stands until they say.
 */
function isUnderAnotherName({
  event,
  entry,
  calendars,
}: Pick<Compared, 'calendars'> & { event: WalkEvent; entry: WalkEntry | undefined }): boolean {
  const invited = [...(entry?.responses.keys() ?? [])];
  const isOff = !invited.includes(event.report);
  return isOff && event.asked.includes('not_between_two') && invited.some((email) => !calendars.has(email));
}

function difference(what: string, recorded: unknown, shown: unknown): readonly string[] {
  return recorded === shown ? [] : [`${what} is ${String(recorded)} on record and ${String(shown)} in the calendar`];
}

/** What was stripped is put back once, and flagged from then on. */
function lost({ event, what, is }: { event: WalkEvent; what: string; is: boolean }): readonly string[] {
  return is || event.flagged !== null ? [] : [`its ${what} is gone, and nobody was told`];
}

function inTheReportsCalendar({ event, calendars, thrownAway }: Compared & { event: WalkEvent }): readonly string[] {
  const organized = (calendars.get(event.account) ?? []).find(({ uid }) => uid === event.ical_uid);
  if (isUnderAnotherName({ event, entry: organized, calendars })) return [];
  const entries = (calendars.get(event.report) ?? []).filter(({ uid }) => uid === event.ical_uid);
  const [entry] = entries;
  if (entry === undefined) {
    return thrownAway.has(`${event.ical_uid} ${event.report}`) ? [] : ['is not in the calendar of the report'];
  }
  return [
    ...(entries.length > 1 ? [`is ${entries.length} times in the calendar of the report`] : []),
    ...difference('its start', event.starts_at.getTime(), entry.start),
    ...difference('its end', event.ends_at.getTime(), entry.end),
  ];
}

/**
 * Nothing of ours stays in anybody's calendar that is on no record: neither what was given up nor a copy of it. A copy
 * of an entry that had lost its marker is its maker's own.
 */
function withoutEvent({ events, calendars, now }: Compared): readonly string[] {
  const standing = new Set(events.filter(isStanding).map(({ ical_uid }) => ical_uid));
  const known = new Set(events.map(({ ical_uid }) => ical_uid));
  const theirOwn = new Set(
    [...calendars].flatMap(([email, entries]) =>
      entries.filter(({ organizer, marker }) => organizer === email && marker === null).map(({ uid }) => uid),
    ),
  );
  const isOurs = ({ uid, marker, title }: WalkEntry) =>
    marker !== null || known.has(uid) || (title.startsWith('Copy: ') && !theirOwn.has(uid));
  return [...calendars].flatMap(([email, entries]) =>
    entries
      .filter(({ end }) => end > now.epochMilliseconds)
      .filter(isOurs)
      .filter(({ uid }) => !standing.has(uid))
      .map(
        ({ title, start, uid }) =>
          `“${title}” (${uid}) on ${new Date(start).toISOString()} in the calendar of ${email} is on no record`,
      ),
  );
}

/** Every booked conversation has one event, and its manager's calendar holds one entry with a marker of it. */
function bookedOtherThanOnce({ events, calendars }: Compared): readonly string[] {
  const markers = new Map(events.map(({ marker, conversation_id }) => [marker, conversation_id]));
  const uids = new Map(events.map(({ ical_uid, conversation_id }) => [ical_uid, conversation_id]));
  const shown = [...calendars].flatMap(([email, entries]) =>
    entries
      .filter(({ organizer }) => organizer === email)
      .flatMap(({ uid, marker }) => uids.get(uid) ?? markers.get(marker ?? '') ?? []),
  );
  const counts = Map.groupBy(shown, (id) => id);
  const booked = events.filter((event) => event.state === 'booked' && event.desired_step === 'invited');
  return [...Map.groupBy(booked, ({ conversation_id }) => conversation_id)].flatMap(([id, wanted]) => {
    const entries = counts.get(id)?.length ?? 0;
    const pair = `${wanted[0]?.manager} & ${wanted[0]?.report}`;
    return [
      ...(wanted.length === 1 ? [] : [`${pair}: ${wanted.length} events are wanted for one conversation`]),
      ...(entries === 1 ? [] : [`${pair}: ${entries} live entries for one booked conversation`]),
    ];
  });
}
