import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { busySpans } from '../../core/calendar/busy-spans.ts';
import { GoogleError, invalid, missing } from '../google-error.ts';
import { callerOf, maySeeBusyTimes } from './calendar-access.ts';
import type { Caller } from './calendar-access.ts';
import { isZone } from '../../core/calendar/time-zone.ts';
import { presentMoment } from './event-date-time.ts';
import type { GoogleCalendar } from './google-calendar.ts';
import { emptyRange } from './list-query.ts';

const freeBusyQuery = z.object({
  timeMin: z.string().nullish(),
  timeMax: z.string().nullish(),
  timeZone: z.string().nullish(),
  calendarExpansionMax: z.int().nullish(),
  groupExpansionMax: z.int().nullish(),
  items: z.array(z.object({ id: z.string() })).nullish(),
});

/** FreeBusyRequest.calendarExpansionMax in calendar:v3. */
const mostCalendars = 50;

/** Not in the description of the API, but answered with an error: calcom/cal.com#11962. */
const longestRange = 90 * 24 * 60 * 60 * 1000;

/** freebusy.query. What is wrong with one calendar is said beside the others' answers, within a 200. */
export function freeBusyRoutes({ app, calendar }: { app: FastifyInstance; calendar: GoogleCalendar }): void {
  const { cloud, grants } = calendar;

  const busyOf = ({
    id,
    caller,
    from,
    until,
    zone,
  }: {
    id: string;
    caller: Caller;
    from: number;
    until: number;
    zone: string;
  }) => {
    const owner = id === 'primary' ? caller.account : cloud.accounts.get(id);
    if (owner === undefined || !maySeeBusyTimes({ owner, reader: caller.account })) {
      return { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] };
    }
    const spans = busySpans({ store: cloud.calendars, account: owner.email, zone: owner.timeZone, from, until });
    const present = (at: number): string => presentMoment({ at, zone });
    return { busy: spans.map(({ start, end }) => ({ start: present(start), end: present(end) })) };
  };

  app.post('/calendar/v3/freeBusy', (request) => {
    const caller = callerOf({ request, kind: 'freeBusy', cloud, grants });
    const parsed = freeBusyQuery.safeParse(request.body ?? {});
    if (!parsed.success) throw invalid('Bad Request');
    const given = parsed.data;
    const from = readMoment({ text: given.timeMin, name: 'timeMin' });
    const until = readMoment({ text: given.timeMax, name: 'timeMax' });
    if (until <= from) throw emptyRange();
    if (until - from > longestRange) throw tooLong();
    const zone = given.timeZone ?? 'UTC';
    if (!isZone(zone)) throw invalid('Invalid time zone.');
    const most = Math.min(given.calendarExpansionMax ?? mostCalendars, mostCalendars);
    const ids = [...new Set((given.items ?? []).map((item) => item.id))];
    const tooMany = { errors: [{ domain: 'global', reason: 'tooManyCalendarsRequested' }], busy: [] };
    const calendars = ids.map(
      (id, at) => [id, at < most ? busyOf({ id, caller, from, until, zone }) : tooMany] as const,
    );
    return {
      kind: 'calendar#freeBusy',
      timeMin: new Date(from).toISOString(),
      timeMax: new Date(until).toISOString(),
      calendars: Object.fromEntries(calendars),
    };
  });
}

function readMoment({ text, name }: { text: string | null | undefined; name: string }): number {
  if (!text) throw missing(`Missing ${name} parameter.`);
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new GoogleError({ status: 400, reason: 'badRequest', message: 'Bad Request' });
  }
}

function tooLong(): GoogleError {
  return new GoogleError({
    status: 400,
    reason: 'timeRangeTooLong',
    domain: 'calendar',
    message: 'The requested time range is too long.',
    locationType: 'parameter',
    location: 'timeMax',
  });
}
