import { z } from 'zod';
import { badRequest } from '../graph-error.ts';

const text = z.string().nullish();
const flag = z.boolean().nullish();
const time = z.object({ dateTime: z.string(), timeZone: text });
const place = z.record(z.string(), z.json());

/** Graph takes enumerations in any letter case. */
const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z
    .string()
    .transform((given, context): Names[number] => {
      const known = names.find((name) => name.toLowerCase() === given.toLowerCase());
      if (known !== undefined) return known;
      context.addIssue({ code: 'custom', message: `not one of ${names.join(', ')}` });
      return z.NEVER;
    })
    .nullish();

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const day = oneOf(days);

const attendee = z.object({
  emailAddress: z.object({ address: z.string(), name: text }),
  type: oneOf(['required', 'optional', 'resource']),
});

export const recurrence = z.object({
  pattern: z.object({
    type: oneOf(['daily', 'weekly', 'absoluteMonthly', 'relativeMonthly', 'absoluteYearly', 'relativeYearly']),
    interval: z.int().min(1).default(1),
    month: z.int().min(0).max(12).default(0),
    dayOfMonth: z.int().min(0).max(31).default(0),
    daysOfWeek: z.array(day).nullish(),
    firstDayOfWeek: day,
    index: oneOf(['first', 'second', 'third', 'fourth', 'last']),
  }),
  range: z.object({
    type: oneOf(['endDate', 'noEnd', 'numbered']),
    startDate: text,
    endDate: text,
    numberOfOccurrences: z.int().min(0).default(0),
    recurrenceTimeZone: text,
  }),
});

export type PatternedRecurrence = z.infer<typeof recurrence>;

/** What of an event a client may write. Read-only fields are ignored, as Graph ignores them. */
const eventResource = z.object({
  subject: text,
  body: z.object({ contentType: oneOf(['html', 'text']), content: text }).nullish(),
  start: time.nullish(),
  end: time.nullish(),
  isAllDay: flag,
  location: place.nullish(),
  locations: z.array(place).nullish(),
  attendees: z.array(attendee).nullish(),
  recurrence: recurrence.nullish(),
  sensitivity: oneOf(['normal', 'personal', 'private', 'confidential']),
  showAs: oneOf(['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown']),
  importance: oneOf(['low', 'normal', 'high']),
  categories: z.array(z.string()).nullish(),
  isReminderOn: flag,
  reminderMinutesBeforeStart: z.int().nullish(),
  responseRequested: flag,
  allowNewTimeProposals: flag,
  hideAttendees: flag,
  isOnlineMeeting: flag,
  onlineMeetingProvider: oneOf(['unknown', 'skypeForBusiness', 'skypeForConsumer', 'teamsForBusiness']),
  transactionId: text,
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: text })).nullish(),
});

export type EventResource = z.infer<typeof eventResource>;

/** Of an event but not written by clients; sent back by those who patch what they read. */
const readOnly = new Set(
  (
    'id changeKey createdDateTime lastModifiedDateTime bodyPreview hasAttachments iCalUId isCancelled isDraft isOrganizer ' +
    'onlineMeeting onlineMeetingUrl organizer originalEndTimeZone originalStart originalStartTimeZone responseStatus ' +
    'seriesMasterId type webLink cancelledOccurrences occurrenceId attachments calendar exceptionOccurrences extensions ' +
    'instances multiValueExtendedProperties'
  ).split(' '),
);

/** @throws GraphError 400, as for a property no event has */
export function readEventResource(body: unknown): EventResource {
  if (body === null || typeof body !== 'object') throw badRequest('Empty Payload. JSON content expected.');
  const unknown = Object.keys(body).find(
    (name) => !Object.hasOwn(eventResource.shape, name) && !readOnly.has(name) && !name.includes('@'),
  );
  if (unknown !== undefined) {
    const type = "type 'microsoft.graph.event'";
    throw badRequest(
      `The property '${unknown}' does not exist on ${type}. Make sure to only use property names that are defined by the type.`,
    );
  }
  const parsed = eventResource.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badRequest(`Cannot convert the value of '${issue?.path.join('.') ?? ''}': ${issue?.message ?? 'malformed'}.`);
}
