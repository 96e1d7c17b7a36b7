import { z } from 'zod';
import { instantText } from '../time.ts';

export const calendarProvider = z.enum(['google', 'microsoft']);

/** What is passed on to whoever may grant for a whole company. */
export const consentToForward = z.object({
  /** Attendance is asked for apart. */
  about: z.enum(['calendars', 'attendance']),
  provider: calendarProvider,
  /** The mail domain whose tenant it is about. */
  domain: z.string(),
  organization: z.string(),
  /** By the provider's own names. */
  scopes: z.array(z.string()),
  url: z.string(),
  /** The first moment at which the link no longer works. */
  expiresAt: instantText,
});
export type ConsentToForward = z.infer<typeof consentToForward>;

/** A calendar that is not kept true at present. */
export const troubledCalendar = z.object({
  connectionId: z.uuid(),
  person: z.object({ id: z.uuid(), displayName: z.string() }),
  provider: calendarProvider,
  since: instantText,
  ageDays: z.number().int(),
  /** In words, as are the next steps. */
  why: z.string(),
  next: z.string(),
  /** Conversations whose date stands in it. */
  booked: z.number().int(),
  mailedAt: instantText.nullable(),
});
export type TroubledCalendar = z.infer<typeof troubledCalendar>;

/** Where the calendars of each mail domain are, for whoever looks after them. */
export const calendarsResponse = z.object({
  offered: z.array(calendarProvider),
  /** How many people have a calendar connected, working or not. */
  connected: z.number().int(),
  /** The oldest trouble first. */
  troubled: z.array(troubledCalendar),
  domains: z.array(
    z.object({
      domain: z.string(),
      people: z.number().int(),
      /** Null: nobody has said, and a lookup found nothing; its people choose. */
      provider: calendarProvider.nullable(),
      decidedBy: z.enum(['administrator', 'lookup']),
      /** `unknown` until the provider could be asked. */
      consent: z.enum(['unknown', 'not_needed', 'needed', 'granted']),
      askedAt: instantText.nullable(),
      grantedAt: instantText.nullable(),
      /** Present while there is a link that works. */
      toForward: consentToForward.nullable(),
      /** Present where the organisation has turned attendance on and an administrator has to allow it. */
      attendanceToForward: consentToForward.nullable(),
    }),
  ),
});
export type CalendarsResponse = z.infer<typeof calendarsResponse>;

/** Null leaves it to a lookup again. */
export const setCalendarDomainRequest = z.object({ provider: calendarProvider.nullable() });

/** For whoever grants, who need not be known here. */
export const consentPageResponse = consentToForward.omit({ url: true }).extend({
  /** The provider's own page, where the permission is given. */
  authorizationUrl: z.string(),
  granted: z.boolean(),
});
export type ConsentPageResponse = z.infer<typeof consentPageResponse>;

/** How the browser of whoever grants comes back to `/calendars/allow`, as `?result=`. */
export const consentResults = [
  'granted',
  'attendance_granted',
  'already_granted',
  'declined',
  'other_tenant',
  'tenant_taken',
  'expired',
  'failed',
  'unknown_state',
] as const;
export type ConsentResult = (typeof consentResults)[number];
