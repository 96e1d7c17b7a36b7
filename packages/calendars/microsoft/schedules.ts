import type { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import { batch, type BatchRequest } from './batch.ts';
import type { GraphClient } from './client.ts';
import { eventTime } from './event-time.ts';

/** Asked for more, Graph refuses the whole; sources differ on whether more than 42 days is one of the reasons. */
const mailboxesPerRequest = 20;
const daysPerRequest = 42;
/** As many as Graph works through at once for one mailbox, and what that many hold fits into one answer. */
const requestsPerBatch = 4;
/** Minutes of one digit of `availabilityView`. */
export const slotMinutes = 15;

const scheduleInformation = z.object({
  scheduleId: z.string(),
  availabilityView: z.string().nullish(),
  scheduleItems: z.array(z.object({ status: z.string().nullish(), start: eventTime, end: eventTime })).nullish(),
  /** Read where they are asked for: what one person made of them is no reason to lose everybody's answer. */
  workingHours: z.unknown().optional(),
  error: z.object({ responseCode: z.string().nullish() }).nullish(),
});
const answer = z.object({ value: z.array(scheduleInformation) });
/** What is known of one mailbox over `window`. */
export type Schedule = z.infer<typeof scheduleInformation> & { readonly window: Interval };

/**
 * getSchedule of any number of mailboxes over any window, by address as asked: what each part of the window has to
 * say. Null for an account that has no getSchedule, as personal ones have none
 * (learn.microsoft.com/graph/api/calendar-getschedule). Throws CalendarErrors.
 */
export async function schedulesOf({
  client,
  auth,
  emails,
  window,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  emails: readonly string[];
  window: Interval;
}): Promise<ReadonlyMap<string, readonly Schedule[]> | null> {
  const asked = [...new Set(emails)];
  const schedules = new Map<string, Schedule[]>(asked.map((email) => [email.toLowerCase(), []]));
  const parts = [...partsOf(window)];
  const questions = chunks({ of: asked, size: mailboxesPerRequest }).flatMap((group) =>
    parts.map((part) => ({ window: part, request: requestFor({ emails: group, window: part }) })),
  );
  for (const group of chunks({ of: questions, size: requestsPerBatch })) {
    const requests = group.map(({ request }) => request);
    const results = await batch({ client, auth, effect: 'read', requests, answer });
    for (const [index, result] of results.entries()) {
      const { window: part } = group[index] ?? { window };
      if (!result.ok && hasNone(result.error)) return null;
      if (!result.ok) throw result.error;
      for (const found of result.answer.value) {
        schedules.get(found.scheduleId.toLowerCase())?.push({ ...found, window: part });
      }
    }
  }
  // Whoever is missing from one part is not free in it.
  for (const [scheduleId, told] of schedules) {
    for (const part of parts) {
      if (told.some((one) => one.window === part)) continue;
      told.push({ scheduleId, window: part, error: { responseCode: 'not answered' } });
    }
  }
  return new Map(asked.map((email) => [email, schedules.get(email.toLowerCase()) ?? []]));
}

/** However the refusal is called: who may not read schedules may still read their own calendar. */
function hasNone({ kind }: CalendarError): boolean {
  return kind === 'scope_missing' || kind === 'refused' || kind === 'not_found';
}

function requestFor({ emails, window }: { emails: readonly string[]; window: Interval }): BatchRequest {
  return {
    method: 'POST',
    path: '/me/calendar/getSchedule',
    body: {
      schedules: emails,
      startTime: utc(window.start),
      endTime: utc(window.end),
      availabilityViewInterval: slotMinutes,
    },
  };
}

function utc(instant: Temporal.Instant): { dateTime: string; timeZone: string } {
  return { dateTime: instant.toString({ smallestUnit: 'second' }).replace(/Z$/, ''), timeZone: 'UTC' };
}

function* partsOf({ start, end }: Interval): Generator<Interval> {
  let from = start;
  while (Temporal.Instant.compare(from, end) < 0) {
    const longest = from.add({ hours: 24 * daysPerRequest });
    const to = Temporal.Instant.compare(longest, end) < 0 ? longest : end;
    yield { start: from, end: to };
    from = to;
  }
}

function chunks<T>({ of, size }: { of: readonly T[]; size: number }): (readonly T[])[] {
  return Array.from({ length: Math.ceil(of.length / size) }, (_, index) => of.slice(index * size, (index + 1) * size));
}
