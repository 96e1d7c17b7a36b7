import { z } from 'zod';
import type { Account } from '../../../core/accounts/account-store.ts';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import { windowsZoneOf, zoneNamed } from './windows-zones.ts';

const dayOfWeek = z.enum(['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']);
const timeOfDay = z.string().regex(/^\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?$/);

const offsetChange = z.object({
  time: timeOfDay,
  dayOccurrence: z.int().min(1).max(5),
  dayOfWeek,
  month: z.int().min(1).max(12),
  year: z.int().min(0),
});

/** A zone spelt out: minutes to add to local time for UTC, and when it changes. learn.microsoft.com/graph/api/resources/customtimezone */
const customTimeZone = z.object({
  '@odata.type': z.literal('#microsoft.graph.customTimeZone'),
  name: z.string(),
  bias: z.int(),
  standardOffset: offsetChange.nullish(),
  daylightOffset: offsetChange.extend({ daylightBias: z.int() }).nullish(),
});

const namedTimeZone = z.strictObject({ name: z.string().refine((name) => zoneNamed(name) !== undefined) });

export const workingHoursResource = z.strictObject({
  daysOfWeek: z.array(dayOfWeek),
  startTime: timeOfDay,
  endTime: timeOfDay,
  timeZone: z.union([customTimeZone, namedTimeZone]),
});

/** When a person works, in Graph's shape. Outlook's default is Monday to Friday, eight to five, in the mailbox's zone. */
export function workingHoursOf({ account, timeZone }: { account: Account; timeZone?: string | undefined }): JsonObject {
  const usual: JsonObject = {
    daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    startTime: '08:00:00.0000000',
    endTime: '17:00:00.0000000',
    timeZone: { name: timeZone ?? windowsZoneOf(account.timeZone) },
  };
  return { ...usual, ...account.workingHours };
}
