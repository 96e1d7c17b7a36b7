import { z } from 'zod';
import { GoogleError, invalidParameter } from '../google-error.ts';
import { isZone } from '../../core/calendar/time-zone.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const count = z.coerce.number().int().min(1);
const moment = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    context.addIssue({ code: 'custom', message: 'Bad Request' });
    return z.NEVER;
  }
});
const several = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const listQuery = z.object({
  maxResults: count.default(250),
  maxAttendees: count.optional(),
  pageToken: z.string().optional(),
  syncToken: z.string().optional(),
  timeMin: moment.optional(),
  timeMax: moment.optional(),
  updatedMin: moment.optional(),
  orderBy: z.enum(['startTime', 'updated']).optional(),
  singleEvents: flag.default(false),
  showDeleted: flag.optional(),
  q: z.string().optional(),
  iCalUID: z.string().optional(),
  privateExtendedProperty: several.default([]),
  sharedExtendedProperty: several.default([]),
  eventTypes: several.default([]),
  timeZone: z.string().refine(isZone, 'Invalid time zone').optional(),
  originalStart: z.string().optional(),
});

export type ListQuery = z.infer<typeof listQuery>;

/** Parameters that would make the changes since a sync token something else than changes. */
const notWithSyncToken = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
] as const;

/** @throws GoogleError 400, naming the parameter */
export function readListQuery(query: unknown): ListQuery {
  const parsed = listQuery.safeParse(query);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidParameter({ name: String(issue?.path[0] ?? ''), message: issue?.message ?? 'Bad Request' });
  }
  const given = parsed.data;
  if (given.orderBy === 'startTime' && !given.singleEvents) {
    throw invalidParameter({
      name: 'orderBy',
      message: 'The requested ordering is not available for the particular query.',
    });
  }
  if (given.timeMin !== undefined && given.timeMax !== undefined && given.timeMin >= given.timeMax) throw emptyRange();
  if (given.syncToken !== undefined) {
    const offending = notWithSyncToken.find((name) => Object.hasOwn(Object(query), name));
    if (offending !== undefined) {
      throw invalidParameter({ name: offending, message: `Sync token cannot be combined with ${offending}.` });
    }
    if (given.showDeleted === false) {
      throw invalidParameter({ name: 'showDeleted', message: 'Sync token cannot be combined with showDeleted=false.' });
    }
  }
  return given;
}

export function emptyRange(): GoogleError {
  return new GoogleError({
    status: 400,
    reason: 'timeRangeEmpty',
    domain: 'calendar',
    message: 'The specified time range is empty.',
    locationType: 'parameter',
    location: 'timeMax',
  });
}
