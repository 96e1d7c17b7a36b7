import type { CalendarAuth, CalendarHours } from '@throughline/app/ports/calendar.ts';
import type { WorkingHours } from '@throughline/domain/people/person.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { customTimeZone, matchingZone } from './custom-time-zone.ts';
import { schedulesOf } from './schedules.ts';
import { ianaZoneOf } from './time-zones.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const midnight = '00:00';
const timeOfDay = z.string().regex(/^\d\d:\d\d/);
const workingHoursAnswer = z.object({
  daysOfWeek: z.array(z.enum(weekdays)),
  startTime: timeOfDay,
  endTime: timeOfDay,
  timeZone: z.looseObject({ name: z.string() }),
});

/** From the answer that tells who is busy: Graph tells them to everybody who may see that, and asks no scope for it. */
export async function workingHours({
  client,
  auth,
  emails,
  wall,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  emails: readonly string[];
  wall: Temporal.Instant;
}): Promise<ReadonlyMap<string, CalendarHours>> {
  const window = { start: wall, end: wall.add({ hours: 24 }) };
  const schedules = (await schedulesOf({ client, auth, emails, window })) ?? new Map<string, never[]>();
  return new Map(
    [...schedules].flatMap(([email, [schedule]]) => {
      const hours = schedule === undefined ? null : calendarHoursOf({ told: schedule.workingHours, from: wall });
      return hours === null ? [] : [[email, hours]];
    }),
  );
}

/** Null for what is no time to work in: nothing told, no days, or a night that ends the day after. */
export function calendarHoursOf({ told, from }: { told: unknown; from: Temporal.Instant }): CalendarHours | null {
  const parsed = workingHoursAnswer.safeParse(told);
  if (!parsed.success) return null;
  const { daysOfWeek, timeZone } = parsed.data;
  const [start, end] = [parsed.data.startTime.slice(0, 5), parsed.data.endTime.slice(0, 5)];
  const span = { from: start, to: end === midnight ? '24:00' : end };
  if (daysOfWeek.length === 0 || span.from >= span.to) return null;
  const hours: WorkingHours = Object.fromEntries(daysOfWeek.map((day) => [weekdays.indexOf(day) + 1, [span]]));
  return { timeZone: zoneOf({ timeZone, from }), hours };
}

function zoneOf({ timeZone, from }: { timeZone: { name: string }; from: Temporal.Instant }): string | null {
  const custom = customTimeZone.safeParse(timeZone);
  return custom.success ? matchingZone({ custom: custom.data, from }) : ianaZoneOf(timeZone.name);
}
