import { z } from 'zod';
import type { Span } from '../../../core/calendar/occurrences.ts';
import { readTimes } from '../events/event-time.ts';
import { GraphError, invalidProperty } from '../graph-error.ts';

const dateTimeTimeZone = z.object({ dateTime: z.string(), timeZone: z.string().nullish() });

const body = z.object({
  schedules: z.array(z.string()).min(1),
  starttime: dateTimeTimeZone,
  endtime: dateTimeTimeZone,
  availabilityviewinterval: z.coerce.number().int().nullish(),
});

export type ScheduleRequest = {
  readonly schedules: readonly string[];
  readonly window: Span;
  /** Minutes of one slot of availabilityView. */
  readonly interval: number;
};

/** Outlook answers for no more mailboxes at once, and over no more days. */
const mostSchedules = 20;
const mostDays = 62;

/** Names of an action's parameters are taken in any case. @throws GraphError 400 */
export function readScheduleRequest(given: unknown): ScheduleRequest {
  const lowered = Object.fromEntries(Object.entries(Object(given)).map(([name, value]) => [name.toLowerCase(), value]));
  const parsed = body.safeParse(lowered);
  if (!parsed.success) throw invalidProperty({ property: parsed.error.issues[0]?.path.join('.') ?? '' });
  const { schedules, starttime, endtime, availabilityviewinterval } = parsed.data;
  if (schedules.length > mostSchedules) {
    const message = `Too many mailboxes were asked for. The allowed size = ${mostSchedules}; the actual size = ${schedules.length}.`;
    throw refusal({ code: 'ErrorInvalidParameter', message });
  }
  const interval = availabilityviewinterval ?? 30;
  if (interval < 5 || interval > 1440) {
    throw refusal({
      code: 'ErrorInvalidMergedFreeBusyInterval',
      message: 'The MergedFreeBusyInterval value must be between 5 and 1440.',
    });
  }
  return { schedules, window: readWindow({ start: starttime, end: endtime }), interval };
}

function readWindow({
  start,
  end,
}: {
  start: z.infer<typeof dateTimeTimeZone>;
  end: z.infer<typeof dateTimeTimeZone>;
}): Span {
  const times = readTimes({ start, end, isAllDay: false });
  const window = { start: momentIn(times.start), end: momentIn(times.end) };
  if (window.end <= window.start) {
    const message = 'The time duration specified for FreeBusyViewOptions.TimeWindow is invalid.';
    throw refusal({ code: 'ErrorInvalidTimeInterval', message });
  }
  const days = Math.floor((window.end - window.start) / 86_400_000);
  if (days > mostDays || window.end - window.start > mostDays * 86_400_000) {
    const message = `The requested time duration specified for FreeBusyViewOptions.TimeWindow is not within the allowed limits. Requested: ${days} days, allowed: ${mostDays}.`;
    throw refusal({ code: 'ErrorTimeIntervalTooBig', message });
  }
  return window;
}

function momentIn(time: ReturnType<typeof readTimes>['start']): number {
  return time.kind === 'timed' ? time.at : 0;
}

function refusal({ code, message }: { code: string; message: string }): GraphError {
  return new GraphError({ status: 400, code, message });
}
