import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { mergeFreeBusy, type FreeBusy } from '@throughline/domain/scheduling/free-busy.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import type { GoogleClient } from './client.ts';

/** `calendarExpansionMax` of freebusy.query. */
const calendarsPerCall = 50;
/** Longer ranges are refused with "The requested time range is too long": undocumented, seen at 90 days (calcom/cal.com#11962). */
const daysPerCall = 60;

/** Of one calendar, this time: not that it may not be seen. */
const passing = new Set(['internalError', 'backendError']);

const busyTime = z.object({
  start: z.iso.datetime({ offset: true }),
  end: z.iso.datetime({ offset: true }),
});
const calendar = z.object({
  busy: z.array(busyTime).default([]),
  errors: z.array(z.object({ reason: z.string().default('unnamed') })).default([]),
});
const answer = z.object({ calendars: z.record(z.string(), calendar).default({}) });
type Answer = z.infer<typeof answer>;

/**
 * Busy times by address, as far as each person shares them. Failures come for each calendar inside a 200, and an
 * empty `busy` beside one is not free.
 */
export async function freeBusy({
  client,
  auth,
  emails,
  window,
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  emails: readonly string[];
  window: Interval;
}): Promise<ReadonlyMap<string, FreeBusy>> {
  const known = new Map<string, FreeBusy>();
  const asked = [...new Set(emails)];
  for (let from = 0; from < asked.length; from += calendarsPerCall) {
    const group = asked.slice(from, from + calendarsPerCall);
    const answers = await Promise.all(
      [...partsOf(window)].map((part) => query({ client, auth, emails: group, window: part })),
    );
    for (const email of group) {
      known.set(email, mergeFreeBusy(answers.map(({ calendars }) => freeBusyOf(find({ calendars, email })))));
    }
  }
  return known;
}

function query({
  client,
  auth,
  emails,
  window,
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  emails: readonly string[];
  window: Interval;
}): Promise<Answer> {
  const requestBody = {
    timeMin: window.start.toString(),
    timeMax: window.end.toString(),
    timeZone: 'UTC',
    calendarExpansionMax: calendarsPerCall,
    items: emails.map((id) => ({ id })),
  };
  return client.call({
    auth,
    effect: 'read',
    answer,
    send: (options) => client.api.freebusy.query({ fields: 'calendars', requestBody }, options),
  });
}

/** Google may answer in the address's own spelling. */
function find({
  calendars,
  email,
}: {
  calendars: Answer['calendars'];
  email: string;
}): Answer['calendars'][string] | undefined {
  const wanted = email.toLowerCase();
  return calendars[email] ?? Object.entries(calendars).find(([id]) => id.toLowerCase() === wanted)?.[1];
}

function freeBusyOf(found: Answer['calendars'][string] | undefined): FreeBusy {
  if (found === undefined) return { kind: 'unknown', reason: 'not answered' };
  const [problem] = found.errors;
  if (problem !== undefined)
    return { kind: 'unknown', reason: passing.has(problem.reason) ? 'unavailable' : problem.reason };
  const busy = found.busy.map(({ start, end }) => ({
    start: Temporal.Instant.from(start),
    end: Temporal.Instant.from(end),
  }));
  return mergeFreeBusy([{ kind: 'known', busy }]);
}

function* partsOf({ start, end }: Interval): Generator<Interval> {
  let from = start;
  while (Temporal.Instant.compare(from, end) < 0) {
    const longest = from.add({ hours: 24 * daysPerCall });
    const to = Temporal.Instant.compare(longest, end) < 0 ? longest : end;
    yield { start: from, end: to };
    from = to;
  }
}
